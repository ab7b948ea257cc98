"""Expressions of time, their role and their days."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from kelisim.engines.reading.lexicon import Match
from kelisim.engines.reading.matches import Matches
from kelisim.engines.reading.periods import Calendar, Role, When
from kelisim.engines.values import Period, PeriodError
from kelisim.engines.values.periods import FIRST_YEAR, LAST_YEAR

YEARLY = frozenset(("year", "this_year", "that_year", "last_year", "before_last_year", "next_year"))
PARTS = frozenset(("months", "month_range", "month", "day", "days", "days_over_months", "quarter", "quarters", "half"))
SHIFTS = {"this_year": 0, "last_year": -1, "before_last_year": -2, "next_year": 1}
FIVE_YEARS = 4
UNTOLD = ("rate", "sent_day")  # each year; the day of a dateline
COMPARED = 4  # words between 比 and 同期
WEEKS = {"last_week": -1, "this_week": 0, "next_week": 1}
MONTHS = {"last_month": -1, "this_month": 0, "next_month": 1}
TAILS = frozenset(("year_end", "vague"))


@dataclass(slots=True)
class _Piece:
    first: int
    last: int
    yearly: Match | None
    part: Match | None
    single: Match | None
    tail: str = ""  # what follows a year: `明年` + `年底前`, `2018年` + `成立以来`


def read_periods(matches: Matches, calendar: Calendar) -> list[When]:
    whens = []
    for piece in _joined(list(_pieces(matches))):
        when = _when(piece, matches, calendar)
        if not when.is_known and piece.single is not None and piece.single.form.id == "bare_day":
            continue  # 29日 of an article without a day
        whens.append(when)
        _remember(when, calendar)
    return whens


def _pieces(matches: Matches) -> Iterator[_Piece]:
    after = 0
    for i in matches.having("period"):
        match = matches.longest("period", i)
        if i < after or match is None or _is_part_of_number(matches, i):
            continue
        identity = match.form.id
        if identity not in UNTOLD and (identity != "bare_day" or _is_day(match, matches)):
            is_yearly, is_part = identity in YEARLY, identity in PARTS
            yield _Piece(
                i,
                match.last,
                match if is_yearly else None,
                match if is_part else None,
                None if is_yearly or is_part else match,
            )
        after = match.last + 1


def _is_day(match: Match, matches: Matches) -> bool:
    """`25日下午`, `16日，`; but not `15日内`, `日处理400吨`."""
    after = match.last + 1
    if matches.tokens[match.first].kind != "n":
        return False
    is_told = match.last > match.first + 1 or after >= len(matches.tokens)
    return is_told or matches.tokens[after].text == "," or "after_day" in matches.particles(after)


def _is_part_of_number(matches: Matches, i: int) -> bool:
    """`十一五` aside, a month or year does not begin inside a spelled number."""
    return i > 0 and matches.tokens[i].word.numeral is not None and matches.tokens[i - 1].word.numeral is not None


def _joined(pieces: list[_Piece]) -> list[_Piece]:
    """`今年` and `前5个月`, `2025年` and `1至7月`."""
    joined: list[_Piece] = []
    for piece in pieces:
        last = joined[-1] if joined else None
        if last and last.yearly and not last.part and piece.part and last.last + 1 == piece.first:
            last.last, last.part = piece.last, piece.part
        elif (
            last
            and last.yearly
            and not last.part
            and last.last + 1 == piece.first
            and piece.single
            and piece.single.form.id in TAILS
        ):
            last.last, last.tail = piece.last, piece.single.form.id
        else:
            joined.append(piece)
    return joined


def _when(piece: _Piece, matches: Matches, calendar: Calendar) -> When:
    if piece.single:
        return _single(piece, piece.single, matches, calendar)
    year = _year(piece.yearly, calendar) if piece.yearly else _year_of_part(piece.part, calendar)
    when = When(piece.first, piece.last, Role.MAIN, is_known=year is not None, is_year_alone=piece.part is None)
    when.role = _role(piece, matches)
    if year is None:
        return when
    try:
        period = _days(piece.part, year)
    except (PeriodError, ValueError):
        when.is_known = False
        return when
    when.start, when.end = period.start, period.end
    if piece.tail:
        when.role = Role.DEADLINE if piece.tail == "year_end" else Role.SINCE
    return _by_role(when, matches, calendar)


def _year(match: Match, calendar: Calendar) -> int | None:
    if match.values:
        return match.values[0]
    if match.form.id == "that_year":
        return calendar.year or (calendar.day.year if calendar.day else None)
    return calendar.day.year + SHIFTS[match.form.id] if calendar.day else None


def _year_of_part(match: Match | None, calendar: Calendar) -> int | None:
    """Months without a year are those of the year last named, else the last that had passed on the day of publication."""
    if calendar.day is None:
        return calendar.year
    year = calendar.day.year
    try:
        start = _days(match, year).start
    except (PeriodError, ValueError):
        return None
    return year - 1 if start is not None and start > calendar.day + timedelta(days=60) else year


def _days(match: Match | None, year: int) -> Period:
    if match is None:
        return Period.year(year)
    values = match.values
    number = match.form.value.get("value") if isinstance(match.form.value, dict) else match.form.value
    match match.form.id:
        case "months":
            return Period.months_of_year(year, 1, values[0])
        case "month_range":
            return Period.months_of_year(year, values[0], values[1])
        case "month":
            return Period.months_of_year(year, values[0], values[0])
        case "quarter":
            return Period.quarter(year, number or values[0])
        case "quarters":
            return Period.months_of_year(year, 1, 3 * (number or values[0]))
        case "half":
            return Period.half(year, number or values[0])
        case "day":
            return Period.day(date(year, values[0], values[1]))
        case "days":
            return Period(date(year, values[0], values[1]), date(year, values[0], values[2]))
        case _:
            return Period(date(year, values[0], values[1]), date(year, values[2], values[3]))


def _single(piece: _Piece, match: Match, matches: Matches, calendar: Calendar) -> When:
    identity, values = match.form.id, match.values
    when = When(piece.first, piece.last, Role.MAIN)
    if identity == "years":
        return _years(when, values[0], values[-1])
    if identity == "by_year":
        return _years(When(piece.first, piece.last, Role.DEADLINE), values[0], values[0], is_deadline=True)
    if identity == "plan":
        first = match.form.value["value"] if isinstance(match.form.value, dict) else match.form.value
        return _years(when, first, first + FIVE_YEARS)
    if identity == "bare_day":
        return _bare_day(when, match, calendar)
    if identity == "same" or (identity == "base" and _is_same_time(piece, matches)):
        when.role = Role.SAME
        if calendar.main:
            when.start, when.end = calendar.main.start, calendar.main.end
        return when
    if identity == "years_since" and calendar.main and _spans(calendar.main, values[0]):
        when.start, when.end = calendar.main.start, calendar.main.end
        return when
    if identity in ("vague", "base") or (identity == "years_since" and _is_since_event(piece, matches)):
        when.role = Role.BASE if identity == "base" else Role.VAGUE
        return when
    when.role = Role.NOW if identity == "now" else Role.DEADLINE if identity == "year_end" else Role.MAIN
    if calendar.day is None:
        when.is_known = False
        return when
    return _relative(when, match, matches, calendar.day, calendar.year)


def _spans(when: When, years: int) -> bool:
    """`2020年至2024年，…。五年间，…`."""
    return when.start is not None and when.end is not None and when.end.year - when.start.year + 1 == years > 1


def _is_since_event(piece: _Piece, matches: Matches) -> bool:
    """`建交33年来`: since something that has no year; but `五年来`."""
    return piece.first > 0 and matches.tokens[piece.first - 1].kind == "w"


def _bare_day(when: When, match: Match, calendar: Calendar) -> When:
    """`25日` is of the month told last, else the nearest to the day of publication."""
    first, last = match.values[0], match.values[-1]
    near = calendar.main.start if calendar.main and _is_short(calendar.main) else calendar.day
    if near is None:
        when.is_known = False
        return when
    months = [near] if near is not calendar.day else [near - timedelta(days=28), near, near + timedelta(days=28)]
    days = [day.replace(day=first) for day in months if first <= monthrange(day.year, day.month)[1]]
    if not days or not first <= last <= monthrange(days[0].year, days[0].month)[1]:
        when.is_known = False
        return when
    when.start = min(days, key=lambda day: abs(day - near))
    when.end = when.start + timedelta(days=last - first)
    return when


def _is_short(when: When) -> bool:
    return when.start is not None and when.end is not None and (when.end - when.start).days < 32


def _is_same_time(piece: _Piece, matches: Matches) -> bool:
    """`同期，全省新设…`, `全国同期吸收…`: the same time as before, not one to compare with."""
    if piece.first != piece.last or "same_time" not in matches.particles(piece.first):
        return False
    before = range(max(0, piece.first - COMPARED), piece.first)
    return not any("compared" in matches.ids("cue", i) or "than" in matches.particles(i) for i in before)


def _years(when: When, first: int, last: int, *, is_deadline: bool = False) -> When:
    if FIRST_YEAR <= first <= last <= LAST_YEAR:
        when.start, when.end = None if is_deadline else date(first, 1, 1), date(last, 12, 31)
    else:
        when.is_known = False
    return when


def _relative(when: When, match: Match, matches: Matches, day: date, told: int | None) -> When:
    count = match.values[0] if match.values else 0
    match match.form.id:
        case "now" | "today":
            when.start = when.end = day
        case "yesterday":
            when.start = when.end = day - timedelta(days=1)
        case "before_yesterday":
            when.start = when.end = day - timedelta(days=2)
        case "tomorrow":
            when.start = when.end = day + timedelta(days=1)
        case "last_week" | "this_week" | "next_week" as week:
            monday = day - timedelta(days=day.weekday()) + timedelta(days=7 * WEEKS[week])
            when.start, when.end = monday, monday + timedelta(days=6)
        case "last_month" | "this_month" | "next_month" as month:
            number = day.year * 12 + day.month - 1 + MONTHS[month]
            period = Period.months_of_year(number // 12, number % 12 + 1, number % 12 + 1)
            when.start, when.end = period.start, period.end
        case "year_start":
            when.role, when.start, when.end = Role.SINCE, date(day.year, 1, 1), day
        case "year_end":
            when.end = date(day.year, 12, 31)
            if told and told < day.year and "that_year" in matches.particles(match.first):
                when.role, when.start, when.end = Role.MAIN, date(told, 1, 1), date(told, 12, 31)
        case "last_years" | "years_since":
            when.start, when.end = date(max(day.year - count + 1, FIRST_YEAR), 1, 1), date(day.year, 12, 31)
        case "next_years":
            when.start, when.end = date(day.year + 1, 1, 1), date(min(day.year + count, LAST_YEAR), 12, 31)
    return when


# -- roles


def _role(piece: _Piece, matches: Matches) -> Role:
    before, after = matches.ids("cue", piece.first - 1), matches.ids("cue", piece.last + 1)
    if "compared" in before and _is_compared(piece, matches):
        return Role.BASE
    following = matches.longest("period", piece.last + 1)
    if following and following.form.id == "base":
        return Role.BASE
    if "by" in after or ("by" in matches.ids("cue", piece.last + 2) and "end" in after):
        return Role.DEADLINE
    if "since" in after:
        return Role.SINCE
    if "since" in matches.particles_before(piece.first) and not _is_end_of_range(piece, matches):
        return Role.SINCE
    is_until = bool(matches.particles_before(piece.first) & {"until", "as_of"})
    return Role.DEADLINE if is_until else Role.MAIN


def _is_compared(piece: _Piece, matches: Matches) -> bool:
    """`比2023年`, `与2019年相比`; but not `与2030年目标`."""
    if "than" in matches.particles_before(piece.first):
        return True
    return any("base" in matches.ids("cue", i) for i in range(piece.last + 1, piece.last + 4))


def _is_end_of_range(piece: _Piece, matches: Matches) -> bool:
    after = piece.last + 1
    return "range_to" in matches.particles(after)


def _by_role(when: When, matches: Matches, calendar: Calendar) -> When:
    """A day that lies ahead is a deadline; a day behind, with 截至 or at the end of a year, is the day of a stock."""
    is_end = "end" in matches.ids("cue", when.last + 1) | matches.ids("cue", when.last)
    is_past = when.end is not None and calendar.day is not None and when.end <= calendar.day
    before = matches.particles_before(when.first)
    is_stock = "as_of" in before or (
        is_end
        and when.role in (Role.MAIN, Role.DEADLINE)
        and (is_past or (calendar.day is None and "until" not in before))
    )
    if is_stock and when.role is not Role.SINCE:
        when.role, when.start = Role.MAIN, when.end
    elif when.role is Role.DEADLINE or (is_end and when.role is Role.MAIN):
        if is_past and when.role is Role.DEADLINE and "until" in before:
            when.role, when.start = Role.MAIN, when.end
        else:
            when.role, when.start = Role.DEADLINE, None
    elif when.role is Role.SINCE:
        when.end = calendar.day
        if when.start and when.end and when.end < when.start:
            when.end = None
    return when


def _remember(when: When, calendar: Calendar) -> None:
    if when.role is Role.MAIN and when.start:
        calendar.year = when.start.year
    if when.role in (Role.MAIN, Role.SINCE) and when.is_known and when.start:
        calendar.main = when
