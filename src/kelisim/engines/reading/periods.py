"""Expressions of time: found, joined (ten months + of this year), given a role and turned into days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from kelisim.engines.reading.lexicon import Match
from kelisim.engines.reading.matches import Matches
from kelisim.engines.reading.numbers import COUNTED
from kelisim.engines.reading.text import Token
from kelisim.engines.values import Period, PeriodError
from kelisim.engines.values.periods import FIRST_YEAR, LAST_YEAR

YEARLY = frozenset(("year", "this_year", "last_year", "next_year", "that_year", "year_before"))
PARTS = frozenset(
    (
        "months",
        "month_range",
        "month",
        "month_end",
        "month_mid",
        "through_month",
        "day",
        "days",
        "day_range",
        "month_day",
        "month_days",
        "month_day_range",
    )
) | frozenset(("quarter", "quarters", "half"))
SAME = frozenset(("same", "base"))  # with a year: the same months of another year
FIXED = frozenset(
    ("end_of_year", "start_of_year", "months_to", "month_years", "fiscal")
)  # singles that name their year
RANGES = frozenset(("month_range", "month_mid", "through_month", "days", "month_days", "day_range", "month_day_range"))
LOOSE = frozenset(("in {n} months", "for {n} months", "over {n} months"))
LATE = timedelta(days=20)
SPAN_WORDS = 3
CHANGE_WORDS = 8
FAR_BASE = 5  # words
DATELINE = 12  # tokens
NAME = 8  # words
FARTHEST = 20  # years of `2025-35`
MIDDLE = 15  # of a month
TOLD = 3  # words between a verb of saying and the day: `told reporters on Monday`
SAYING = frozenset(("said", "told", "announced", "reported", "noted", "stated"))
DAYS = frozenset(("day", "month_day", "weekday", "yesterday", "week"))
OPENING, CLOSING = '«“"', '»”"'


class Role(StrEnum):
    MAIN = "main"
    BASE = "base"  # what a change is measured against
    DEADLINE = "deadline"
    SINCE = "since"
    NOW = "now"
    VAGUE = "vague"  # "in recent years": time is told, but no days follow from it
    SAME = "same"
    EVENT = "event"  # the year in the name of a forum


@dataclass(slots=True, eq=False)
class When:
    """A time in a sentence; `start` and `end` are both None where the days are unknown."""

    first: int
    last: int
    role: Role
    start: date | None = None
    end: date | None = None
    is_known: bool = True
    is_year_alone: bool = False
    is_one_year: bool = False  # some one year: of a change the span over which it is told
    is_aside: bool = False  # an earlier year told for comparison: what follows speaks of the main period again
    is_loose: bool = False  # `in nine months`: of this year, where flows of money are told; else a length of time
    is_guessed: bool = False  # a month without a year, taken for that of the year before the article's
    is_end: bool = False  # `на конец 2024 года`, `2024 жылдың соңында`: of what is counted there the last day


@dataclass(slots=True)
class Calendar:
    """What is known of time at this point of the article."""

    day: date | None
    year: int | None = None  # last one named
    main: When | None = None  # last main period, for "the same period"


@dataclass(slots=True)
class _Piece:
    first: int
    last: int
    yearly: Match | None
    part: Match | None
    single: Match | None = None

    @property
    def matches(self) -> Iterator[Match]:
        return (match for match in (self.yearly, self.part, self.single) if match)


def read_periods(matches: Matches, calendar: Calendar) -> list[When]:
    whens = []
    begin = _dateline_end(matches)
    for piece in _joined(matches, list(_pieces(matches))):
        if piece.first < begin or _is_day_of_speech(matches, piece):
            continue
        when = _when(piece, matches, calendar)
        whens.append(when)
        _remember(when, piece, calendar)
    return _spans(whens, matches) if matches.lexicon.has_endings else whens


def _is_day_of_speech(matches: Matches, piece: _Piece) -> bool:
    """`told reporters on Wednesday`, `said on Sunday`: when somebody spoke, which is not when it happened."""
    lexicon = matches.lexicon
    if not lexicon.is_latin or lexicon.has_endings or not any(m.form.id in DAYS for m in piece.matches):
        return False
    for i in range(piece.first - 1, max(-1, piece.first - 2 - TOLD), -1):
        if "said" in matches.particles(i):
            return True
        if matches.tokens[i].kind != "w" or (matches.tokens[i].is_capital and i):
            break
    return _is_before_speech(matches, piece)


def _is_before_speech(matches: Matches, piece: _Piece) -> bool:
    """`the minister on Saturday said that`, `at a meeting on Thursday, Issabayev reported that`."""
    last = len(matches.tokens) - 1
    for i in range(piece.last + 1, min(piece.last + 2 + TOLD, last)):
        if "said" in matches.particles(i) and matches.tokens[i].text in SAYING:
            return matches.tokens[i + 1].kind == "w" and matches.tokens[i + 1].text not in ("to", "by", "as", "in")
        is_speaker = matches.tokens[i].is_capital or matches.particles(i) & {"article", "office", "minister"}
        if matches.tokens[i].text != "," and not is_speaker:
            return False
    return False


def _spans(whens: list[When], matches: Matches) -> list[When]:
    """`2014 başından 2015 haziranının sonuna dek`: a beginning and a deadline are one period."""
    joined: list[When] = []
    for when in whens:
        last = joined[-1] if joined else None
        if (
            last
            and when.role is Role.DEADLINE
            and last.start
            and when.end
            and last.start <= when.end
            and when.first - last.last <= SPAN_WORDS
            and any(matches.tokens[i].case == "ablative" for i in range(last.last, when.first))
        ):
            last.last, last.end, last.role, last.is_year_alone = when.last, when.end, Role.MAIN, False
        else:
            joined.append(when)
    return joined


def _pieces(matches: Matches) -> Iterator[_Piece]:
    after = 0
    for i in matches.having("period"):
        if i < after:
            continue
        match = matches.longest("period", i)
        if match is not None and match.form.id == "month_day" and _counts_behind(matches, match):
            match = next((m for m in matches.all("period", i) if m.form.id == "month"), None)
        if (
            match is None
            or (match.last == i and match.form.text == "{year}" and not _is_bare_year(matches, i))
            or _is_no_period(matches, match)
        ):
            continue
        after = match.last + 1
        identity = match.form.id
        if identity == "rate":  # 11 % a year: no time of its own
            continue
        yield _Piece(
            i,
            match.last,
            match if identity in YEARLY else None,
            match if identity in PARTS else None,
            match if identity not in YEARLY and identity not in PARTS else None,
        )


def _is_bare_year(matches: Matches, i: int) -> bool:
    """2025 without the word year: in 2025-го, in brackets, behind a month or the name of an event."""
    tokens = matches.tokens
    if tokens[i].suffix:
        return tokens[i].suffix in matches.lexicon.endings["year"]
    before = tokens[i - 1] if i else None
    is_opening = i == 1 or (i > 1 and tokens[i - 2].kind == "s")  # In 2022 firms invested
    if _stands_for_year(matches, i):
        return True
    if matches.lexicon.is_latin and "before_year" in _before(matches, i) and (is_opening or not _counts(matches, i)):
        return True
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    if matches.lexicon.is_latin and "of_year" in matches.particles(i + 1):
        return True  # 2025 hedefi
    if matches.lexicon.has_endings and matches.lexicon.is_latin and _is_month(matches, i + 1):
        return True  # 2015 haziranının sonuna dek
    if after is not None and after.kind == "w" and "beside_year" not in matches.particles(i + 1):
        return False
    if after is not None and after.text in ("%", "$", "₸", "€"):
        return False
    if before is None:
        return False
    if _is_month(matches, i - 1):
        return True
    if before.text in ("–", "-", "(", "«", '"') or "before_year" in matches.particles_before(i):
        return True
    return before.kind == "w" and before.text.isascii() and not matches.lexicon.is_latin


def _stands_for_year(matches: Matches, i: int) -> bool:
    """`finished 2024 with`, `2025 began well`: four digits and nothing that they count."""
    lexicon, tokens = matches.lexicon, matches.tokens
    if not lexicon.is_latin or lexicon.has_endings or _counts(matches, i):
        return False
    if i and "ended" in matches.particles(i - 1):
        return True
    return i + 1 < len(tokens) and "ended" in matches.particles(i + 1) and (i == 0 or tokens[i - 1].kind == "s")


def _is_month(matches: Matches, i: int) -> bool:
    return bool(matches.ids("month", i))


def _counts(matches: Matches, i: int) -> bool:
    """`of 2000 jobs`, `in 2000 villages`: a number of something."""
    is_measured = any(matches.ids(kind, i + 1) for kind in ("unit", "scale", "currency"))
    return is_measured or not matches.ids("cue", i + 1).isdisjoint(COUNTED)


def _counts_behind(matches: Matches, match: Match) -> bool:
    """`By December 11 projects will open`: a number of something, no day."""
    return matches.lexicon.is_latin and _counts(matches, match.last)


def _before(matches: Matches, i: int) -> frozenset[str]:
    """The words of grammar before a token, over an article: `by the end`."""
    found = matches.particles_before(i)
    return matches.particles_before(i - 1) if "article" in found and i > 1 else found


def _dateline_end(matches: Matches) -> int:
    """The token behind `KONAEV, April 24 –` or `BISHKEK, January 20.`: where and when the reporter wrote."""
    tokens = matches.tokens
    if not matches.lexicon.is_latin or not tokens[0].is_capital or matches.longest("place", 0) is None:
        return 0
    for i, token in enumerate(tokens[:DATELINE]):
        if token.text == "–" or (token.text == "." and i + 1 == len(tokens)):
            return i
        if token.kind == "w" and not token.is_capital:
            return 0
    return 0


def _is_no_period(matches: Matches, match: Match) -> bool:
    """`{n}` alone of 'ten months' is fine; 'май' inside a name or a quarter of ninety is not."""
    token = matches.tokens[match.first]
    if match.form.id == "month" and match.first == match.last:
        return token.is_capital and match.first > 0 and not matches.lexicon.has_capital_months
    return False


def _joined(matches: Matches, pieces: list[_Piece]) -> list[_Piece]:
    joined: list[_Piece] = []
    for piece in pieces:
        last = joined[-1] if joined else None
        if last and _belong(matches, last, piece):
            last.last = piece.last
            last.yearly, last.part = last.yearly or piece.yearly, last.part or piece.part
            last.part, last.single = last.part or last.single or piece.single, None
        else:
            joined.append(piece)
    return joined


def _belong(matches: Matches, left: _Piece, right: _Piece) -> bool:
    if left.part or right.part:
        is_same = False
    else:
        is_same = any(piece.single and piece.single.form.id in SAME for piece in (left, right))
    if is_same:
        return _is_same_months(matches, left, right)
    if left.single or right.single or bool(left.yearly) == bool(right.yearly) or bool(left.part) == bool(right.part):
        return False
    between = matches.tokens[left.last + 1 : right.first]
    if len(between) > 2 or any(token.kind != "w" for token in between):
        return False
    return left.yearly is None or left.yearly.form.text != "{year}" or not between


def _is_same_months(matches: Matches, left: _Piece, right: _Piece) -> bool:
    """`годом ранее за тот же срок`, `былтырғы сәйкес кезеңде`: a year and the same months."""
    between = matches.tokens[left.last + 1 : right.first]
    if len(between) > 2 or any(token.kind != "w" for token in between):
        return False
    return bool(left.yearly) != bool(right.yearly)


def _when(piece: _Piece, matches: Matches, calendar: Calendar) -> When:
    if piece.single:
        return _single(piece, piece.single, matches, calendar)
    year = _year(piece.yearly, calendar) if piece.yearly else _year_of_part(piece, calendar)
    role = _role(piece, matches, calendar, year)
    when = When(piece.first, piece.last, role, is_known=year is not None, is_year_alone=piece.part is None)
    when.is_guessed = piece.yearly is None and calendar.day is not None and year == calendar.day.year - 1
    if year is None:
        return when
    try:
        period = _period(piece, matches, calendar, year)
    except (PeriodError, ValueError):
        when.is_known = False
        return when
    when.start, when.end = period.start, period.end
    when.is_end = _is_end_of_year(piece, matches)
    if when.is_end and role is Role.BASE and calendar.day and when.end and when.end < calendar.day:
        when.role = Role.MAIN  # к концу 2023 года их было 70
    when.is_loose = piece.yearly is None and piece.part is not None and piece.part.form.text in LOOSE
    when.is_aside = role is Role.MAIN and (_is_aside(piece) or _is_year_before(when, piece, matches, calendar))
    return _by_role(when, calendar)


def _is_end_of_year(piece: _Piece, matches: Matches) -> bool:
    if piece.part is not None or piece.yearly is None or matches.lexicon.is_latin:
        return False
    if matches.lexicon.has_endings:
        return "end_of" in matches.particles(piece.last + 1)
    at = piece.first - 1
    return "end_of" in matches.particles(at) and "in" not in matches.particles_before(at)


def _period(piece: _Piece, matches: Matches, calendar: Calendar, year: int) -> Period:
    main = calendar.main
    is_before = piece.yearly is not None and piece.yearly.form.id == "year_before"
    if piece.part is None and not is_before:
        return Period.year(year)
    if piece.part is None or piece.part.form.id in SAME:
        if main is None or main.start is None or main.end is None or main.start.year != main.end.year:
            return Period.year(year)
        return Period(_in_year(main.start, year), _in_year(main.end, year))
    return _days(piece.part, year, _is_cumulative(piece, matches))


def _in_year(day: date, year: int) -> date:
    is_leap_day = (day.month, day.day) == (2, 29)
    return date(year, 2, 28) if is_leap_day else day.replace(year=year)


def _is_aside(piece: _Piece) -> bool:
    is_before = piece.yearly is not None and piece.yearly.form.id == "year_before"
    return is_before or (piece.part is not None and piece.part.form.id in SAME)


def _is_year_before(when: When, piece: _Piece, matches: Matches, calendar: Calendar) -> bool:
    """`қаңтар–қыркүйекте 286 млн, ал былтырғы тоғыз айда 391 млн`: the same months a year before."""
    main = calendar.main
    if main is None or main.start is None or main.end is None or when.start is None or when.end is None:
        return False
    is_last_year = piece.yearly is not None and piece.yearly.form.id == "last_year"
    if piece.part is None or not is_last_year or matches.lexicon.is_latin or matches.lexicon.is_unspaced:
        return False
    is_same = (main.start.month, main.end.month) == (when.start.month, when.end.month)
    return is_same and when.start.year == when.end.year == main.start.year - 1 == main.end.year - 1


def _by_role(when: When, calendar: Calendar) -> When:
    if when.role is Role.DEADLINE:
        when.start = None
    elif when.role is Role.SINCE:
        when.end = calendar.day
        if when.start and when.end and when.end < when.start:
            when.end = None
    return when


def _year(match: Match, calendar: Calendar) -> int | None:
    if match.values:
        return match.values[0]
    if match.form.id == "that_year":
        return calendar.year
    if match.form.id == "year_before":
        main = calendar.main.start if calendar.main else None
        if main and calendar.day and main > calendar.day:
            return calendar.day.year - 1  # завод сдадут в 2027 году; годом ранее вложили
        if calendar.main and main and calendar.day and calendar.main.end and calendar.main.end.year > main.year:
            return calendar.day.year - 1  # за пять лет запустили 86; годом ранее подписали девять
        year = main.year if main else calendar.year
        return year - 1 if year else calendar.day.year - 1 if calendar.day else None
    shift = {"this_year": 0, "last_year": -1, "next_year": 1}[match.form.id]
    return calendar.day.year + shift if calendar.day else None


def _year_of_part(piece: _Piece, calendar: Calendar) -> int | None:
    """Months without a year: those that had passed on the day of publication; else of the year last named."""
    if calendar.day is None:
        return calendar.year
    year = calendar.day.year
    try:
        end = _days(piece.part, year, False).end
    except (PeriodError, ValueError):
        return None
    is_late = end is not None and end > calendar.day + LATE
    return year - 1 if is_late else year


def _days(match: Match | None, year: int, is_cumulative: bool) -> Period:
    if match is None:
        return Period.year(year)
    values, number = match.values, match.form.value
    number = number if isinstance(number, int) else None
    match match.form.id:
        case "months":
            return Period.months_of_year(year, 1, values[0])
        case "month_range":
            return Period.months_of_year(year, values[0] if len(values) > 1 else 1, values[-1])
        case "month":
            return Period.months_of_year(year, values[0], values[0])
        case "month_mid":
            begin = Period.months_of_year(year, values[0], values[0]).start
            return Period(begin, date(year, values[-1], MIDDLE))
        case "through_month":
            return Period.months_of_year(year, 1, values[0])
        case "month_end":
            end = Period.months_of_year(year, values[0], values[0]).end
            return Period(end, end)
        case "quarters":
            return Period.months_of_year(year, 1, (number or values[0]) * 3)
        case "quarter":
            quarter = number or values[0]
            return Period.months_of_year(year, 1, quarter * 3) if is_cumulative else Period.quarter(year, quarter)
        case "half":
            return Period.half(year, number or values[0])
        case "day_range":
            return Period(date(year, values[1], values[0]), date(year, values[3], values[2]))
        case "month_day_range":
            return Period(date(year, values[0], values[1]), date(year, values[2], values[3]))
        case "month_day":
            return Period.day(date(year, values[0], values[1]))
        case "month_days":
            return Period(date(year, values[0], values[1]), date(year, values[0], values[2]))
        case "day":
            return Period.day(date(year, values[1], values[0]))
        case _:
            return Period(date(year, values[2], values[0]), date(year, values[2], values[1]))


def _single(piece: _Piece, match: Match, matches: Matches, calendar: Calendar) -> When:
    day, identity = calendar.day, match.form.id
    when = When(piece.first, piece.last, Role.MAIN)
    if identity == "years":
        first, last = match.values[0], match.values[-1]
        role = _role(piece, matches, calendar, last)
        when.role = role if role in (Role.BASE, Role.DEADLINE) else Role.MAIN
        if FIRST_YEAR <= first <= last <= LAST_YEAR:
            period = Period.years(first, last)
            when.start, when.end = period.start, period.end
        return _by_role(when, calendar)
    if identity in FIXED:
        return _fixed(when, piece, matches, calendar)
    if identity == "same":
        when.role = Role.SAME
        if calendar.main:
            when.start, when.end = calendar.main.start, calendar.main.end
        return when
    if identity == "since_then":
        begin = calendar.main.start if calendar.main else None
        when.role, when.start, when.end = Role.SINCE, begin, day if begin else None
        return when
    if identity == "before_that":
        return _before_main(when, calendar)
    if identity in ("vague", "one_year", "base"):
        when.role = Role.BASE if identity == "base" else Role.VAGUE
        when.is_one_year = identity == "one_year"
        return when
    if day is None:
        when.is_known = False
        when.role = Role.NOW if identity == "now" else Role.MAIN
        return when
    return _relative(when, match, day)


def _before_main(when: When, calendar: Calendar) -> When:
    """`in the twelve months before that`: as many months, up to the main period."""
    main, when.is_aside = calendar.main, True
    if main is None or main.start is None or main.end is None or main.start.day != 1:
        when.role = Role.BASE
        return when
    months = (main.end.year - main.start.year) * 12 + main.end.month - main.start.month + 1
    begin = main.start.year * 12 + main.start.month - 1 - months
    when.start, when.end = date(begin // 12, begin % 12 + 1, 1), main.start - timedelta(days=1)
    return when


def _fixed(when: When, piece: _Piece, matches: Matches, calendar: Calendar) -> When:
    """Periods that name their year themselves."""
    match = piece.single
    assert match is not None
    values = match.values
    year = values[-1] if match.form.id in ("months_to", "month_years") else values[0]
    if not FIRST_YEAR < year < LAST_YEAR or (match.form.id == "month_years" and not FIRST_YEAR < values[1] < LAST_YEAR):
        when.is_known = False
        return when
    if match.form.id == "end_of_year":
        role = _role(piece, matches, calendar, year)
        when.role = Role.DEADLINE if role is Role.DEADLINE else Role.BASE if role is Role.BASE else Role.MAIN
        when.start = when.end = date(year, 12, 31)
        return _by_role(when, calendar)
    if match.form.id == "start_of_year":
        when.start = when.end = date(year, 1, 1)
        return _by_role(when, calendar)
    if match.form.id == "fiscal":
        ahead = (values[1] - year) % 100
        when.is_known = 1 <= ahead <= FARTHEST
        if ahead == 1:
            when.start, when.end = date(year, 4, 1), date(year + 1, 3, 31)
        elif when.is_known:  # a pool for 2025-27
            when.start, when.end = date(year, 1, 1), date(year + ahead, 12, 31)
        return when
    if match.form.id == "month_years":
        when.start = Period.months_of_year(values[1], values[0], values[0]).start
        when.end = Period.months_of_year(values[3], values[2], values[2]).end
        when.is_known = bool(when.start and when.end and when.start <= when.end)
        if not when.is_known:
            when.start = when.end = None
        return when
    count = match.form.value if isinstance(match.form.value, int) else values[0]
    when.end = Period.months_of_year(year, values[-2], values[-2]).end
    begin = year * 12 + values[-2] - count
    when.start = date(begin // 12, begin % 12 + 1, 1)
    return when


def _relative(when: When, match: Match, day: date) -> When:
    count = match.values[0] if match.values else match.form.value if isinstance(match.form.value, int) else 0
    match match.form.id:
        case "last_decades":
            when.start, when.end = date(max(day.year - 10 * count + 1, FIRST_YEAR), 1, 1), date(day.year, 12, 31)
        case "now":
            when.role, when.start, when.end = Role.NOW, day, day
        case "year_start":
            when.role, when.start, when.end = Role.SINCE, date(day.year, 1, 1), day
        case "year_end":
            when.role, when.end = Role.DEADLINE, date(day.year, 12, 31)
        case "last_month" | "this_month" | "next_month":
            month = day.year * 12 + day.month - 1 + {"last_month": -1, "this_month": 0, "next_month": 1}[match.form.id]
            period = Period.months_of_year(month // 12, month % 12 + 1, month % 12 + 1)
            when.start, when.end = period.start, period.end
        case "week":
            shift = match.form.value if isinstance(match.form.value, int) else 0
            when.start = day - timedelta(days=day.weekday() - 7 * shift)
            when.end = when.start + timedelta(days=6)
        case "yesterday":
            when.start = when.end = day - timedelta(days=1)
        case "weekday":
            when.start = when.end = day - timedelta(days=(day.weekday() - match.form.value) % 7)
        case "months_until":
            month = match.values[-1]
            year = day.year if month <= day.month else day.year - 1
            months = match.form.value if isinstance(match.form.value, int) else count
            begin = year * 12 + month - months
            when.start = date(begin // 12, begin % 12 + 1, 1)
            when.end = Period.months_of_year(year, month, month).end
        case "years_ago":
            period = Period.year(max(day.year - count, FIRST_YEAR))
            when.start, when.end, when.is_aside = period.start, period.end, True
        case "last_years":
            when.start, when.end = date(max(day.year - count + 1, FIRST_YEAR), 1, 1), date(day.year, 12, 31)
        case "next_years":
            when.start, when.end = date(day.year + 1, 1, 1), date(day.year + count, 12, 31)
    return when


def _is_cumulative(piece: _Piece, matches: Matches) -> bool:
    near = [
        *range(max(0, piece.first - 3), piece.first),
        *range(piece.last + 1, min(piece.last + 3, len(matches.tokens))),
    ]
    return any("cumulative" in matches.ids("cue", i) for i in near)


def _role(piece: _Piece, matches: Matches, calendar: Calendar, year: int | None) -> Role:
    if _is_event_name(piece, matches):
        return Role.EVENT
    if matches.lexicon.has_endings:
        return _role_by_words_behind(piece, matches)
    return _role_by_words_before(piece, matches, calendar, year)


def _role_by_words_behind(piece: _Piece, matches: Matches) -> Role:
    tokens = matches.tokens
    after = piece.last + 1
    if piece.part is not None and piece.part.form.id in SAME and tokens[piece.last].case == "ablative":
        return Role.BASE
    ids = matches.ids("cue", after) | matches.ids("cue", after + 1)
    next_ids = matches.ids("cue", after)
    if not matches.lexicon.is_latin and {"end_of", "start_of"} & matches.particles(after):
        next_ids = matches.ids("cue", after + 1)  # 2026 жылдың соңына дейін, 2023 жылдың басынан бері
    case = tokens[piece.last].case
    if "since" in next_ids:
        return Role.SINCE
    if "until" in next_ids:
        return Role.DEADLINE
    following = matches.longest("period", after)
    if following and matches.lexicon.is_latin and tokens[piece.last].case == "locative":
        return Role.MAIN  # ilk 9 ayında geçen yılın aynı dönemine göre
    if following and following.form.id == "base":
        return Role.BASE
    for i in range(after, min(after + 4, len(tokens))):
        if "base" in matches.ids("cue", i):
            return Role.BASE
        if tokens[i].kind != "w":
            break
    if case == "ablative" and piece.part is None and _is_before_change(matches, after):
        return Role.BASE  # былтырғыдан 12 пайызға артты
    if case == "ablative" and "difference" in ids | matches.ids("cue", after + 2) | matches.ids("cue", after + 3):
        return Role.BASE
    return Role.MAIN


def _is_before_change(matches: Matches, after: int) -> bool:
    """A percentage or `2,5 есе` follows."""
    units = (matches.longest("unit", i) for i in range(after, after + 3))
    return any(unit is not None and unit.form.id in ("percent", "times") for unit in units)


def _role_by_words_before(piece: _Piece, matches: Matches, calendar: Calendar, year: int | None) -> Role:
    first = piece.first
    if piece.part is not None and piece.part.form.id in SAME:
        first = piece.part.first
        if "before_year" not in _before(matches, first) and not _opens(matches, first):
            return Role.BASE  # выше аналогичного периода прошлого года
    before = _before(matches, first)
    is_start = "start_of" in before
    if "end_of" in before and first > 1:
        before = _before(matches, first - 1)
    bases = [i for i in range(max(0, piece.first - FAR_BASE), piece.first) if _is_base_before(matches, i, piece.first)]
    if bases and not any(matches.tokens[i].kind == "n" for i in range(bases[-1], piece.first)):
        return Role.BASE  # but not against 980 bn a year before, which is a figure of its own
    if "toward" in before:
        is_past = year is not None and calendar.day is not None and year < calendar.day.year
        is_relative = piece.yearly is not None and piece.yearly.form.id == "last_year"
        return Role.BASE if is_past or is_relative else Role.DEADLINE
    if "until" in before:
        return Role.DEADLINE
    is_range = piece.part is not None and piece.part.form.id in RANGES
    if "from" in before and piece.part is None and _is_behind_change(matches, piece.first):
        return Role.BASE  # a decline of 28% from the previous year
    if ("since" in before or is_start) and not is_range and not _is_end_of_range(piece, matches):
        return Role.SINCE
    return Role.MAIN


def _is_base_before(matches: Matches, i: int, first: int) -> bool:
    """A word of comparison at most three words before; a longer phrase right before: `as much as in 2020`."""
    found = [m for m in matches.all("cue", i) if m.form.id in ("base", "level")]
    return bool(found) and (i >= first - 3 or any(m.last == first - 1 for m in found))


def _is_behind_change(matches: Matches, first: int) -> bool:
    near = range(max(0, first - CHANGE_WORDS), first)
    return matches.lexicon.is_latin and any(matches.ids("cue", i) & {"grow", "fall"} for i in near)


def _opens(matches: Matches, first: int) -> bool:
    """`The same months of 2024 had yielded`: the subject of its sentence."""
    return matches.lexicon.is_latin and (first == 0 or (first == 1 and "article" in matches.particles(0)))


def _is_end_of_range(piece: _Piece, matches: Matches) -> bool:
    return "through" in matches.particles(piece.last + 1)


def _is_event_name(piece: _Piece, matches: Matches) -> bool:
    """`… FORUM — 2025`: a year that belongs to a name."""
    tokens = matches.tokens
    if piece.part or piece.first == 0 or piece.first != piece.last:
        return False
    if tokens[piece.first].suffix and not (matches.lexicon.is_latin and tokens[piece.first - 1].text == "–"):
        return False
    if piece.yearly is None or piece.yearly.form.id != "year":
        return False
    before = piece.first - 1
    if tokens[before].text in ("–", "-"):
        before -= 1
    if before < piece.first - 1 and not matches.lexicon.is_latin and _closes_name(piece, matches):
        return True
    return (
        before >= 0
        and tokens[before].kind == "w"
        and ((tokens[before].text.isascii() and not matches.lexicon.is_latin) or "event" in matches.ids("cue", before))
    )


def _closes_name(piece: _Piece, matches: Matches) -> bool:
    """`форум «Есиль Агро – 2025»`, `«Ертіс-экспо – 2025» форумы`: the year ends a name in quotes beside the word for an event."""
    tokens, after = matches.tokens, piece.last + 1
    if after >= len(tokens) or tokens[after].text not in CLOSING:
        return False
    opening = next(
        (i for i in range(piece.first - 1, max(-1, piece.first - NAME), -1) if tokens[i].text in OPENING), -1
    )
    near = (*range(max(0, opening - 2), opening), after + 1, after + 2)
    return opening >= 0 and any("event" in matches.ids("cue", i) for i in (*near, *range(opening, piece.first)))


def _remember(when: When, piece: _Piece, calendar: Calendar) -> None:
    if when.is_aside or (piece.single is not None and piece.single.form.id == "yesterday"):
        return
    if when.role in (Role.MAIN, Role.EVENT) and when.start:
        calendar.year = when.start.year
    if calendar.main and calendar.main.start != calendar.main.end and when.start and when.start == when.end:
        return  # a day on which somebody spoke is not the period of which he spoke
    if (when.role in (Role.MAIN, Role.SINCE) and when.is_known) or (
        when.role is Role.NOW and when.is_known and calendar.main is None
    ):
        calendar.main = when


def taken_tokens(whens: list[When], tokens: list[Token]) -> set[int]:
    return {i for when in whens for i in range(when.first, when.last + 1)}
