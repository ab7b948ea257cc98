"""Addresses of the press in the workspace."""

from django.urls import path, re_path

from kelisim.workspace import pages
from kelisim.workspace.views import (
    feeds,
    press,
    press_claims,
    press_decisions,
    press_intake,
    press_names,
    press_places,
    press_review,
    press_versions,
)

TOLD = {"kind": press.ARTICLE}
ONE, CLAIM = "<uuid:public_id>/", "<uuid:public_id>/claims/<uuid:claim_id>/"
MENTION = "<uuid:public_id>/names/<uuid:mention_id>/"
PLACE = "<uuid:public_id>/places/<uuid:place_id>/"
urlpatterns = [
    path("", pages.show_list, TOLD, "article_list"),
    path("new/", press_intake.store_article, TOLD, "article_new"),
    path("claims/", press_claims.list_claims, name="claim_list"),
    re_path(r"^claims/export\.(?P<form>xlsx|csv)$", press_claims.export_claims, name="claim_export"),
    path("files/", press_intake.take_in_files, TOLD, "press_files"),
    path("address/", press_intake.take_in_address, TOLD, "press_address"),
    *pages.addresses(feeds.FEED),
    re_path(r"^export\.(?P<form>xlsx|csv)$", pages.export_list, TOLD, "article_export"),
    path(ONE, pages.show, TOLD, "article"),
    path(f"{ONE}edit/", pages.edit, TOLD, "article_edit"),
    path(f"{ONE}history/", pages.history, TOLD, "article_history"),
    *(path(f"{ONE}{verb}/", pages.confirm, TOLD | {"verb": verb}, f"article_{verb}") for verb in pages.CONFIRMED),
    path(f"{ONE}review/", press_review.review, TOLD, "article_review"),
    path(f"{ONE}versions/", press_versions.show_versions, TOLD, "article_versions"),
    path(f"{ONE}text/", press_versions.store_version, TOLD, "article_text"),
    path(f"{ONE}model/", press_decisions.ask_model, TOLD, "article_model"),
    path(f"{ONE}read/", press_decisions.read_article, TOLD, "article_read"),
    path(f"{CLAIM}accept/", press_decisions.accept_claim, TOLD, "claim_accept"),
    path(f"{CLAIM}correct/", press_decisions.correct_claim, TOLD, "claim_correct"),
    path(f"{CLAIM}reject/", press_decisions.reject_claim, TOLD, "claim_reject"),
    path(f"{CLAIM}reopen/", press_decisions.reopen_claim, TOLD, "claim_reopen"),
    path(f"{ONE}names/", press_names.show_names, TOLD, "article_names"),
    path(f"{MENTION}link/", press_names.link_mention, TOLD, "mention_link"),
    path(f"{MENTION}reject/", press_names.reject_mention, TOLD, "mention_reject"),
    path(f"{MENTION}reopen/", press_names.reopen_mention, TOLD, "mention_reopen"),
    path(f"{PLACE}claim/", press_places.settle_place, TOLD, "place_settle"),
    path(f"{PLACE}dismiss/", press_places.dismiss_place, TOLD, "place_dismiss"),
    path(f"{PLACE}reopen/", press_places.reopen_place, TOLD, "place_reopen"),
    path(f"{CLAIM}withdraw/", press_versions.withdraw_claim, TOLD, "claim_withdraw"),
    path(f"{CLAIM}uphold/", press_versions.uphold_claim, TOLD, "claim_uphold"),
]
