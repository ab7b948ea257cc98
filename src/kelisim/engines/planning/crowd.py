"""Too many requests for the slots open to them: a matching finds it at once, where a solver tries one order after the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence


def too_many(rows: Sequence[Sequence[int]], places: int = 1) -> list[int] | None:
    """Rows that have, all together, fewer places in their slots than they are; None where each row can have one.

    By Hall's theorem there is one or the other: where a row finds no place, they are those that hold what it could reach.
    """
    held: dict[int, list[int]] = defaultdict(list)

    def find(row: int, tried: set[int]) -> bool:
        for slot in rows[row]:
            if slot in tried:
                continue
            tried.add(slot)
            if len(held[slot]) < places:
                held[slot].append(row)
                return True
            for other in held[slot]:
                if find(other, tried):
                    held[slot].remove(other)
                    held[slot].append(row)
                    return True
        return False

    for row in range(len(rows)):
        tried: set[int] = set()
        if not find(row, tried):
            return sorted({row, *(other for slot in tried for other in held[slot])})
    return None
