"""Look for the sample forum's timetable anew and keep it as data; nothing of what is made for it stays in the database."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from kelisim.accounts.models import Role
from kelisim.common.reference import load_reference
from kelisim.events.models import Event, MeetingSlot
from kelisim.events.planner_process import run_planner
from kelisim.events.planning import ground_of, planning_problem
from kelisim.samples import sample_forum
from kelisim.samples.sample_region import load_sample_region


class Command(BaseCommand):
    help = __doc__ or ""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--seconds", type=float, default=60)

    def handle(self, *args: Any, **options: Any) -> None:
        with transaction.atomic():
            load_reference()
            load_sample_region()
            event = Event.objects.select_related("office").get(slug="sample-forum")
            if MeetingSlot.objects.filter(event=event).exists():
                self.stderr.write("The sample forum is at work in this installation already; run this on an empty one.")
                return
            sample_forum.make_ground(event, event.office.users.filter(role=Role.OFFICER).earliest("pk"))
            ground = ground_of(event)
            plan = run_planner(planning_problem(ground), options["seconds"])
            self._keep(sample_forum.as_kept(plan, ground))
            transaction.set_rollback(True)

    def _keep(self, kept: dict[str, Any]) -> None:
        path = Path(sample_forum.__file__).with_name(sample_forum.SEATS)
        path.write_text(json.dumps(kept, separators=(",", ":")) + "\n", encoding="utf-8")
        self.stdout.write(
            f"{len(kept['meetings'])} meetings, weight {kept['weight']}, at most {kept['bound']}: {path.name}"
        )
