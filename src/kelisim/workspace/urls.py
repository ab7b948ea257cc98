"""Addresses of the workspace."""

from importlib.util import find_spec

from django.urls import include, path, re_path

from kelisim.workspace.pages import addresses
from kelisim.workspace.views import (
    accounts,
    agreement_pairs,
    agreements,
    bulk,
    cases,
    common,
    day,
    dialogues,
    events,
    files,
    indicators,
    jobs,
    ladder,
    own,
    parties,
    pool,
    pools,
    projects,
    proposals,
    service_times,
    sheets,
    stall,
    suggest,
    thread,
    zones,
)

app_name = "workspace"
KINDS = (
    parties.ORGANISATION,
    parties.PERSON,
    dialogues.DIALOGUE,
    common.AREA,
    common.CALENDAR_DAY,
    events.EVENT,
    agreements.AGREEMENT,
    projects.PROJECT,
    proposals.PROPOSAL,
    proposals.PROCEDURE,
    cases.CASE,
    cases.CASE_CATEGORY,
    cases.ESCALATION_RULE,
    pools.CALCULATION_INDEX,
    pools.POOL_RULE,
    zones.ZONE,
    zones.PLOT,
    indicators.INDICATOR,
    indicators.TARGET,
    indicators.OBSERVATION,
)
SETTINGS = (accounts.USER, accounts.OFFICE)
OWN = (own.OWN_PROPOSAL, own.OWN_CASE)
urlpatterns = [
    path("", day.my_day, name="my_day"),
    path("late/<uuid:public_id>/", day.late_duties, name="late_duties"),
    path("suggest/<slug:name>/", suggest.suggest, name="suggest"),
    path("ladder/", ladder.ladder, name="ladder"),
    path("ladder/deals/", ladder.ladder_deals, name="ladder_deals"),
    path("service-times/", service_times.service_times, name="service_times"),
    path("service-times/rows/", service_times.service_times_rows, name="service_times_rows"),
    re_path(
        r"^service-times/export\.(?P<form>xlsx|csv)$", service_times.service_times_export, name="service_times_export"
    ),
    path("thread/<slug:kind>/<uuid:public_id>/", thread.thread, name="thread"),
    path("imports/", sheets.sheet_imports, name="sheet_import_list"),
    path("imports/<uuid:public_id>/", sheets.sheet_import, name="sheet_import"),
    path("imports/<uuid:public_id>/take-in/", sheets.sheet_import_take_in, name="sheet_import_take_in"),
    path("imports/<uuid:public_id>/undo/", sheets.sheet_import_undo, name="sheet_import_undo"),
    path("agreements/alike/", agreement_pairs.agreements_alike, name="agreement_alike"),
    path(
        "agreements/<uuid:public_id>/alike/<uuid:part_id>/",
        agreement_pairs.compare_agreements,
        name="agreement_compare",
    ),
    path("projects/bulk/", bulk.bulk, name="project_bulk"),
    path("projects/give-out/", sheets.give_out, name="project_give_out"),
    path("projects/stalled/", stall.stalled, name="project_stalled"),
    path("projects/board/", pool.board, name="project_board"),
    path("projects/map/", pool.project_map, name="project_map"),
    path("projects/launches/", pool.launches, name="project_launches"),
    *(address for kind in KINDS for address in addresses(kind)),
    *(address for kind in (*SETTINGS, *OWN) for address in addresses(kind)),
    path("files/<uuid:public_id>/", files.file, name="file"),
    path("", include("kelisim.workspace.urls_meetings")),
    path("", include("kelisim.workspace.urls_events")),
    path("aftercare/", dialogues.aftercare, name="aftercare"),
    path("aftercare/<slug:slug>/<uuid:public_id>/", dialogues.schedule, name="aftercare_schedule"),
    path("jobs/", jobs.job_list, name="job_list"),
    path("jobs/<uuid:public_id>/", jobs.job, name="job"),
    path("jobs/<uuid:public_id>/stop/", jobs.stop_job, name="job_stop"),
    path("jobs/<uuid:public_id>/retry/", jobs.retry_job, name="job_retry"),
    path("tokens/", accounts.tokens, name="tokens"),
    path("tokens/<int:pk>/revoke/", accounts.revoke_token, name="token_revoke"),
]
if find_spec("kelisim.workspace.urls_press"):
    urlpatterns.append(path("press/", include("kelisim.workspace.urls_press")))
