"""Reading an article: paragraphs, sentences, quantities, their meaning, claims."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta

from kelisim.engines.reading import languages_of
from kelisim.engines.reading.article import Article
from kelisim.engines.reading.chinese.places import remember_firm
from kelisim.engines.reading.claims import Claim, Evidence, Reading, Span, Unclear
from kelisim.engines.reading.doubts import runners_up, surety
from kelisim.engines.reading.drafts import FLOWS, MEASURE_OF_CUE, TRADE, Draft, Memory, Topic
from kelisim.engines.reading.grammars import Grammar, grammar_of
from kelisim.engines.reading.lexicon import Lexicon, Lexicons, standard
from kelisim.engines.reading.lists import items
from kelisim.engines.reading.measures import is_told_beside, kind_of
from kelisim.engines.reading.numbers import Quantity
from kelisim.engines.reading.periods import Calendar, Role, When
from kelisim.engines.reading.places import Ground, remember_party, remember_site, tell_investor
from kelisim.engines.reading.repetitions import without_repetitions
from kelisim.engines.reading.text import Sentence, normal, paragraphs
from kelisim.engines.reading.times import a_year_later, is_in_aside
from kelisim.engines.reading.unclear import unclear_of
from kelisim.engines.reading.view import View
from kelisim.engines.values import Measure

MATTERS = (
    *(
        "investment",
        "fdi",
        "fixed_capital",
        "project",
        "facility",
        "enterprise",
        "agreement",
        "trade",
        "export",
        "import",
    ),
    *("jobs", "event"),
)
TOPICS = ("fixed_capital", "fdi", "export", "import", "trade", "investment")
LONGEST_EVENT = timedelta(days=10)
MONTH_OF_EVENT = timedelta(days=31)
LEAD = 1  # index of the last sentence that may be a lead
REMEMBERED = 60  # how many claims back a sentence may refer


def read(article: Article, lexicon: Lexicon | Lexicons | None = None) -> Reading:
    """All claims of an article in the order of its text, and what was seen but not understood."""
    lexicons = lexicon if isinstance(lexicon, Lexicons) else standard()
    only = lexicon if isinstance(lexicon, Lexicon) else None
    lower = normal(article.text)
    found = list(_sentences(article, lower, lexicons, only))
    views = _from_headline(_views(found, Calendar(article.day)))
    drafts, unclear = _drafts(views, article)
    kept = without_repetitions(drafts)
    claims = sorted((_claim(draft, article.text) for draft in kept), key=lambda claim: (claim.offset, claim.length))
    return Reading(tuple(claims), tuple(unclear), tuple(Span(s.start, s.end - s.start) for s in found))


def views_of(article: Article) -> tuple[str, list[View]]:
    """The normal form of the text, and its sentences as the rules see them."""
    lower = normal(article.text)
    return lower, _views(_sentences(article, lower, standard(), None), Calendar(article.day))


def _sentences(article: Article, lower: str, lexicons: Lexicons, only: Lexicon | None) -> Iterator[Sentence]:
    language = article.language or languages_of.language_of(lower[article.start :], lexicons)
    spans = list(paragraphs(article.text, article.start))
    for number, (start, end, is_item) in enumerate(items(lower, spans)):
        own = only.language if only else languages_of.language_of(lower[start:end], lexicons, language)
        if own is None:
            continue
        lexicon = only or lexicons[own]
        grammar = grammar_of(lexicon)
        for begin, stop in grammar.sentences(article.text, lower, start, end, lexicon):
            line = grammar.tokens(article.text, lower, begin, stop, lexicon)
            if line.tokens:
                yield Sentence(line.starts[0], line.end(-1), number, lexicon, line, is_item=is_item)


def _views(found: Iterable[Sentence], calendar: Calendar) -> list[View]:
    views = []
    for sentence in found:
        view = grammar_of(sentence.lexicon).view_of(sentence, calendar)
        views.append(view)
    return views


def _from_headline(views: list[View]) -> list[View]:
    """The first sentence that tells anything and all behind it, numbered."""
    first = next((number for number, view in enumerate(views) if _is_telling(view)), len(views))
    for number, view in enumerate(views[first:]):
        view.index = number
    return views[first:]


def _is_telling(view: View) -> bool:
    """What stands before the first number, place or matter of ours is no headline: a greeting, the weather, a menu."""
    is_counting = any(quantity.kind not in ("other", "bare") for quantity in view.quantities)
    return is_counting or bool(view.places) or view.has(*MATTERS)


def _drafts(views: list[View], article: Article) -> tuple[list[Draft], list[Unclear]]:
    grounds = _grounds(views)
    memory, all_drafts, unclear = Memory(), list[Draft](), list[Unclear]()
    memory.event_year = next((w for v in views for w in v.whens if w.role is Role.EVENT and w.start), None)
    for view in views:
        memory.named.setdefault(view.sentence.paragraph, set()).update(place.country for place in view.places)
    memory.only, memory.day = _only_period(views), article.day
    memory.event_year = memory.event_year or _day_of_event(views)
    for view in views:
        if memory.last_view and memory.last_view.sentence.paragraph != view.sentence.paragraph:
            memory.paragraph = [draft for draft in memory.paragraph if draft.view is memory.last_view]
            memory.report_before = memory.report
            memory.report, memory.met = _time_asked(memory.last_view) or _report_of_headline(memory), None
        grammar = grammar_of(view.sentence.lexicon)
        drafts = grammar.attach(view, grounds[grammar], memory)
        all_drafts.extend(drafts)
        del memory.drafts[:-REMEMBERED]
        unclear.extend(unclear_of(view, drafts, article.text))
        _remember(view, drafts, memory)
    return all_drafts, unclear


def _day_of_event(views: Sequence[View]) -> When | None:
    """`Подписано 82 контракта. Форум прошёл 12 сентября.`: the one day of the one event, told behind what came of it."""
    if not views or views[0].sentence.lexicon.is_latin or views[0].sentence.lexicon.is_unspaced:
        return None
    told = [
        when
        for view in views
        if view.has("event") and not view.quantities and view.has("held.past")
        for when in view.whens
        if when.role is Role.MAIN and when.start and when.end and when.end - when.start <= LONGEST_EVENT
    ]
    return told[0] if len(told) == 1 else None


def _report_of_headline(memory: Memory) -> When | None:
    """The period of a headline holds for the paragraph below it."""
    return memory.report if memory.last_view is not None and memory.last_view.index == 0 else None


def _longest(view: View) -> timedelta:
    """Of an event that gives its day to what was signed there; `маусымда форум өтті` gives its month."""
    is_plain = not view.sentence.lexicon.is_latin and not view.quantities and view.has("event")
    return MONTH_OF_EVENT if is_plain and view.has("held.past") else LONGEST_EVENT


def _time_asked(view: View) -> When | None:
    """`— С чем область вышла из 2024 года?`: the answer tells of that year."""
    if view.tokens[-1].text != "?":
        return None
    return next((w for w in view.whens if w.role is Role.MAIN and w.start), None)


def _grounds(views: list[View]) -> dict[Grammar, Ground]:
    """What the article is about, for the paragraphs of each grammar."""
    by_grammar: dict[Grammar, list[View]] = {}
    for view in views:
        by_grammar.setdefault(grammar_of(view.sentence.lexicon), []).append(view)
    return {grammar: grammar.survey(own) for grammar, own in by_grammar.items()}


def _remember(view: View, drafts: list[Draft], memory: Memory) -> None:
    in_order = sorted(drafts, key=lambda draft: draft.quantity.number)
    memory.paragraph += in_order
    del memory.paragraph[:-REMEMBERED]
    for draft in in_order:
        if draft.quantity.kind in ("count", "part", "bare"):
            memory.last_count = draft
        elif draft.quantity.kind == "money" and not _is_of_other_time(draft):
            memory.last_money = draft
    if not drafts and (
        view.has("cumulative", "report") or _opens_report(view) or _tells_output(view) or _tells_launch(view)
    ):
        memory.report = next((w for w in view.whens if w.role is Role.MAIN and w.start), memory.report)
    _remember_event(view, in_order, memory)
    _remember_topic(view, in_order, memory)
    if view.sentence.lexicon.is_unspaced:
        remember_firm(view, memory)
    else:
        remember_party(view, memory)
        remember_site(view, memory)
        tell_investor(view, memory)
    if view.has("facility", "project", "enterprise") or "site" in view.matches.all_particles:
        memory.thing = view
    memory.is_target = view.has("target") and not drafts and not view.has("actual", "difference")
    memory.last_view = view
    if drafts:
        memory.last_told = view


def _opens_report(view: View) -> bool:
    """`Карагандинская область закрыла 2025 год с рекордом по вложениям.`: a headline or lead without numbers, on one period."""
    if view.index > LEAD or view.sentence.lexicon.is_latin or view.sentence.lexicon.is_unspaced or view.has("event"):
        return False
    told = [w for w in view.whens if w.role is Role.MAIN and w.start and w.end]
    if len(told) != 1 or not told[0].start or not told[0].end:
        return False
    return told[0].end - told[0].start > LONGEST_EVENT and view.has(*MATTERS)


def _tells_output(view: View) -> bool:
    """`За восемь месяцев промышленность дала продукции на 3,2 трлн тенге.`: figures that are no claims, of the period of those that follow."""
    if view.sentence.lexicon.is_latin or view.sentence.lexicon.is_unspaced or not view.has("output"):
        return False
    told = [w for w in view.whens if w.role is Role.MAIN and w.start and w.end]
    is_long = len(told) == 1 and told[0].start and told[0].end and told[0].end - told[0].start > LONGEST_EVENT
    return bool(is_long) and any(quantity.kind in ("money", "percent") for quantity in view.quantities)


def _tells_launch(view: View) -> bool:
    """`Новые объекты запустили в первом полугодии 2021 года.`: the cost of each follows."""
    if view.sentence.lexicon.is_latin or view.sentence.lexicon.is_unspaced or view.quantities:
        return False
    told = [w for w in view.whens if w.role is Role.MAIN and w.start and w.end]
    is_long = len(told) == 1 and told[0].start and told[0].end and told[0].end - told[0].start > MONTH_OF_EVENT
    return bool(is_long) and view.has("launch.past") and view.has("facility", "project", "enterprise")


def _is_of_other_time(draft: Draft) -> bool:
    """Told for comparison: what follows goes on about the sum of the main period."""
    is_aside = draft.when is not None and draft.when.is_aside
    return draft.view.sentence.lexicon.is_latin and (is_aside or is_told_beside(draft.view, draft.quantity))


def _remember_event(view: View, drafts: list[Draft], memory: Memory) -> None:
    """The day on which people met is the day of what they signed."""
    if view.sentence.lexicon.is_latin and view.has("trip") and not drafts:
        memory.met = next((w for w in view.whens if w.role is Role.MAIN and w.start and not w.is_aside), memory.met)
    if memory.event_year is not None:
        return
    is_met = view.has("event") or (view.sentence.lexicon.is_latin and view.has("attend.past"))
    for when in view.whens if is_met else ():
        if when.role is Role.NOW and when.last > when.first:
            continue  # на сегодня в зоне 40 фирм, рассказали на встрече
        if when.role in (Role.MAIN, Role.NOW) and when.start and when.end and when.end - when.start <= _longest(view):
            is_ahead = when.is_guessed and view.sentence.lexicon.is_latin and _is_to_be_held(view)
            memory.event_year = a_year_later(when) if is_ahead else when
            return
    for draft in drafts:
        told = draft.when
        if draft.measure is Measure.PARTICIPANT_COUNT and told and told.start and told.start == told.end:
            memory.event_year = told


def _is_to_be_held(view: View) -> bool:
    """`which is going to be held on October 7`."""
    return any(token.text in ("will", "going") or token.word.tense == "future" for token in view.tokens)


def _remember_topic(view: View, drafts: list[Draft], memory: Memory) -> None:
    if not view.sentence.is_item:
        memory.head = view
    told = next((d for d in drafts if d.measure in (*FLOWS, *TRADE) or d.of in (*FLOWS, *TRADE)), None)
    if told is not None:
        measure = told.of or told.measure
        when = told.when
    else:
        cue = next((i for i in TOPICS if view.has(i)), None) if not drafts and view.has(*TOPICS) else None
        if cue is None:
            return
        measure = kind_of(MEASURE_OF_CUE[cue], view, memory) or MEASURE_OF_CUE[cue]
        when = next((w for w in view.whens if w.role is Role.MAIN and w.start and not w.is_aside), None)
    if when is None and memory.topic is not None and memory.topic.measure is measure:
        when = memory.topic.when
    memory.topic = Topic(measure, view.index, when)


def _only_period(views: list[View]) -> When | None:
    """The period of the first sentence, where the article names no other."""
    mains = [
        when
        for view in views
        if _is_telling(view)
        for when in view.whens
        if when.role in (Role.MAIN, Role.SINCE, Role.DEADLINE, Role.NOW) and not when.is_loose
    ]
    if not mains or not views or mains[0] not in views[0].whens or mains[0].role is not Role.MAIN or not mains[0].start:
        return None
    if not views[0].sentence.lexicon.is_latin and is_in_aside(views[0], mains[0]):
        return None
    is_one = all((when.start, when.end) == (mains[0].start, mains[0].end) for when in mains)
    has_number = any(q.kind in ("count", "money") for q in views[0].quantities)
    return mains[0] if is_one and has_number else None


def _claim(draft: Draft, text: str) -> Claim:
    view, quantity = draft.view, draft.quantity
    span = _span(view, quantity)
    when = draft.when
    seconds = runners_up(draft)
    margin = seconds[0].margin if seconds else 1.0
    return Claim(
        quote=text[span.offset : span.end],
        measure=draft.measure,
        of=draft.of,
        value=draft.value.normalize(),
        unit=draft.unit,
        bound=draft.bound,
        status=draft.status,
        stage=draft.stage,
        start=when.start if when else None,
        end=when.end if when else None,
        area=draft.area,
        partner=draft.partner,
        span=span,
        sentence=Span(view.sentence.start, view.sentence.end - view.sentence.start),
        language=view.sentence.lexicon.language,
        evidence=tuple(_evidence(draft)),
        runners_up=seconds,
        confidence=round((0.75 + 0.25 * margin) * (1.0 if draft.is_sure else 0.6) * surety(draft), 3),
    )


def _span(view: View, quantity: Quantity) -> Span:
    start, end = view.line.starts[quantity.first], view.line.end(quantity.last)
    is_full_stop = view.tokens[quantity.last].text.endswith(".") and end == view.sentence.end
    return Span(start, end - start - is_full_stop)


def _evidence(draft: Draft) -> Iterator[Evidence]:
    line = draft.view.line
    for name, (rule, first, last) in draft.rules.items():
        span = None
        if first is not None and last is not None:
            start = line.starts[first]
            span = Span(start, line.end(last) - start)
        yield Evidence(name, rule, span)
