"""A pool of made projects for measuring: the sample's projects, copied and numbered anew. All are samples.

The rows are copied in the database, with their search entries, so that 100,000 of them take seconds.
"""

from __future__ import annotations

from django.db import connection

FRESH = ("id", "public_id", "number", "title", "amount", "jobs_planned")
PROJECTS = """
    INSERT INTO projects_project ({columns}, public_id, number, title, amount, jobs_planned)
    SELECT {columns}, gen_random_uuid(), 'M-' || made.number,
           (SELECT jsonb_object_agg(key, value || ' ' || made.number) FROM jsonb_each_text(title)),
           amount * (1 + made.number % 97 / 50.0), jobs_planned + (made.number % 13)::int
    FROM generate_series(1, {many}) AS made (number)
    JOIN (SELECT *, row_number() OVER (ORDER BY id) AS place, count(*) OVER () AS whole FROM projects_project) AS model
      ON model.place = made.number % model.whole + 1
"""
ENTRIES = """
    INSERT INTO common_searchentry (kind, record_id, office_id, is_public, title, folded)
    SELECT 'projects.project', id, office_id, published_at IS NOT NULL, title, lower(number || ' ' || words.all_of)
    FROM projects_project, LATERAL (SELECT string_agg(value, ' ') AS all_of FROM jsonb_each_text(title)) AS words
    WHERE number LIKE 'M-%'
"""


def make_projects(number: int) -> None:
    """So many projects beside the sample's own, found by the search, without history."""
    from kelisim.projects.models import Project

    columns = ", ".join(
        field.column for field in Project._meta.concrete_fields if field.attname not in FRESH and not field.generated
    )
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE projects_project DISABLE TRIGGER USER")
        cursor.execute(PROJECTS.format(columns=columns, many=int(number)))
        cursor.execute(ENTRIES)
        cursor.execute("ALTER TABLE projects_project ENABLE TRIGGER USER")
        cursor.execute("VACUUM ANALYZE")
