"""A large made pool for measuring and for trying out: sample projects with their investors, days of stages and history, and of each
the proposal from which it came and a case, of every fifth an agreement.

Everything is made in the database, a statement a table, so that 100,000 projects with a million rows of history take a
minute or two. The same seed on the same sample makes the same pool.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.core.cache import cache
from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from kelisim.accounts.models import Office, Role, User
from kelisim.agreements.models import Agreement
from kelisim.cases.models import Case
from kelisim.overview.past_deals import forget_past_deals
from kelisim.parties.models import Organisation
from kelisim.projects.models import Project, Proposal, StageDate
from kelisim.projects.stages import ORDER
from kelisim.samples.sample_region import OFFICE_SLUG
from kelisim.samples.synth_rows import INVESTOR, Maker, columns_of
from kelisim.samples.synth_work import ACCEPTED, make_agreements, make_cases, make_proposals

PREFIX = "M-"
YEARS = 6
PER_INVESTOR = 5
Heard = Callable[[str], None]

# One row a made project: when it was entered, at which stage it began, after how many of them it stopped (if it did).
MADE = """
CREATE TEMP TABLE made AS
SELECT n, %(first)s + n AS number, random() AS dice, random() AS luck, (random() * %(days)s)::int AS age,
       (random() * random() * 3)::int AS begins, CASE WHEN random() < 0.12 THEN 1 + (random() * 5)::int END AS stops,
       nextval(pg_get_serial_sequence('projects_project', 'id')) AS id,
       nextval(pg_get_serial_sequence('projects_proposal', 'id')) AS proposal,
       nextval(pg_get_serial_sequence('cases_case', 'id')) AS matter,
       nextval(pg_get_serial_sequence('agreements_agreement', 'id')) AS agreement
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
# What became of each: how many stages, from when to when, which is the last.
WALKS = """
CREATE TEMP TABLE walks AS
SELECT id, max(rank) AS stays, min(reached) AS entered, max(reached) FILTER (WHERE is_last) AS since,
       max(stage) FILTER (WHERE is_last) AS stage, max(reached) FILTER (WHERE stage = 'construction') AS building,
       max(reached) FILTER (WHERE stage = 'working') AS working, max(reached) FILTER (WHERE stage = 'agreed') AS agreed
FROM stays GROUP BY id
"""
FACTS = {
    "id": "made.id",
    "public_id": "gen_random_uuid()",
    "version": "walk.stays",
    "created_at": "walk.entered + interval '9 hours'",
    "published_at": "CASE WHEN made.dice < 0.8 THEN walk.entered + interval '10 hours' END",
    "published_by_id": "CASE WHEN made.dice < 0.8 THEN %(head)s::int END",
    "number": "%(prefix)s || made.number",
    "title": "(SELECT jsonb_object_agg(key, value || ' ' || made.number) FROM jsonb_each_text(model.title))",
    "organisation_id": INVESTOR,
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
    "next_step": "CASE WHEN made.dice < 0.03 THEN model.next_step ELSE '{}'::jsonb END",
    "next_step_due": "CASE WHEN made.dice < 0.03 THEN %(today)s::date + (made.luck * 200 - 40)::int END",
    "proposal_id": f"CASE WHEN made.luck < {ACCEPTED} THEN made.proposal END",
}
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
INVESTORS = """
INSERT INTO parties_organisation ({columns}, public_id, name, created_at, version, is_sample, bin, lei)
SELECT {columns}, gen_random_uuid(), model.name || ' ' || made.number, now(), 1, true, '', ''
FROM generate_series(%(first)s + 1, %(first)s + %(companies)s) AS made (number)
JOIN (SELECT *, row_number() OVER (ORDER BY id) AS place FROM parties_organisation WHERE id = ANY(%(model_keys)s)) AS model
  ON model.place = 1 + made.number %% %(models)s
RETURNING id
"""
FOUND_INVESTORS = """
INSERT INTO common_searchentry (kind, record_id, office_id, is_public, title, folded)
SELECT known.kind, now.id, NULL, known.is_public, jsonb_build_object('en', now.name),
       known.folded || ' ' || substring(now.name FROM '[0-9]+$')
FROM parties_organisation AS now
JOIN (SELECT *, row_number() OVER (ORDER BY id) AS place FROM parties_organisation WHERE id = ANY(%(model_keys)s)) AS model
  ON model.place = 1 + substring(now.name FROM '[0-9]+$')::int %% %(models)s
JOIN common_searchentry AS known ON known.kind = 'parties.organisation' AND known.record_id = model.id
WHERE now.id = ANY(%(made_keys)s)
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
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT setseed(%s)", [seed % 1000 / 1000])
            _make(Maker(cursor, _known(office, before, many, today or timezone.localdate())), heard)
        cache.clear()  # what past days were like was kept; they have become others
        forget_past_deals()
        _tidy()
    return many


def _known(office: Office, first: int, many: int, today: date) -> dict[str, Any]:
    staff = {user.role: user.pk for user in User.objects.filter(office=office).order_by("-pk")}
    return {
        "first": first, "many": many, "days": YEARS * 365, "today": today, "prefix": PREFIX, "office": office.pk,
        "stages": [str(stage) for stage in ORDER], "waits": list(WAITS),
        "officer": staff[Role.OFFICER], "head": staff[Role.HEAD],
    }  # fmt: skip


def _make(maker: Maker, heard: Heard) -> None:
    own = {"office": maker.known["office"]}
    patterns = Project.everything.filter(**own).exclude(number__startswith=PREFIX)
    companies = Organisation.objects.filter(is_sample=True, kind="company").order_by("pk")[:40]
    heard("investors")
    maker.known["investors"] = _investors(maker, companies)
    maker.run(MADE)
    maker.run(STAYS)
    maker.run("CREATE INDEX ON stays (id)")
    maker.run(WALKS)
    heard("proposals")
    make_proposals(maker, Proposal.everything.filter(**own))
    heard("projects")
    maker.like(Project, patterns, FACTS)
    heard("history")
    maker.run(maker.history_of(Project, HISTORY, THEN))
    heard("days of stages")
    maker.quietly(StageDate, DATES)
    maker.remember(StageDate, "project_id IN (SELECT id FROM made)")
    heard("cases")
    make_cases(maker, Case.everything.filter(**own))
    heard("agreements")
    make_agreements(maker, Agreement.everything.filter(**own, amends=None, same_as=None))
    heard("search")
    maker.find(Project, patterns, "made.id", "now.number")
    maker.run("DROP TABLE made, stays, walks")


def _investors(maker: Maker, patterns: QuerySet[Organisation]) -> list[int]:
    """So many sample companies that each has a few projects."""
    given = ("id", "public_id", "name", "created_at", "version", "is_sample", "bin", "lei")
    names = ", ".join(name for name in columns_of(Organisation) if name not in given)
    keys = list(patterns.values_list("pk", flat=True))
    facts = {"companies": maker.known["many"] // PER_INVESTOR + 1, "models": len(keys), "model_keys": keys}
    maker.quietly(Organisation, INVESTORS.format(columns=names), **facts)
    found = [row[0] for row in maker.found]
    maker.run(FOUND_INVESTORS, made_keys=found, **facts)
    return found


def _tidy() -> None:
    """Let the database know how much there is now."""
    if connection.in_atomic_block:
        return
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
