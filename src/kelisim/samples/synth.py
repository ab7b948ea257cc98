"""A large made pool for measuring and for trying out: sample projects with their investors, days of stages and history.

Everything is made in the database, a statement a table, so that 100,000 projects with half a million rows of history
take about a minute. The same seed on the same sample makes the same pool.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import connection, models, transaction
from django.utils import timezone

from kelisim.accounts.models import Office, Role, User
from kelisim.common.queries import history_model
from kelisim.parties.models import Organisation
from kelisim.projects.models import Project, StageDate
from kelisim.projects.stages import ORDER
from kelisim.samples.sample_region import OFFICE_SLUG

PREFIX = "M-"
YEARS = 6
PER_INVESTOR = 5
Heard = Callable[[str], None]

# One row a made project: when it was entered, at which stage it began, after how many of them it stopped (if it did).
MADE = """
CREATE TEMP TABLE made AS
SELECT n, %(first)s + n AS number, random() AS dice, random() AS luck, (random() * %(days)s)::int AS age,
       (random() * random() * 3)::int AS begins, CASE WHEN random() < 0.12 THEN 1 + (random() * 5)::int END AS stops,
       nextval(pg_get_serial_sequence('projects_project', 'id')) AS id, 1 + n %% %(models)s AS place
FROM generate_series(1, %(many)s) AS n
"""
# The stages that each has come to, with their days: waits differ by stage and have a long tail.
STAYS = """
CREATE TEMP TABLE stays AS
SELECT *, rank = max(rank) OVER (PARTITION BY id) AS is_last FROM (
  SELECT id, stage, row_number() OVER (PARTITION BY id ORDER BY place)::int AS rank, stops,
         %(today)s::date - age + (sum(wait) OVER (PARTITION BY id ORDER BY place) - wait)::int AS reached
  FROM (
    SELECT made.id, made.age, made.stops, stages.stage, stages.place,
           (5 - ln(1 - random() * 0.9999) * stages.days)::int AS wait
    FROM made JOIN unnest(%(stages)s::text[], %(waits)s::int[]) WITH ORDINALITY AS stages (stage, days, place)
      ON stages.place > made.begins
  ) AS waits
) AS walks
WHERE reached <= %(today)s AND (stops IS NULL OR rank <= stops)
"""
FACTS = {
    "public_id": "gen_random_uuid()",
    "version": "walk.stays",
    "created_at": "walk.entered + interval '9 hours'",
    "published_at": "CASE WHEN made.dice < 0.8 THEN walk.entered + interval '10 hours' END",
    "published_by_id": "CASE WHEN made.dice < 0.8 THEN %(head)s::int END",
    "number": "%(prefix)s || made.number",
    "title": "(SELECT jsonb_object_agg(key, value || ' ' || made.number) FROM jsonb_each_text(model.title))",
    "organisation_id": "(%(investors)s::int[])[1 + made.number %% array_length(%(investors)s::int[], 1)]",
    "stage": "walk.stage",
    "stage_since": "walk.since",
    "status": "CASE WHEN made.stops IS NOT NULL AND walk.stage <> 'working' THEN CASE WHEN made.luck < 0.5 THEN 'lost' ELSE 'stopped' END "
    "WHEN walk.stage = 'working' THEN 'done' WHEN made.luck < 0.75 THEN 'moving' WHEN made.luck < 0.92 THEN 'delayed' ELSE 'dormant' END",
    "site": "CASE WHEN model.plot_id IS NULL THEN 'Sample site ' || made.number ELSE model.site END",
    "amount": "round(model.amount * (1 + made.number %% 97 / 50.0), 2)",
    "jobs_planned": "model.jobs_planned + (made.number %% 13)::int",
    "jobs_created": "CASE WHEN walk.stage = 'working' AND made.luck < 0.9 THEN (model.jobs_planned * (0.6 + made.dice * 0.4))::int END",
    "planned_start": "walk.entered + 200 + (made.dice * 300)::int",
    "started_on": "walk.building",
    "planned_launch": "walk.entered + 700 + (made.luck * 900)::int",
    "launched_on": "walk.working",
    "owner_id": "CASE WHEN made.luck < 0.6 THEN %(officer)s::int WHEN made.luck < 0.9 THEN %(head)s::int END",
    "next_step": "CASE WHEN made.dice < 0.03 THEN model.next_step ELSE '{{}}'::jsonb END",
    "next_step_due": "CASE WHEN made.dice < 0.03 THEN %(today)s::date + (made.luck * 200 - 40)::int END",
    "proposal_id": "NULL",
}
PROJECTS = """
INSERT INTO projects_project (id, {columns})
SELECT made.id, {values}
FROM made
JOIN (
  SELECT id, max(rank) AS stays, min(reached) AS entered, max(reached) FILTER (WHERE is_last) AS since,
         max(stage) FILTER (WHERE is_last) AS stage, max(reached) FILTER (WHERE stage = 'construction') AS building,
         max(reached) FILTER (WHERE stage = 'working') AS working
  FROM stays GROUP BY id
) AS walk USING (id)
JOIN (SELECT *, row_number() OVER (ORDER BY id) AS place FROM projects_project WHERE id = ANY(%(model_keys)s)) AS model USING (place)
"""
# What the history says of a project on the day on which it came to a stage.
THEN = {
    "version": "stays.rank",
    "stage": "stays.stage",
    "stage_since": "stays.reached",
    "status": "CASE WHEN stays.is_last THEN now.status ELSE 'moving' END",
    "jobs_created": "CASE WHEN stays.is_last THEN now.jobs_created END",
    "started_on": "CASE WHEN now.started_on <= stays.reached THEN now.started_on END",
    "launched_on": "CASE WHEN now.launched_on <= stays.reached THEN now.launched_on END",
}
HISTORY = """
INSERT INTO {history} ({columns}, pgh_obj_id, pgh_label, pgh_created_at, pgh_context_id)
SELECT {values}, now.id, CASE WHEN stays.rank = 1 THEN 'insert' ELSE 'update' END, stays.reached + interval '9 hours', %(context)s
FROM stays JOIN projects_project AS now USING (id)
ORDER BY stays.reached, now.id
"""
DATES = """
INSERT INTO projects_stagedate (public_id, version, created_at, stage, reached, project_id)
SELECT gen_random_uuid(), 1, reached + interval '9 hours', stage, reached, id FROM stays ORDER BY reached, id
"""
DATES_HISTORY = """
INSERT INTO {history} ({columns}, pgh_obj_id, pgh_label, pgh_created_at, pgh_context_id)
SELECT {columns}, id, 'insert', created_at, %(context)s FROM projects_stagedate AS now
WHERE project_id IN (SELECT id FROM made) ORDER BY id
"""
# What the search knows of the pattern, folded as the product folds it, and the number.
ENTRIES = """
INSERT INTO common_searchentry (kind, record_id, office_id, is_public, title, folded)
SELECT 'projects.project', now.id, now.office_id, now.published_at IS NOT NULL, now.title,
       known.folded || ' ' || lower(now.number) || ' ' || made.number
