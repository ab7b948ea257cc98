"""Runs inside the environment of pretalx, never in ours: as many submissions as we have projects, and the times of its pages.

It prints one JSON line a page. pretalx is asked through Django's test client, as we are: middleware, view, template and
database, but no network. Its list shows 50 rows to a signed-in organiser, as ours does to an officer.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import resource
import statistics
import sys
import time

LEAST, ENOUGH = 5, 60  # calls of a page, seconds
WORDS = ("Greenhouse", "Cable", "Solar", "Cement", "Dairy", "Textile", "Logistics", "Glass")


def main(rows: int, calls: int) -> None:
    """Make the rows, then ask each page so many times."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pretalx.settings")
    import django

    django.setup()
    from django.core.management import call_command
    from django.test import Client

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    user, code = _fill(rows)
    client = Client(HTTP_HOST="localhost")
    client.force_login(user)
    root = "/orga/event/bench"
    pages = {
        "list": f"{root}/submissions/",
        "list, next page": f"{root}/submissions/?page=2",
        "list, sorted by title": f"{root}/submissions/?sort=title",
        "list, a filter": f"{root}/submissions/?state=accepted",
        "list, a search": f"{root}/submissions/?q=greenhouse",
        "record": f"{root}/submissions/{code}/",
    }
    for name, path in pages.items():
        print(json.dumps({"name": name, "path": path, **_timed(client, path, calls)}), flush=True)


def _timed(client: object, path: str, calls: int) -> dict[str, object]:
    """Times of the calls behind the second; a page that takes many seconds is asked less often."""
    times, answer, started = [], None, time.perf_counter()
    for call in range(calls + 2):
        if call >= LEAST and time.perf_counter() - started > ENOUGH:
            break
        begun, spent = time.perf_counter(), _spent()
        answer = client.get(path)  # type: ignore[attr-defined]  # django.test.Client
        times.append(((time.perf_counter() - begun) * 1000, (_spent() - spent) * 1000))
    walls, own = (sorted(values) for values in zip(*times[2:], strict=True))
    p95 = walls[max(0, int(len(walls) * 0.95) - 1)]
    return {
        "status": answer.status_code, "kb": len(answer.content) / 1000,  # type: ignore[attr-defined]
        "median": statistics.median(walls), "p95": p95, "python": statistics.median(own), "calls": len(walls),
    }  # fmt: skip


def _spent() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def _fill(rows: int) -> tuple[object, str]:
    """An event with so many submissions and half as many speakers."""
    from django.db import connection
    from django_scopes import scope, scopes_disabled
    from pretalx.event.models import Event
    from pretalx.event.utils import create_organiser_with_team
    from pretalx.person.models import User
    from pretalx.submission.models import Submission

    with scopes_disabled():
        user = User.objects.create_user(
            email="bench@example.org", password="bench", name="Bench", is_administrator=True
        )
        organiser, team = create_organiser_with_team(name="Bench", slug="benchorg", users=[user])
        today = dt.date.today()
        event = Event.objects.create(
            name="Bench", slug="bench", organiser=organiser, is_public=True, date_from=today, date_to=today,
            timezone="UTC", email="bench@example.org", locale_array="en", locale="en",
        )  # fmt: skip
    with scope(event=event):
        event.build_initial_data()
        team.limit_events.add(event)
        kind = event.cfp.default_type
        speakers = User.objects.bulk_create(
            [User(email=f"s{n}@example.org", name=f"Speaker {n}", code=f"S{n:07}", password="!") for n in range(rows // 2 or 1)],
            batch_size=2000,
        )  # fmt: skip
        states = ("submitted", "accepted", "confirmed", "rejected")
        made = Submission.objects.bulk_create(
            [
                Submission(
                    event=event, code=f"M{n:07}", title=f"{WORDS[n % len(WORDS)]} plant {n}", submission_type=kind,
                    state=states[n % 4], content_locale="en", abstract="A made submission.",
                )
                for n in range(rows)
            ],
            batch_size=2000,
        )  # fmt: skip
        links = Submission.speakers.through
        links.objects.bulk_create(
            [links(submission_id=one.pk, user_id=speakers[n % len(speakers)].pk) for n, one in enumerate(made)],
            batch_size=5000,
        )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return user, made[-1].code


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
