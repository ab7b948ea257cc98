"""How long things wait: survival curves of past waits, and an honest range for what is still to come.

A wait that is not over yet says only that it lasted at least so long: it is censored. The curve is Kaplan and Meier's, as
`scipy.stats.ecdf` estimates it from censored data.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

FEWEST = 8
DRAWS = 4000
NEVER = np.inf


@dataclass(frozen=True)
class Waits:
    """Past waits in days: those that ended, and those that go on."""

    ended: tuple[int, ...]
    going_on: tuple[int, ...] = ()

    @property
    def is_enough(self) -> bool:
        """Whether enough of them ended to say anything of others."""
        return len(self.ended) >= FEWEST

    @cached_property
    def _curve(self) -> tuple[np.ndarray, np.ndarray]:
        from scipy.stats import CensoredData, ecdf

        data = CensoredData(uncensored=np.asarray(self.ended, float), right=np.asarray(self.going_on, float))
        curve = ecdf(data).sf
        return curve.quantiles, curve.probabilities

    def share_over_by(self, days: int) -> float:
        """The share of past waits that had ended by so many days."""
        times, left = self._curve
        place = int(np.searchsorted(times, days, side="right")) - 1
        return 0.0 if place < 0 else float(1 - left[place])

    def draw(self, uniform: np.ndarray, *, waited: int = 0) -> np.ndarray:
        """Waits drawn from the curve, given that so many days have passed; what the curve does not reach is never."""
        times, left = self._curve
        so_far = 1 - self.share_over_by(waited)
        if so_far <= 0:  # longer than every past wait: nothing is known of what follows
            return np.full(uniform.shape, NEVER)
        falls = np.searchsorted(-left, -(uniform * so_far), side="left")
        drawn = np.where(falls < len(times), times[np.minimum(falls, len(times) - 1)], NEVER)
        return np.maximum(drawn - waited, 0)


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

    def __init__(self, steps: Sequence[Waits], *, seed: int = 7) -> None:
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
        early, middle, late = (np.quantile(total, share, method="higher") for share in (0.1, 0.5, 0.9))
        return Range(*(int(days) if np.isfinite(days) else None for days in (early, middle, late)))


def range_of(steps: Sequence[Waits], *, waited: int, seed: int = 7) -> Range | None:
    """When a row of waits will be over, of which the first has lasted `waited` days; None where too little is known of one."""
    return Ahead(steps, seed=seed).range(waited)