FROM projects_project AS now JOIN made USING (id)
JOIN (SELECT id, row_number() OVER (ORDER BY id) AS place FROM projects_project WHERE id = ANY(%(model_keys)s)) AS model USING (place)
JOIN common_searchentry AS known ON known.kind = 'projects.project' AND known.record_id = model.id
"""
INVESTORS = """
INSERT INTO parties_organisation ({columns}, public_id, name, created_at, version, is_sample, bin, lei)
SELECT {columns}, gen_random_uuid(), model.name || ' ' || made.number, now(), 1, true, '', ''
FROM generate_series(%(first)s + 1, %(first)s + %(many)s) AS made (number)
JOIN (SELECT *, row_number() OVER (ORDER BY id) AS place FROM parties_organisation WHERE id = ANY(%(model_keys)s)) AS model
  ON model.place = 1 + made.number %% %(models)s
RETURNING id
"""
CONTEXT = """
INSERT INTO pghistory_context (id, created_at, updated_at, metadata)
VALUES (gen_random_uuid(), now(), now(), '{"user": null, "action": "samples.synth"}') RETURNING id
"""
WAITS = (60, 60, 90, 80, 120, 110, 330, 100, 1)


def make_pool(number: int, *, seed: int = 1, today: date | None = None, heard: Heard = lambda words: None) -> int:
    """Bring the pool of the sample office to so many made projects; how many were made now.

    The sample must be loaded. What was made before stays, so asking twice for the same number makes nothing twice.
    """
    office = Office.objects.get(slug=OFFICE_SLUG)
    before = Project.everything.filter(office=office, number__startswith=PREFIX).count()
    many = max(0, number - before)
    if many:
        with transaction.atomic():
            _make(office, before, many, seed, today or timezone.localdate(), heard)
        _tidy()
    return many


def _make(office: Office, first: int, many: int, seed: int, today: date, heard: Heard) -> None:
    patterns = list(Project.everything.filter(office=office).exclude(number__startswith=PREFIX).order_by("pk"))
    staff = {user.role: user.pk for user in User.objects.filter(office=office)}
    known = {
        "first": first, "many": many, "days": YEARS * 365, "today": today, "prefix": PREFIX,
        "models": len(patterns), "model_keys": [row.pk for row in patterns],
        "stages": [str(stage) for stage in ORDER], "waits": list(WAITS),
        "officer": staff[Role.OFFICER], "head": staff[Role.HEAD],
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("SELECT setseed(%s)", [seed % 1000 / 1000])
        heard("investors")
        known["investors"] = _investors(cursor, first, many)
        heard("projects")
        cursor.execute(MADE, known)
        cursor.execute(STAYS, known)
        cursor.execute("CREATE INDEX ON stays (id)")
        cursor.execute(CONTEXT)
        known["context"] = cursor.fetchone()[0]
        _quietly(cursor, Project, lambda: cursor.execute(_projects(), known))
        heard("history")
        cursor.execute(_history(Project, HISTORY, THEN), known)
        heard("days of stages")
        _quietly(cursor, StageDate, lambda: cursor.execute(DATES, known))
        cursor.execute(_history(StageDate, DATES_HISTORY, {}), known)
        heard("search")
        cursor.execute(ENTRIES, known)
        cursor.execute("DROP TABLE made, stays")


def _investors(cursor: Any, first: int, many: int) -> list[int]:
    """So many sample companies that each has a few projects."""
    patterns = list(Organisation.objects.filter(is_sample=True, kind="company").order_by("pk")[:40])
    given = ("id", "public_id", "name", "created_at", "version", "is_sample", "bin", "lei")
    names = ", ".join(name for name in _columns(Organisation) if name not in given)
    facts = {"first": first, "many": many // PER_INVESTOR + 1, "models": len(patterns), "model_keys": [row.pk for row in patterns]}  # fmt: skip
    found: list[int] = []
    sql = INVESTORS.format(columns=names)
    _quietly(cursor, Organisation, lambda: (cursor.execute(sql, facts), found.extend(row[0] for row in cursor)))
    return found


def _projects() -> str:
    names = [name for name in _columns(Project) if name != "id"]
    values = ", ".join(FACTS.get(name, f"model.{name}") for name in names)
    return PROJECTS.format(columns=", ".join(names), values=values.replace("{{}}", "{}"))


def _history(model: type[models.Model], statement: str, then: dict[str, str]) -> str:
    names = _columns(model)
    values = ", ".join(then.get(name, f"now.{name}") for name in names)
    return statement.format(history=history_model(model)._meta.db_table, columns=", ".join(names), values=values)


def _columns(model: type[models.Model]) -> list[str]:
    return [field.column for field in model._meta.concrete_fields if not field.generated]


def _quietly(cursor: Any, model: type[models.Model], do: Callable[[], Any]) -> None:
    """Write rows whose history is written here, with the days on which things happened."""
    table = model._meta.db_table
    # Deferred checks of foreign keys are events of the table, which must not wait while a trigger is switched.
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    do()
    cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def _tidy() -> None:
    """Let the database know how much there is now."""
    if connection.in_atomic_block:
        return
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
