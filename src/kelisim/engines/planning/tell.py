"""An explanation in words: Kazakh, Russian, English, Turkish or Chinese (`words.toml`)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal

from kelisim.engines.planning.explain import Addition, Change, Explanation, Lack
from kelisim.engines.planning.problem import Problem, Slot
from kelisim.engines.planning.replan import Replan

LANGUAGES = ("kk", "ru", "en", "tr", "zh")
LONGEST_LIST = 12


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "words.toml").read_text(encoding="utf-8"))


def tell(
    explanation: Explanation, problem: Problem, language: str = "en", names: Mapping[str, str] | None = None
) -> list[str]:
    """The reason, then a sentence a change. `names` says how ids of people and requests are shown; else the id itself."""
    teller = _Teller(problem, language, names or {})
    return [teller.reason(explanation), *(teller.change(change) for change in explanation.changes)]


def tell_replan(found: Replan, language: str = "en") -> str:
    """What the proposal of a re-plan does, in a sentence: meetings moved, saved, lost, new, and how many to tell."""
    numbers = {
        "moves": found.moves,
        "saves": found.saves,
        "lost": len(found.changes.lost),
        "new": len(found.changes.new),
        "people": len(found.changes.notices),
    }
    locale = _locale(language)
    shown = {key: format_decimal(number, locale=locale) for key, number in numbers.items()}
    return str(_words()["replan"][language].format(**shown))


def _locale(language: str) -> Locale:
    if language not in LANGUAGES:
        raise ValueError(f"no words in {language!r}; there are {', '.join(LANGUAGES)}")
    return Locale.parse("zh_Hans" if language == "zh" else language)


class _Teller:
    def __init__(self, problem: Problem, language: str, names: Mapping[str, str]) -> None:
        self.language, self.names = language, names
        self.locale = _locale(language)
        self.slots = {slot.id: slot for slot in problem.slots}

    def reason(self, explanation: Explanation) -> str:
        return self.say(explanation.reason.value, people=self.listed(explanation.people))

    def change(self, change: Change) -> str:
        parts = [self.addition(addition, change.slot) for addition in change.additions]
        if change.moves:
            parts.append(self.say("moves", names=self.listed(name for name, _slot in change.moves)))
        if change.given_up:
            parts.append(self.say("given_up", names=self.listed(change.given_up)))
            parts.append(self.points(change.points))
        return self.say(
            "change", when=self.when(change.slot), what=self.say("between").join(parts) or self.say("as_it_is")
        )

    def addition(self, addition: Addition, slot: str) -> str:
        """What has to be added for a seat in a slot; the hour of that slot is told once."""
        is_told = addition.slot == slot and addition.lack is not Lack.SLOT
        return self.say(
            f"add.{addition.lack.value}",
            when=self.say("then") if is_told else self.when(addition.slot),
            day=self.say("on", day=self.day(self.slots[addition.slot])),
            who=self.name(addition.who),
            languages=" – ".join(self.locale.languages.get(code, code) for code in addition.languages),
        )

    def points(self, lost: float) -> str:
        """`lost` below zero is a gain."""
        return self.say(
            "points.lost" if lost >= 0 else "points.won", points=format_decimal(abs(lost), locale=self.locale)
        )

    def when(self, slot: str) -> str:
        row = self.slots[slot]
        return self.say("at", day=self.day(row), time=row.start or row.id)

    def day(self, slot: Slot) -> str:
        """`24 November` in the reader's language; a day that is no ISO date as it is written."""
        try:
            return format_date(
                date.fromisoformat(slot.day), "M月d日" if self.language == "zh" else "d MMMM", self.locale
            )
        except ValueError:
            return slot.day

    def name(self, key: str) -> str:
        return self.names.get(key, key)

    def listed(self, keys: Any) -> str:
        named = [self.name(key) for key in keys]
        shown = [*named[:LONGEST_LIST], *(["…"] if len(named) > LONGEST_LIST else [])]
        return format_list(shown, locale=self.locale) if len(shown) <= LONGEST_LIST else ", ".join(shown)

    def say(self, key: str, **gaps: str) -> str:
        words = _words()
        for part in key.split("."):
            words = words[part]
        return words[self.language].format(**gaps)
