"""Zones and what belongs to them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from kelisim.accounts.models import Role
from kelisim.common.queries import history_of
from kelisim.zones import services
from kelisim.zones.models import Application, Plot, Zone
from kelisim.zones.queries import capacities_on, hectares_by_state, plots_for_list, tariffs_on, zones_for_list
from tests.factories import (
    PUBLISHED,
    make_area,
    make_office,
    make_organisation,
    make_plot,
    make_user,
    make_zone,
    make_zone_manager,
)

pytestmark = pytest.mark.django_db


def test_zone_manager_keeps_the_parts_of_the_own_zone_and_of_no_other():
    zone, other = make_zone(), make_zone()
    manager = make_zone_manager(zone)
    plot = services.create_plot(zone, number="1", hectares=Decimal(2), by=manager)
    services.edit_plot(plot, state="reserved", by=manager)
    assert history_of(plot)[0].pgh_context.metadata == {"user": manager.pk, "action": "zones.edit_plot"}
    for refused in (
        lambda: services.create_plot(other, number="1", hectares=Decimal(2), by=manager),
        lambda: services.edit_plot(make_plot(other), state="reserved", by=manager),
        lambda: services.archive_zone(zone, by=manager),
        lambda: services.publish_zone(zone, by=manager),
        lambda: services.create_zone(zone.office, slug="mine", by=manager),
    ):
        with pytest.raises(PermissionDenied):
            refused()


def test_zone_manager_who_was_removed_keeps_nothing():
    zone = make_zone()
    manager = make_zone_manager(zone)
    services.remove_manager(zone.managers.get(), by=make_user(Role.HEAD))
    with pytest.raises(PermissionDenied):
        services.create_plot(zone, number="1", hectares=Decimal(2), by=manager)
    assert not Zone.objects.visible_to(manager).exists()


@pytest.mark.parametrize("role", Role.values)
def test_create_zone_is_for_the_desk_and_administrators(role: str):
    user = make_user(role)
    facts = {"slug": "park", "kind": "park", "name": {"en": "Park"}, "area": make_area()}
    if role in (Role.OFFICER, Role.HEAD, Role.ADMINISTRATOR):
        assert services.create_zone(make_office(), **facts, by=user).slug == "park"
    else:
        with pytest.raises(PermissionDenied):
            services.create_zone(make_office(), **facts, by=user)


def test_plots_are_public_with_their_zone_and_applications_never():
    draft, released = make_zone(), make_zone(published_at=PUBLISHED)
    hidden, shown = make_plot(draft), make_plot(released)
    services.create_application(
        released,
        organisation=make_organisation(),
        purpose={"en": "Hall"},
        handed_in_on=date(2026, 1, 1),
        by=make_user(),
    )
    assert list(Plot.objects.visible_to(None)) == [shown]
    assert (Application.objects.visible_to(None).count(), Application.objects.visible_to(make_user()).count()) == (0, 1)
    stranger = make_user(office=make_office("jambyl"))
    assert list(plots_for_list(stranger)) == [shown]
    assert set(plots_for_list(make_user())) == {hidden, shown}


@pytest.mark.parametrize(
    ("facts", "fields"),
    [
        ({"hectares": Decimal(0)}, {"hectares"}),
        ({"hectares": Decimal(-1)}, {"hectares"}),
        ({"hazard_class": 9}, {"hazard_class"}),
        ({"outline": [[0, 0], [1, 1]]}, {"outline"}),
        ({"outline": "square"}, {"outline"}),
        ({"number": "7"}, {"number"}),
        ({"state": "sold"}, {"state"}),
    ],
)
def test_bad_facts_of_a_plot_are_refused_beside_their_field(facts: dict, fields: set[str]):
    zone = make_zone()
    make_plot(zone, number="7")
    with pytest.raises(ValidationError) as refused:
        services.create_plot(zone, **{"number": "8", "hectares": Decimal(2), **facts}, by=make_user())
    assert set(refused.value.message_dict) == fields


def test_database_keeps_the_numbers_of_plots_and_their_size():
    first = make_plot(number="7")
    other = make_plot(first.zone, number="8")
    for facts in ({"number": "7"}, {"hectares": 0}, {"hazard_class": 9}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Plot.everything.filter(pk=other.pk).update(**facts)


def test_plots_of_other_zones_are_refused_everywhere():
    zone, elsewhere, officer = make_zone(), make_plot(), make_user()
    with pytest.raises(ValidationError) as refused:
        services.create_building(zone, number="1", square_metres=Decimal(10), plot=elsewhere, by=officer)
    assert set(refused.value.message_dict) == {"plot"}
    with pytest.raises(ValidationError) as refused:
        services.create_resident(zone, organisation=make_organisation(), plots=[elsewhere], by=officer)
    assert set(refused.value.message_dict) == {"plots"}
    assert not zone.residents.exists()


def test_resident_holds_the_plots_that_were_given_last():
    zone, officer = make_zone(), make_user()
    first, second = make_plot(zone), make_plot(zone)
    resident = services.create_resident(zone, organisation=make_organisation(), plots=[first], by=officer)
    services.edit_resident(resident, plots=[second], by=officer)
    assert list(resident.plots.all()) == [second]


def test_tariffs_and_capacities_are_those_of_the_day():
    zone, officer = make_zone(), make_user()
    old = services.create_tariff(
        zone, kind="power", amount=Decimal(20), currency="KZT", end=date(2025, 12, 31), by=officer
    )
    new = services.create_tariff(
        zone, kind="power", amount=Decimal(25), currency="KZT", start=date(2026, 1, 1), by=officer
    )
    power = services.create_utility(zone, kind="power", capacity=Decimal(40), start=date(2026, 7, 1), by=officer)
    assert [list(tariffs_on(zone, date(year, 1, 1))) for year in (2025, 2026)] == [[old], [new]]
    assert [list(capacities_on(zone, date(2026, month, 1))) for month in (6, 7)] == [[], [power]]


def test_declined_application_needs_a_reason():
    zone, officer = make_zone(), make_user()
    application = services.create_application(
        zone, organisation=make_organisation(), purpose={"en": "Hall"}, handed_in_on=date(2026, 1, 5), by=officer
    )
    with pytest.raises(ValidationError) as refused:
        services.decide_application(application, state="declined", on=date(2026, 1, 9), by=officer)
    assert set(refused.value.message_dict) == {"reason"}
    services.decide_application(
        application, state="declined", on=date(2026, 1, 9), reason={"en": "No power"}, by=officer
    )
    assert application.state == "declined"


def test_archive_zone_hides_it_and_its_plots_from_the_public():
    zone, officer = make_zone(published_at=PUBLISHED), make_user()
    plot = make_plot(zone)
    services.archive_zone(zone, by=officer)
    assert (list(Zone.objects.all()), list(Plot.objects.visible_to(None))) == ([], [])
    services.restore_zone(zone, by=officer)
    assert (list(Zone.objects.all()), list(Plot.objects.visible_to(None))) == ([zone], [plot])


def test_list_of_zones_counts_plots_in_one_query(django_assert_num_queries):
    zone, officer = make_zone(), make_user()
    make_plot(zone)
    make_plot(zone, state="occupied", hectares=Decimal(5))
    make_plot(zone, archived_at=PUBLISHED)
    make_zone()
    with django_assert_num_queries(1):
        rows = [(row.plot_count, row.open_plot_count, row.area.code, row.manager) for row in zones_for_list(officer)]
    assert rows == [(2, 1, "KZ-61", None), (0, 0, "KZ-61", None)]
    assert hectares_by_state(zone) == {"open": (1, Decimal(2)), "occupied": (1, Decimal(5))}
