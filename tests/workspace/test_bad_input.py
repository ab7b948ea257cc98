"""What is typed wrong gets an answer beside the field in the user's language, and what was typed stays."""

from __future__ import annotations

import re

import pytest

from kelisim.accounts.models import Role
from kelisim.agreements.models import Agreement
from kelisim.parties.models import Organisation
from tests.factories import make_agreement, make_area, make_office, make_organisation, make_user

pytestmark = pytest.mark.django_db
NEW = "/en/workspace/agreements/new/"
SOUND = {"kind": "memorandum", "title_en": "A greenhouse", "state": "draft", "area": "KZ-61", "office": "turkistan"}


@pytest.fixture
def officer(as_user):
    make_area("KZ-61")
    return as_user(make_user(Role.OFFICER))


def refused(client, address=NEW, **changes):
    """The faults by field; the page shows again what was typed, and nothing was stored."""
    answer = client.post(address, SOUND | changes)
    assert answer.status_code == 422
    assert "summary-error" in answer.text
    assert Agreement.everything.count() == 0
    return answer, {name: " ".join(errors) for name, errors in answer.context["form"].errors.items()}


def test_an_end_before_the_start(officer):
    answer, faults = refused(officer, start="2026-05-01", end="2026-04-01")
    assert "lies before" in faults["end"]
    assert 'value="2026-05-01"' in answer.text
    assert 'value="2026-04-01"' in answer.text


def test_a_negative_amount(officer):
    answer, faults = refused(officer, amount="-5", currency="KZT")
    assert list(faults) == ["amount"]
    assert 'value="-5"' in answer.text


@pytest.mark.parametrize("currency", ["ABC", "tenge", "12"])
def test_a_currency_that_does_not_exist(officer, currency):
    answer, faults = refused(officer, amount="5", currency=currency)
    assert "is not a currency" in faults["currency"]
    assert "Say in which" not in faults["currency"]
    assert f'value="{currency}"' in answer.text


def test_an_amount_without_a_currency_and_one_that_is_no_number(officer):
    assert list(refused(officer, amount="5")[1]) == ["currency"]
    answer, faults = refused(officer, amount="five", currency="KZT")
    assert list(faults) == ["amount"]
    assert 'value="five"' in answer.text


@pytest.mark.parametrize("day", ["20205-01-01", "01.01.20205", "2026-02-30", "1899-12-31", "2201-01-01", "tomorrow"])
def test_a_day_that_cannot_be(officer, day):
    answer, faults = refused(officer, signed_on=day)
    assert list(faults) == ["signed_on"]
    assert f'value="{day}"' in answer.text


def test_a_moment_that_cannot_be_stays_as_it_was_typed(officer):
    here = f"/en/workspace/organisations/{make_organisation().public_id}/record_dialogue/"
    answer = officer.post(here, {"kind": "call", "happened_at": "30.02.2026 9 o'clock", "summary_en": "They asked."})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["happened_at"])
    assert "Write a day and an hour, such as 22.11.2026 14:05." in answer.text
    assert '<input type="text" name="happened_at" value="30.02.2026 9 o&#x27;clock"' in answer.text


def test_ten_thousand_characters_in_a_title(officer):
    answer, faults = refused(officer, title_en="x" * 10_000)
    assert list(faults) == ["title"]
    assert "x" * 10_000 in answer.text


def test_a_script_is_shown_as_it_was_written(officer):
    answer = officer.post(NEW, SOUND | {"title_en": "<script>alert(1)</script>"})
    assert answer.status_code == 302
    page = officer.get(answer["Location"]).text + officer.get("/en/workspace/agreements/").text
    assert "<script>alert(1)</script>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert(2)" not in officer.post(NEW, SOUND | {"event": "<script>alert(2)</script>"}).text


def test_a_null_character_and_an_amount_beyond_all_measure(officer):
    assert list(refused(officer, title_en="a\x00b")[1]) == ["title"]
    assert list(refused(officer, amount="9" * 40, currency="KZT")[1]) == ["amount"]


def test_a_wrong_bin(officer):
    for number, word in (("123", "length"), ("12345678901x", "digits"), ("200140000011", "")):
        answer = officer.post("/en/workspace/organisations/new/", {"name": "Sample", "kind": "company", "bin": number})
        assert answer.status_code == 422, word
        assert list(answer.context["form"].errors) == ["bin"]
        assert f'value="{number}"' in answer.text
    assert not Organisation.objects.exists()


def test_answers_come_in_the_language_of_the_page(officer):
    answer = officer.post("/kk/workspace/agreements/new/", SOUND | {"currency": "ABC", "amount": "1"})
    assert answer.status_code == 422
    assert "is not a currency" not in answer.text


@pytest.mark.parametrize("name", ["event", "meeting"])
def test_a_record_that_is_not_there_or_not_to_be_seen(officer, name):
    hidden = make_agreement(office=make_office("aktobe"), title={"en": "Hidden draft"})
    for text in ("Hidden draft", str(hidden.public_id), f"x #{str(hidden.public_id)[-8:]}", "no such thing"):
        answer = officer.post(NEW, SOUND | {name: text})
        assert answer.status_code == 422
        assert list(answer.context["form"].errors) == [name]


def test_an_office_that_is_not_ones_own(officer):
    make_office("aktobe")
    answer = officer.post(NEW, SOUND | {"office": "aktobe"})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["office"])
    assert not Agreement.everything.exists()
    assert '<select name="office"' in answer.text, "the choice is shown, so that it can be put right"


def test_an_area_and_a_state_that_do_not_exist(officer):
    assert set(refused(officer, area="XX", state="nonsense")[1]) == {"area", "state"}


