"""Who may do what: what may not be seen is not found, what may not be done is refused, and no button offers it."""

from __future__ import annotations

import pytest

from kelisim.accounts.models import Role
from tests.factories import PUBLISHED, make_agreement, make_office, make_plot, make_user, make_zone, make_zone_manager

pytestmark = pytest.mark.django_db
LIST = "/en/workspace/agreements/"


def codes(client, here):
    return [client.get(f"{here}{verb}").status_code for verb in ("", "edit/", "archive/", "publish/", "sign/")]


def test_guests_are_asked_to_sign_in(client):
    agreement = make_agreement()
    for address in (LIST, f"{LIST}new/", f"{LIST}{agreement.public_id}/", "/en/workspace/", "/en/workspace/tokens/"):
        answer = client.get(address)
        assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/en/accounts/login/")


def test_a_draft_of_another_office_is_not_found(as_user):
    here = f"{LIST}{make_agreement().public_id}/"
    other = as_user(make_user(Role.OFFICER, office=make_office("aktobe")))
    assert codes(other, here) == [404] * 5


def test_a_released_record_of_another_office_is_seen_and_not_touched(as_user):
    here = f"{LIST}{make_agreement(published_at=PUBLISHED).public_id}/"
    other = as_user(make_user(Role.OFFICER, office=make_office("aktobe")))
    assert codes(other, here) == [200, 403, 403, 403, 403]
    page = other.get(here).text
    assert "edit/" not in page
    assert "archive/" not in page


def test_an_analyst_reads_an_officer_writes_a_head_releases(as_user):
    here = f"{LIST}{make_agreement().public_id}/"
    assert codes(as_user(make_user(Role.ANALYST)), here) == [200, 403, 403, 403, 403]
    assert codes(as_user(make_user(Role.OFFICER)), here) == [200, 200, 200, 403, 403]
    head = as_user(make_user(Role.HEAD))
    assert codes(head, here) == [200, 200, 200, 200, 403]
    assert head.post(f"{here}publish/").status_code == 302
    assert head.post(f"{here}withdraw/").status_code == 302


def test_buttons_stand_only_where_they_work(as_user):
    here = f"{LIST}{make_agreement().public_id}/"
    page = as_user(make_user(Role.OFFICER)).get(here).text
    assert [f"{here}{verb}/" in page for verb in ("edit", "archive", "publish", "sign")] == [True, True, False, False]
    assert "new/" not in as_user(make_user(Role.ANALYST)).get(LIST).text


def test_what_only_a_post_may_do_is_not_done_by_a_get(as_user):
    agreement = make_agreement()
    as_user(make_user(Role.OFFICER)).get(f"{LIST}{agreement.public_id}/archive/")
    agreement.refresh_from_db()
    assert agreement.archived_at is None


def test_a_zone_manager_keeps_the_plots_of_the_own_zone(as_user):
    mine, theirs = make_zone(), make_zone(published_at=PUBLISHED)
    client = as_user(make_zone_manager(mine))
    assert client.get("/en/workspace/agreements/").status_code == 403
    new = "/en/workspace/plots/new/"
    plot = {"number": "7", "hectares": "2,5", "state": "open"}
    assert client.get(new).status_code == 200
    assert client.post(new, plot | {"zone": str(theirs.public_id)}).status_code == 422
    assert client.post(new, plot | {"zone": str(mine.public_id)}).status_code == 302
    assert client.get(f"/en/workspace/plots/{make_plot(theirs).public_id}/edit/").status_code == 403


def test_an_investor_sees_only_the_own_page(as_user):
    client = as_user(make_user(Role.INVESTOR))
    assert client.get("/en/workspace/").status_code == 200
    assert {client.get(f"/en/workspace/{page}/").status_code for page in ("agreements", "zones", "users")} == {403}


def test_a_head_adds_a_user_to_the_own_office_but_no_administrator(as_user):
    client = as_user(make_user(Role.HEAD))
    new = "/en/workspace/users/new/"
    facts = {"name": "New One", "email": "new@kelisim.example", "language": "kk", "office": "turkistan"}
    assert client.get(new).status_code == 200
    refused = client.post(new, facts | {"role": "administrator"})
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["role"])
    assert client.post(new, facts | {"role": "officer"}).status_code == 302
    assert "New One" in client.get("/en/workspace/users/?q=new").text
    assert as_user(make_user(Role.OFFICER)).get(new).status_code == 403


def test_a_user_is_switched_off(as_user):
    colleague = make_user(Role.OFFICER)
    here = f"/en/workspace/users/{colleague.public_id}/"
    client = as_user(make_user(Role.HEAD))
    assert client.get(f"{here}edit/").status_code == 200
    assert client.post(f"{here}edit/", {"name": "Gone", "role": "officer", "language": "en"}).status_code == 302
    colleague.refresh_from_db()
    assert (colleague.name, colleague.is_active) == ("Gone", False)


def test_only_an_administrator_opens_an_office(as_user):
    new = "/en/workspace/offices/new/"
    assert as_user(make_user(Role.HEAD)).get(new).status_code == 403
    make_zone()
    client = as_user(make_user(Role.ADMINISTRATOR))
    assert client.get(new).status_code == 200
    answer = client.post(new, {"name_en": "Office of Aktobe", "slug": "aktobe", "area_codes": ["KZ-61"]})
    assert answer.status_code == 302, answer.context["form"].errors
    assert client.get(answer["Location"]).status_code == 200


def test_a_token_is_shown_once_and_ended(as_user):
    user = make_user(Role.OFFICER)
    client, other = as_user(user), as_user(make_user(Role.HEAD))
    answer = client.post("/en/workspace/tokens/", {"name": "Monthly report"})
    secret, token = answer.context["secret"], user.tokens.get()
    assert secret in answer.text
    assert secret not in client.get("/en/workspace/tokens/").text
    revoke = f"/en/workspace/tokens/{token.pk}/revoke/"
    assert [other.post(revoke).status_code, client.get(revoke).status_code, client.post(revoke).status_code] == [
        404,
        405,
        302,
    ]
    token.refresh_from_db()
    assert token.revoked_at is not None
