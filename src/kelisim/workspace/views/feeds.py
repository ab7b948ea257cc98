"""Feeds of news: which there are, how often a worker looks at them, what came of it."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kelisim.accounts.models import User
from kelisim.common import formats
from kelisim.press import feeds as services
from kelisim.press.models import Feed
from kelisim.workspace.columns import Column, choice
from kelisim.workspace.forms.agreements import StrikeForm
from kelisim.workspace.forms.press import FeedForm
from kelisim.workspace.lists import by_yes
from kelisim.workspace.records import Act, Kind, Line, Part, Step, Thread, part_rows
from kelisim.workspace.works import press as works


def last_words(feed: Feed) -> str:
    """What came of the last look."""
    if feed.job is None:
        return _("not looked at yet")
    return f"{feed.job.get_state_display()}. {feed.job.told}".strip()


def next_look(feed: Feed) -> str:
    """When a worker looks at it next."""
    return _("paused") if feed.is_paused else formats.moment(feed.due_at)


def next_step(feed: Feed, user: User) -> Step | None:
    """A feed whose keeper has left needs another."""
    if feed.is_archived or not feed.is_paused or feed.keeper.has_perm("press.resume_feed", feed):
        return None
    words = _("Whoever edits the feed keeps it from then on; a worker looks at it again in that person’s name.")
    title = _("%(name)s may no longer take in articles here") % {"name": feed.keeper}
    return Step(title, words, href=reverse("workspace:feed_edit", args=[feed.public_id]), label=_("Take it over"))


def parts(feed: Feed, user: User) -> list[Part]:
    """The last looks, each with what came of it."""
    looks = services.looks_at(feed, user)
    address = lambda job: [(_("Entry by entry"), reverse("workspace:job", args=[job.public_id]))]  # noqa: E731  # the one link
    rows = part_rows(looks, LOOK_COLUMNS, address)
    return [Part("looks", _("Looks"), LOOK_COLUMNS, rows, _("No worker has looked at it yet."))]


def threads(feed: Feed, user: User) -> list[Thread]:
    """The list of what is to be reviewed."""
    href = reverse("workspace:article_list") + "?open=yes"
    return [Thread("review", _("What came in"), [Line(_("Articles with claims to review"), href)])]


def do_read_feed(feed: Feed, *, by: User, **facts: Any) -> Feed:
    """Look at the feed now."""
    return works.begin_feed(feed, by=by)


LOOK_COLUMNS = (
    Column("created_at", gettext_lazy("Begun"), "moment"),
    Column("state", gettext_lazy("State"), "text", choice("state")),
    Column("told", gettext_lazy("What came of it")),
)
FEED = Kind(
    noun="feed",
    plural="feeds",
    model=Feed,
    services=services,
    rows=services.feeds_for_list,
    form=FeedForm,
    columns=(
        Column("name", gettext_lazy("Name"), "name", sort="name"),
        Column("job", gettext_lazy("Last look"), "text", last_words),
        Column("due_at", gettext_lazy("Next look"), "text", next_look, sort="due_at"),
        Column("hours", gettext_lazy("Looked at"), "text", choice("hours"), sort="hours"),
        Column("url", gettext_lazy("Address"), "web", is_shown=False),
        Column("keeper", gettext_lazy("Kept by"), "text", is_shown=False),
        Column("office", gettext_lazy("Office"), "translated", "office.name", sort="office__name", is_shown=False),
    ),
    facts=(
        Column("url", gettext_lazy("Address"), "web"),
        Column("hours", gettext_lazy("Looked at"), "text", choice("hours")),
        Column("due_at", gettext_lazy("Next look"), "text", next_look),
        Column("is_public", gettext_lazy("Publish its articles"), "yes"),
        Column("keeper", gettext_lazy("Kept by"), "text"),
    ),
    title=gettext_lazy("Feeds"),
    new=gettext_lazy("Look at a feed"),
    icon="clock",
    empty=gettext_lazy("Name the feed (RSS, Atom) of a newspaper or of an office: what is new in it is taken in by itself."),
    filters=(by_yes("paused", gettext_lazy("Paused"), lambda rows, yes: rows.filter(is_paused=yes)),),
    order="name",
    next_step=next_step,
    parts=parts,
    threads=threads,
    acts=(
        Act(
            "read_feed", "press.read_feed", StrikeForm, do_read_feed, gettext_lazy("Look now"), is_button=True, icon="clock",
            words=gettext_lazy("A worker looks at the feed at once; the result is among its looks."),
        ),
        Act(
            "pause_feed", "press.pause_feed", StrikeForm, services.pause_feed, gettext_lazy("Pause"), is_button=True,
            icon="pause", words=gettext_lazy("No worker looks at the feed until somebody resumes it."),
        ),
        Act(
            "resume_feed", "press.resume_feed", StrikeForm, services.resume_feed, gettext_lazy("Resume"), is_button=True,
            icon="clock", words=gettext_lazy("A worker looks at the feed again, for the first time in a few minutes."),
        ),
    ),
    verbs=("edit", "archive", "restore"),
)  # fmt: skip
