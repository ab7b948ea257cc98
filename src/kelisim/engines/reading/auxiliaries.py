"""What the words before a verb make of it, in languages that tell tense by them: `will be signed`, `is being built`."""

from __future__ import annotations

from kelisim.engines.reading.matches import Matches

FAR_SHARED = 14  # words between two verbs of one auxiliary
FAR = 6  # words between a verb and the first of its auxiliaries
DONE = frozenset(("build.past", "launch.past"))
PLAIN = {"inf": "now", "conv": "conv", "past": "past", "now": "now", "future": "future", "noun": "noun"}


def in_context(ids: frozenset[str], first: int, matches: Matches) -> frozenset[str]:
    """The ids of a cue, those of a verb with the tense that its auxiliaries give it."""
    if not any("." in identity for identity in ids):
        return ids
    if "indefinite" in matches.particles_before(first):  # an enlarged one
        ids = ids - DONE
    helpers = _helpers(first, matches) or _shared(first, matches)
    if not set(helpers) & {"future", "infinitive"}:  # they put it into operation: of two forms that look alike the past
        ids = frozenset(i for i in ids if not i.endswith(".inf") or f"{i[:-4]}.past" not in ids)
    return frozenset(_told(identity, helpers) for identity in ids)


def _told(identity: str, helpers: list[str]) -> str:
    action, _, tense = identity.partition(".")
    if not tense:
        return identity
    if action == "carry" and tense == "past" and helpers[:1] == ["now"]:
        return "carry.now"  # the project is carried out
    return f"{action}.{_tense(tense, helpers)}"


def _tense(tense: str, helpers: list[str]) -> str:
    """`helpers` from the verb outwards: `managed to attract` is past, `to attract` alone is hoped for."""
    hoped = next((i for i, role in enumerate(helpers) if role in ("future", "infinitive")), None)
    if hoped is not None:
        is_real = "real" in helpers[hoped:]
        return "past" if is_real else "future"
    if tense == "conv":
        return "now" if "now" in helpers else "past" if "past" in helpers else "conv"
    if tense == "past":
        return "now" if helpers[:1] == ["progressive"] else "past"
    return PLAIN[tense]


def _shared(first: int, matches: Matches) -> list[str]:
    """`it should attract 60 companies and create 20,000 jobs`: the second verb is under the auxiliary of the first."""
    if "and" not in matches.particles_before(first):
        return []
    table = matches.lexicon.auxiliaries
    for i in range(first - 2, max(-1, first - FAR_SHARED - 1), -1):
        if matches.tokens[i].text in (";", ":", "–"):
            return []
        role = table.get(matches.tokens[i].text)
        is_hoped = i > 0 and (
            table.get(matches.tokens[i - 1].text) in ("now", "past") or "planned" in matches.ids("cue", i - 1)
        )
        if role == "infinitive" and is_hoped:  # it is to cost $65 million and employ 210 people
            return [role]
        if role in ("future", "now", "past"):
            return [role] if role == "future" else []
    return []


def _helpers(first: int, matches: Matches) -> list[str]:
    table, found = matches.lexicon.auxiliaries, list[str]()
    for i in range(first - 1, max(-1, first - FAR - 1), -1):
        role = table.get(matches.tokens[i].text)
        if role is None:
            break
        if role != "skipped":
            found.append(role)
    return found