def test_a_name_that_fits_several_is_told_apart(officer):
    from kelisim.common.services import index

    agreement = make_agreement()
    first, second = make_organisation(name="Sample Glass"), make_organisation(name="Sample Glass")
    index(first)
    index(second)
    here = f"/en/workspace/agreements/{agreement.public_id}/add_party/"
    answer = officer.post(here, {"organisation": "Sample Glass", "role": "investor"})
    assert "fits several" in answer.context["form"].errors["organisation"][0]
    told = f"Sample Glass #{str(second.public_id)[-8:]}"
    assert told in answer.context["form"].errors["organisation"][0]
    assert officer.post(here, {"organisation": told, "role": "investor"}).status_code == 302
    assert [party.organisation for party in agreement.parties.all()] == [second]


def test_a_stale_edit_shows_theirs_beside_mine_and_keeps_mine(officer, as_user):
    agreement = make_agreement(title={"en": "As it was"})
    here, colleague = f"/en/workspace/agreements/{agreement.public_id}/edit/", as_user(make_user(Role.HEAD))
    assert colleague.post(here, SOUND | {"version": "1", "title_en": "Theirs"}).status_code == 302
    answer = officer.post(here, SOUND | {"version": "1", "title_en": "Mine"})
    assert answer.status_code == 409
    assert [(each.label, each.theirs, each.yours) for each in answer.context["stale"]["differences"]] == [
        ("Title", "en: Theirs", "en: Mine")
    ]
    assert answer.context["stale"]["who"].startswith("head")
    assert 'name="version" value="2"' in answer.text
    agreement.refresh_from_db()
    assert agreement.title == {"en": "Theirs"}
    assert officer.post(here, SOUND | {"version": "2", "title_en": "Mine"}).status_code == 302


@pytest.mark.parametrize("version", [None, "", "x", "-1", "999999999999999999999"])
def test_an_edit_without_a_sound_version_is_not_saved(officer, version):
    agreement = make_agreement(title={"en": "As it was"})
    sent = SOUND | {"title_en": "Mine"} | ({} if version is None else {"version": version})
    answer = officer.post(f"/en/workspace/agreements/{agreement.public_id}/edit/", sent)
    assert answer.status_code in (409, 422)
    assert "Mine" in answer.text
    agreement.refresh_from_db()
    assert agreement.title == {"en": "As it was"}


FAULTS = [
    ("agreements", {"currency": "ABC", "amount": "1"}),
    ("agreements", {"amount": "-5", "currency": "KZT"}),
    ("agreements", {"amount": "five", "currency": "KZT"}),
    ("agreements", {"amount": "9" * 40, "currency": "KZT"}),
    ("agreements", {"start": "2026-05-01", "end": "2026-04-01"}),
    ("agreements", {"signed_on": "20205-01-01"}),
    ("agreements", {"title_en": "x" * 10_000}),
    ("agreements", {"title_en": "a\x00b"}),
    ("agreements", {"title_en": ""}),
    ("agreements", {"area": "XX"}),
    ("agreements", {"office": "aktobe"}),
    ("agreements", {"event": "no such thing"}),
    ("organisations", {"name": "x" * 10_000}),
    ("organisations", {"bin": "200140000011"}),
    ("organisations", {"bin": "12345678901x"}),
    ("organisations", {"lei": "123"}),
    ("organisations", {"website": "no address"}),
    ("zones", {"hectares": "-1"}),
    ("zones", {"slug": "Бұл мекенжай емес"}),
    ("events", {"time_zone": "Mars/Olympus"}),
]
SOUND_OF = {
    "agreements": SOUND,
    "organisations": {"name": "Sample", "kind": "company"},
    "zones": {"name_en": "Zone", "kind": "industrial", "area": "KZ-61", "office": "turkistan"},
    "events": {
        "title_en": "Forum",
        "kind": "forum",
        "area": "KZ-61",
        "office": "turkistan",
        "time_zone": "Asia/Almaty",
    },
}


@pytest.mark.parametrize("language", ["kk", "ru"])
@pytest.mark.parametrize(("plural", "typed"), FAULTS, ids=lambda part: str(part)[:40])
def test_every_refusal_is_told_beside_its_field_in_the_language_of_the_page(officer, language, plural, typed):
    answer = officer.post(f"/{language}/workspace/{plural}/new/", SOUND_OF[plural] | typed)
    assert answer.status_code == 422
    form = answer.context["form"]
    assert form.errors
    for name, errors in form.errors.items():
        assert name in form.fields, name
        for error in errors:
            told = error
            for word in (
                *typed.values(),
                "ISO",
                "KZT",
                "USD",
                "EUR",
                "CNY",
                "TRY",
                "LEI",
                "Asia/Almaty",
                "Europe/Istanbul",
                "https://company.example",
            ):
                told = told.replace(word, "") if word else told
            assert not re.search("[A-Za-z]{3,}", told), error


def test_a_script_in_a_name_and_in_a_search_is_shown_as_it_was_written(officer):
    evil = "<script>alert(1)</script>"
    here = officer.post("/en/workspace/organisations/new/", {"name": evil, "kind": "company"})["Location"]
    pages = [
        officer.get(page).text for page in (here, f"{here}edit/", f"{here}history/", "/en/workspace/organisations/")
    ]
    pages.append(officer.get("/en/workspace/organisations/", {"q": evil, "kind": evil}).text)
    pages.append(officer.get("/en/workspace/suggest/organisation/", {"q": "script"}).text)
    for page in pages:
        assert evil not in page
