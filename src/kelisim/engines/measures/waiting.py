"""How long things wait: survival curves of past waits, and an honest range for what is still to come.

A wait that is not over yet says only that it lasted at least so long: it is censored. The curve is Kaplan and Meier's, as
`scipy.stats.ecdf` estimates it from censored data.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

FEWEST = 8
DRAWS = 4000
NEVER = np.inf
Counted = Iterable[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Curve:
    """From each of `days` on, the share of waits that still go on; how many waits ended."""

    days: tuple[int, ...]
    left: tuple[float, ...]
    ended: int

    @property
    def is_enough(self) -> bool:
        """Whether enough of them ended to say anything of others."""
        return self.ended >= FEWEST

    def share_over_by(self, days: int) -> float:
        """The share of past waits that had ended by so many days."""
        place = int(np.searchsorted(self.days, days, side="right")) - 1
        return 0.0 if place < 0 else 1 - self.left[place]

    def shares_from(self, share: float) -> tuple[list[int], list[float]]:
        """The days on which the share of those that had ended came to at least `share`, and the share from that day on."""
        steps = [(day, 1 - left) for day, left in zip(self.days, self.left, strict=True) if 1 - left >= share]
        return [day for day, _share in steps], [share for _day, share in steps]

    def draw(self, uniform: np.ndarray, *, waited: int = 0) -> np.ndarray:
        """Waits drawn from the curve, given that so many days have passed; what the curve does not reach is never."""
        times, left = np.asarray(self.days, float), np.asarray(self.left)
        so_far = 1 - self.share_over_by(waited)
        if so_far <= 0:  # longer than every past wait: nothing is known of what follows
            return np.full(uniform.shape, NEVER)
        falls = np.searchsorted(-left, -(uniform * so_far), side="left")
        drawn = np.where(falls < len(times), times[np.minimum(falls, len(times) - 1)], NEVER)
        return np.maximum(drawn - waited, 0)


def curve_of(ended: Counted, going_on: Counted = ()) -> Curve:
    """The curve of past waits, so many days so many times: those that ended, and those that go on."""
    from scipy.stats import CensoredData, ecdf

    over, open_ = _each(ended), _each(going_on)
    if not over.size:
        return Curve((), (), 0)
    found = ecdf(CensoredData(uncensored=over, right=open_)).sf
    falls = np.flatnonzero(np.diff(found.probabilities, prepend=1.0))
    return Curve(
        tuple(found.quantiles[falls].astype(int).tolist()), tuple(found.probabilities[falls].tolist()), over.size
    )


def _each(counted: Counted) -> np.ndarray:
    pairs = np.asarray(list(counted), int).reshape(-1, 2)
    return np.repeat(pairs[:, 0], pairs[:, 1]).astype(float)


@dataclass(frozen=True, slots=True)
class Range:
    """Days until the end: the tenth, the middle and the ninetieth of a hundred; None where the past does not reach so far."""

    early: int | None
    middle: int | None
    late: int | None


class Ahead:
    """A row of waits that are still to come, of which the first may have begun.

    The waits are taken as independent of each other; the same seed gives the same range. What lies behind the first wait
    is drawn once, however many begin with it.
    """

    def __init__(self, steps: Sequence[Curve], *, seed: int = 7) -> None:
        self.first = steps[0] if steps and all(step.is_enough for step in steps) else None
        if self.first is None:
            return
        generator = np.random.default_rng(seed)
        self._uniform = generator.random(DRAWS)
        self._behind = np.zeros(DRAWS)
        for step in steps[1:]:
            self._behind = self._behind + step.draw(generator.random(DRAWS))

    def range(self, waited: int) -> Range | None:
        """When the row will be over, if its first wait has lasted `waited` days; None where too little is known of one."""
        if self.first is None:
            return None
        total = self.first.draw(self._uniform, waited=waited) + self._behind
        early, middle, late = np.quantile(total, (0.1, 0.5, 0.9), method="higher")
        return Range(*(int(days) if np.isfinite(days) else None for days in (early, middle, late)))


def range_of(steps: Sequence[Curve], *, waited: int, seed: int = 7) -> Range | None:
    """When a row of waits will be over, of which the first has lasted `waited` days; None where too little is known of one."""
    return Ahead(steps, seed=seed).range(waited)
