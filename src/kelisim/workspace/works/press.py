"""Articles taken in many at a time: from files, folders and archives."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kelisim.accounts.models import Office, User
from kelisim.common import formats
from kelisim.common.files import path_of
from kelisim.common.jobs import Job, Line, Outcome, Progress, begin, work
from kelisim.common.models import File
from kelisim.press.intake import Arrival, Fate, Refused, Taken, arrivals, keep_uploads, take_in

MOST_ARTICLES = 2000


def begin_uploads(office: Office, uploads: Iterable[UploadedFile], *, is_public: bool, by: User) -> Job:
    """Keep uploaded files and let a worker take them in; the same files are not taken in twice at once."""
    files = keep_uploads(office, uploads, by=by)
    count = ngettext("Take in %(count)s file", "Take in %(count)s files", len(files))
    key = "-".join([str(office.pk), *sorted(file.digest[:16] for file in files)])
    title = count % {"count": formats.number(len(files))}
    facts = {"files": [file.pk for file in files], "is_public": is_public}
    return begin("press.take_in_files", key=key, title=title, by=by, office=office, **facts)


@work("press.take_in_files", gettext_lazy("Take in files"))
def take_in_files(progress: Progress, *, files: list[int], is_public: bool) -> Outcome:
    """Read every text of the files; what cannot be read is told with its reason."""
    kept = File.objects.in_bulk(files)
    found = [kept[pk] for pk in files if pk in kept]
    total = sum(1 for one in _arrivals(found))
    if total > MOST_ARTICLES:
        words = _("These are %(count)s articles; at most %(most)s are taken in at a time. Upload them in parts.")
        raise ValidationError(words % {"count": formats.number(total), "most": formats.number(MOST_ARTICLES)})
    return take_in_all(progress, _arrivals(found), total=total, is_public=is_public)


def _arrivals(files: Iterable[File]) -> Iterator[Arrival | Refused]:
    for file in files:
        with tempfile.TemporaryDirectory(prefix="kelisim-") as folder:
            yield from arrivals(path_of(file.digest), file.name, Path(folder))


def take_in_all(progress: Progress, found: Iterable[Arrival | Refused], *, total: int, is_public: bool) -> Outcome:
    """Take in each text and tell what became of it, however many fail."""
    assert progress.office
    fates: Counter[Fate] = Counter()
    taken: list[Taken] = []
    progress.of(total)
    for one in found:
        if isinstance(one, Refused):
            result = Taken(one.name, Fate.REFUSED, why=one.why)
        else:
            result = take_in(progress.office, one, is_public=is_public, by=progress.by)
        fates[result.fate] += 1
        taken.append(result)
        progress.lines.append(line_of(result))
        progress.step(one.name)
    return Outcome(words_of_all(fates), _onward(taken))


def _onward(taken: list[Taken]) -> str:
    """One article leads to its page, several to the list of what is to be reviewed."""
    articles = {one.article.pk: one.article for one in taken if one.article}
    if len(articles) == 1:
        return reverse("workspace:article", args=[next(iter(articles.values())).public_id])
    return reverse("workspace:article_list") + "?open=yes" if articles else ""


def line_of(taken: Taken) -> Line:
    """What became of a text, in words."""
    href = reverse("workspace:article", args=[taken.article.public_id]) if taken.article else ""
    if taken.fate is Fate.REFUSED:
        return Line(taken.name, _("Refused: %(why)s") % {"why": taken.why}, href, is_fault=True)
    if taken.fate is Fate.KNOWN:
        return Line(taken.name, _("Here already; nothing was added."), href)
    fate = _("New version") if taken.fate is Fate.VERSION else _("New")
    if taken.why:
        return Line(taken.name, f"{fate}. {taken.why}", href, is_fault=True)
    count = ngettext("%(count)s claim", "%(count)s claims", taken.claim_count)
    return Line(taken.name, f"{fate}: {count % {'count': formats.number(taken.claim_count)}}", href)


def words_of_all(fates: Counter[Fate]) -> str:
    """How many texts had which fate."""
    words = {
        Fate.NEW: _("%(count)s new"),
        Fate.VERSION: _("%(count)s new versions"),
        Fate.KNOWN: _("%(count)s here already"),
        Fate.REFUSED: _("%(count)s refused"),
    }
    parts = [words[fate] % {"count": formats.number(fates[fate])} for fate in Fate if fates[fate]]
    return ", ".join(parts) + "." if parts else _("There was no text in it.")
