"""Long work on events: making a timetable, sending notices."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage, get_connection
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kelisim.common import formats
from kelisim.common.jobs import Outcome, Progress, Stopped, in_each_language, work
from kelisim.engines.planning.plan import Status
from kelisim.events.models import Event, MeetingNotice, Timetable
from kelisim.events.naming import named
from kelisim.events.planner_process import Figures, run_planner
from kelisim.events.planning import Keep, ground_of, planning_problem
from kelisim.events.services.timetables import store_timetable


@work("events.make_timetable", gettext_lazy("Make a timetable"))
def make_timetable(
    progress: Progress, *, event: int, base: int | None = None, keep: str = Keep.LOCKED, seconds: int | None = None
) -> Outcome:
    """Look for the best timetable and keep it as a draft. Who asks it to stop keeps the best one so far."""
    found = Event.objects.select_related("office").get(pk=event)
    ground = ground_of(found)
    problem = planning_problem(ground, Timetable.objects.filter(pk=base).first(), Keep(keep))
    given = seconds or ground.rules.seconds
    progress.of(given)
    watch = _Watch(progress, given)
    plan = run_planner(problem, given, reached=watch.reached, must_stop=lambda: watch.is_to_stop)
    if plan.status is Status.INFEASIBLE:
        raise ValidationError([named(conflict.message, ground) for conflict in plan.conflicts])
    timetable = store_timetable(found, problem=problem, plan=plan, ground=ground, by=progress.by)

    def words() -> str:
        gaps = {"count": formats.number(len(plan.meetings)), "left": formats.number(len(plan.unplaced))}
        return _("Meetings: %(count)s. Wishes that wait: %(left)s.") % gaps

    return Outcome(
        in_each_language(words), reverse("workspace:event_timetable", args=[found.public_id, timetable.number])
    )


class _Watch:
    """Tells the page how good the best timetable is by now."""

    def __init__(self, progress: Progress, seconds: int) -> None:
        self.progress, self.seconds = progress, seconds
        self.started, self.told = time.monotonic(), 0.0
        self.best: Figures = {}
        self.is_to_stop = False

    def reached(self, figures: Figures) -> None:
        self.best |= figures
        now = time.monotonic()
        if self.is_to_stop or now - self.told < 0.7:
            return
        self.told = now
        try:
            self.progress.reach(int(now - self.started), lambda: _("Looking for a better one"), self._figures())
        except Stopped:
            self.is_to_stop = True

    def _figures(self) -> list[Callable[[], tuple[str, str]]]:
        weight, bound = self.best.get("weight"), self.best.get("bound")
        if weight is None or not bound:
            return []
        return [
            lambda: (_("Weight placed"), formats.number(weight)),
            lambda: (_("Cannot exceed"), formats.number(bound)),
            lambda: (_("Gap"), formats.share(bound - weight, bound)),
        ]


@work("events.send_notices", gettext_lazy("Send notices"))
def send_notices(progress: Progress, *, timetable: int) -> Outcome:
    """Send by mail what is not sent yet. What was sent is marked at once, so that doing it again sends nothing twice."""
    rows = MeetingNotice.objects.filter(timetable=timetable, sent_at__isnull=True).exclude(address="").order_by("pk")
    progress.of(rows.count())
    failed = 0
    with get_connection() as connection:
        for row in rows:
            failed += not _is_sent(row, connection)
            progress.step(row.address)
    sent = progress.job.done - failed
    words = ngettext("%(count)s letter was sent.", "%(count)s letters were sent.", sent) % {"count": sent}
    if failed:
        words += " " + _("%(count)s could not be sent; do it again later.") % {"count": failed}
    return Outcome(words)


def _is_sent(row: MeetingNotice, connection: Any) -> bool:
    letter = EmailMessage(row.subject, row.text, to=[row.address], connection=connection)
    if letter.send(fail_silently=True) != 1:
        return False
    MeetingNotice.objects.filter(pk=row.pk).update(sent_at=timezone.now())
    return True
