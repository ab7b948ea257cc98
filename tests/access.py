"""The world in which `test_access.py` asks every address: one draft of each kind, users of each role."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.db import transaction
from django.template.backends.django import Template
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from kelisim.accounts.models import Role, Token
from kelisim.agreements.models import AgreementFile, AgreementPair, AgreementSignature, CeremonyPaper
from kelisim.cases.models import Escalation
from kelisim.common.ledger import Publishable
from kelisim.common.models import Job
from kelisim.events.models import (
    Absence,
    Appearance,
    Delegation,
    Disruption,
    Lead,
    Lesson,
    Meeting,
    MeetingRequest,
    MeetingSlot,
    ProgrammeItem,
    Room,
    Stand,
    Timetable,
    TripNote,
)
from kelisim.parties.models import Position
from kelisim.press.models import Mention, Unclear
from kelisim.projects.models import (
    Confirmation,
    JobsPlan,
    ProjectAmount,
    ProjectLog,
    ProjectRisk,
    ProposalFile,
    ProposalStep,
    StageDate,
)
from kelisim.zones.models import ZoneManager
from tests import factories as make

ROLES = ("guest", "investor", "zone", "officer", "other", "head", "analyst", "agency", "admin")
OTHER_WORDS = {"zone": Role.ZONE_MANAGER, "admin": Role.ADMINISTRATOR}


@cache
def every_address() -> tuple[str, ...]:
    """The names of all addresses, each once."""
    return tuple(sorted(set(_names(get_resolver().url_patterns))))


def _names(patterns: list[Any], space: str = "") -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name}"
        else:
            yield from _names(pattern.url_patterns, f"{pattern.namespace}:" if pattern.namespace else space)


def client_of(role: str) -> Client:
    """A browser of somebody with this role; staff have their second factor."""
    client = Client()
    if role == "guest":
        return client
    facts = {"office": make.make_office("aktobe")} if role == "other" else {}
    user = make.make_user("officer" if role == "other" else OTHER_WORDS.get(role, role), **facts)
    Authenticator.objects.create(user=user, type="totp", data={"secret": generate_totp_secret()})
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


class World:
    """A draft of each kind in the office of Turkistan, and the parts that addresses name."""

    def __init__(self) -> None:
        self.zone = make.make_zone()
        self.agreement = make.make_agreement(parties=2)
        self.event = make.make_event()
        self.article = make.make_article()
        self.claim = make.make_claim(self.article)
        version = self.article.versions.get()
        self.place = Unclear.objects.create(version_of=version, offset=0, length=3, quote="Обл", why="time_unknown")
        self.mention = Mention.objects.create(
            version_of=version, kind="organisation", name="Named", quote="Named", offset=0, length=5
        )
        self.records = {
            "organisation": make.make_organisation(),
            "person": make.make_person(),
            "area": make.make_area("KZ-61"),
            "dialogue": make.make_dialogue(),
            "event": self.event,
            "agreement": self.agreement,
            "project": make.make_project(),
            "proposal": make.make_proposal(state="handed_in", handed_in_on=date(2026, 3, 2)),
            "case_category": make.make_case_category(),
            "escalation_rule": make.make_escalation_rule(),
            "study_procedure": make.make_procedure(3),
            "case": make.make_case(),
            "own_proposal": make.make_proposal(),
            "own_case": make.make_case(),
            "calendar_day": make.make_calendar_day(),
            "calculation_index": make.make_calculation_index(),
            "pool_rule": make.make_pool_rule(),
            "sheet_import": make.make_sheet_import(),
            "zone": self.zone,
            "plot": make.make_plot(self.zone),
            "indicator": make.make_indicator(),
            "target": make.make_target(),
            "observation": make.make_observation(),
            "article": self.article,
            "feed": make.make_feed(),
            "user": make.make_user(),
            "office": make.make_office(),
        }
        make.make_area("TR")
        self.parts = self._parts() | self._parts_of_meetings()
        ends = datetime(2200, 1, 1, tzinfo=UTC)
        self.job = Job.objects.create(
            kind="press.none", key="a", title={"en": "Read"}, by=make.make_user(), office=make.make_office()
        )
        self.records["job"] = self.job
        self.token = Token.objects.create(user=make.make_user(), name="a script", digest="0" * 64, expires_at=ends)

    def _parts(self) -> dict[str, Any]:
        """By the last words of an address: the part that it names."""
        officer, day = make.make_user(), date(2026, 3, 1)
        agreement, event, project = self.agreement, self.event, self.records["project"]
        moment = datetime(2026, 3, 1, 9, tzinfo=UTC)
        commitment = make.make_commitment(agreement)
        dialogue = make.make_dialogue(organisation=self.records["organisation"])
        participation = make.make_participation(event)
        lesson = Lesson.objects.create(event=event, text={"en": "Learnt"})
        lead = Lead.objects.create(event=event, organisation=self.records["organisation"], text={"en": "Wants land"})
        note = TripNote.objects.create(event=event, author=officer, written_at=moment, text="Seen")
        delegation = Delegation.objects.create(event=event, name={"en": "Delegation"})
        stand = Stand.objects.create(event=event, number="A1")
        room = Room.objects.create(event=event, name="Hall A")
        invitation = make.make_invitation(event, state="sent")
        item = ProgrammeItem.objects.create(
            event=event, kind="panel", title={"en": "Panel"}, starts_at=moment, ends_at=moment + timedelta(hours=1)
        )
        ceremony = ProgrammeItem.objects.create(
            event=event, kind="ceremony", title={"en": "Signing"}, starts_at=moment, ends_at=moment + timedelta(hours=1)
        )
        self.paper = CeremonyPaper.objects.create(agreement=agreement, item=ceremony)
        return {
            "edit_commitment": commitment,
            "settle_commitment": commitment,
            "remove_party": agreement.parties.first(),
            "forget_verdict": AgreementPair.objects.create(
                agreement=agreement, other=make.make_agreement(), verdict="different", by=officer
            ),
            "agreement_compare": make.make_agreement(),
            "_signature": AgreementSignature.objects.create(agreement=agreement, file=make.make_file()),
            "remove_file": AgreementFile.objects.create(agreement=agreement, file=make.make_file()),
            "edit_dialogue": dialogue,
            "finish_dialogue": dialogue,
            "edit_participation": participation,
            "check_in": participation,
            "edit_lesson": lesson,
            "finish_lesson": lesson,
            "edit_lead": lead,
            "finish_lead": lead,
            "edit_note": note,
            "archive_note": note,
            "edit_delegation": delegation,
            "edit_stand": stand,
            "archive_stand": stand,
            "edit_room": room,
            "archive_room": room,
            "edit_invitation": invitation,
            "revoke_invitation": invitation,
            "renew_invitation": invitation,
            "send_invitation": invitation,
            "invitation_strike": participation,
            "event_ceremony": ceremony,
            "event_ceremony_paper": ceremony,
            "edit_programme_item": item,
            "archive_programme_item": item,
            "add_appearance": item,
            "remove_appearance": Appearance.objects.create(item=item, participation=participation),
            "hand_on_appearance": Appearance.objects.create(item=item, participation=participation, role="moderator"),
            "edit_position": Position.objects.create(
                person=self.records["person"], organisation=self.records["organisation"], title={"en": "Head"}
            ),
            "edit_log_entry": ProjectLog.objects.create(project=project, day=day, text={"en": "Begun"}, author=officer),
            "_amount": ProjectAmount.objects.create(project=project, amount=1, currency="KZT"),
            "_jobs_plan": JobsPlan.objects.create(project=project, day=day, jobs=1),
            "edit_risk": ProjectRisk.objects.create(project=project, kind="land", text={"en": "No road"}),
            "edit_stage_date": StageDate.objects.create(project=project, stage="idea", planned=day),
            "refuse_confirmation": Confirmation.objects.create(
                project=project, milestone="launch", day=day, reference="No. 2", claimed_by=officer
            ),
            "confirm": Confirmation.objects.create(
                project=project, milestone="launch", day=day, reference="No. 1", claimed_by=officer
            ),
            "edit_procedure_step": self.records["study_procedure"].steps.get(),
            "remove_procedure_step": self.records["study_procedure"].steps.get(),
            "finish_proposal_step": self._study_step(),
            "edit_proposal_step": self._study_step(),
            "remove_proposal_file": ProposalFile.objects.create(
                proposal=self.records["own_proposal"], file=make.make_file()
            ),
            "note_escalation": Escalation.objects.create(
                case=self.records["case"],
                level="head",
                rule=self.records["escalation_rule"],
                person=make.make_user(Role.HEAD),
                days=5,
            ),
            "remove_manager": ZoneManager.objects.create(zone=self.zone, user=make.make_user(Role.ZONE_MANAGER)),
        }

    def _study_step(self) -> ProposalStep:
        proposal = self.records["proposal"]
        return ProposalStep.objects.create(proposal=proposal, title={"en": "Study"}, due=date(2026, 3, 20))

    def _parts_of_meetings(self) -> dict[str, Any]:
        """A draft of a timetable with a meeting, the wish behind it, and what happened to it."""
        event, starts, ends = self.event, datetime(2026, 5, 12, 9, tzinfo=UTC), datetime(2026, 5, 12, 10, tzinfo=UTC)
        one, other = make.make_participation(event), make.make_participation(event)
        wish = MeetingRequest.objects.create(event=event, asked_by=one, asked=other)
        timetable = Timetable.objects.create(event=event, number=1)
        hours = {"starts_at": starts, "ends_at": ends}
        meeting = Meeting.objects.create(event=event, timetable=timetable, request=wish, **hours)
        self.records |= {"meeting": meeting, "own_meeting": one, "own_calendar": one}
        disruption = Disruption.objects.create(
            event=event, timetable=timetable, kind="late", participation=one, starts_at=starts
        )
        return {
            "event_meeting_slot_remove": MeetingSlot.objects.create(event=event, **hours),
            "event_wish_answer": wish,
            "event_timetable_seat": wish,
            "event_timetable_meeting": meeting,
            "event_timetable_clashes": meeting,
            "event_timetable_lock": meeting,
            "event_timetable_take_out": meeting,
            "event_disruption": disruption,
            "event_disruption_decide": disruption,
            "own_meeting_ask": other,
            "own_meeting_answer": wish,
            "own_meeting_why": wish,
            "event_meeting_person": one,
            "participant_late": meeting,
            "event_absence_remove": Absence.objects.create(event=event, participation=one, **hours),
        }

    def publish(self) -> None:
        """Release every record that an office releases."""
        for record in self.records.values():
            if isinstance(record, Publishable):
                type(record).objects.filter(pk=record.pk).update(published_at=make.PUBLISHED)

    def address(self, name: str) -> str:
        """The address of that name with the keys of this world."""
        return reverse(name, kwargs=self._keys(name))

    def _keys(self, name: str) -> dict[str, Any]:
        space, _colon, short = name.rpartition(":")
        wanted = _parameters(name)
        noun = next((noun for noun in sorted(self.records, key=len, reverse=True) if short.startswith(noun)), "")
        if short.startswith(("claim_", "place_", "mention_")):
            noun = "article"
        noun = "project" if short == "thread" else noun
        record = self.records.get(noun)
        values: dict[str, Any] = {
            "public_id": record.public_id if record else make.make_source().public_id,
            "slug": getattr(record, "slug", "draft"),
            "name": "organisation",
            "form": "csv",
            "kind": "project" if short == "thread" else "csv",
            "claim_id": self.claim.public_id,
            "paper_id": self.paper.public_id,
            "verb": "up",
            "place_id": self.place.public_id,
            "mention_id": self.mention.public_id,
            "part_id": next(
                (part.public_id for end, part in self.parts.items() if short.endswith(end)), self.claim.public_id
            ),
            "pk": self.token.pk,
            "secret": "unknown",
            "rest": "nothing",
            "uidb36": "1",
            "key": "set-password",
            "section": "pages",
            "number": 1,
            "code": self._code(short),
        }
        if short == "aftercare_schedule":
            values |= {"slug": "turkistan", "public_id": self.records["organisation"].public_id}
        if short == "plots" or (space == "api" and short == "zone"):
            values["slug"] = self.zone.slug
        if space == "api" and short == "claim":
            values["public_id"] = self.claim.public_id
        if space == "portal" and short == "claims":
            values["slug"] = self.article.slug
        return {key: values[key] for key in wanted}

    def _code(self, short: str) -> str:
        if short in ("indicator", "series"):
            return self.records["indicator"].code
        return "TR" if short == "country" else "KZ-61"


def is_of_one(name: str) -> bool:
    """Whether an address names a record of the ledger, and is not a list or a form for a new one."""
    return bool({"public_id", "slug", "pk"} & set(_parameters(name)))


def _parameters(name: str) -> list[str]:
    return next(iter(_possible(name)), [])


def _possible(name: str) -> Iterator[list[str]]:
    space, _colon, short = name.rpartition(":")
    resolver = get_resolver()
    if space:
        _prefix, resolver = resolver.namespace_dict[space]
    for possibility in resolver.reverse_dict.getlist(short):
        for _pattern, parameters in possibility[0]:
            yield list(parameters)


class Drawing:
    """Spares what tells nothing new: a page is drawn for one who may open it; for the others, to whom the same view answers, each
    template is drawn once a role. Whatever the view asks and decides is done every time.
    """

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.role, self.is_whole, self._drawn = "", True, set[tuple[str, str]]()
        draw = Template.render

        def render(template: Template, context: Any = None, request: Any = None) -> str:
            key = (self.role, str(template.template.name))
            if request is not None and not self.is_whole and key in self._drawn:
                return "drawn before"
            self._drawn.add(key)
            return draw(template, context, request)

        patch.setattr(Template, "render", render)

    def begin(self, role: str, answers: list[str]) -> None:
        """This role asks next, of a row with these answers: the page is drawn for the last role that may open it."""
        self.role = role
        self.is_whole = answers[ROLES.index(role)] == "200" and "200" not in answers[ROLES.index(role) + 1 :]


def answer(client: Client, address: str, method: str = "GET") -> str:
    """What is answered: the status, and `in` where it leads to signing in. Nothing that it changed stays."""
    with transaction.atomic():
        response = client.generic(method, address)
        transaction.set_rollback(True)
    if response.status_code == 302 and "/accounts/login/" in response["Location"]:
        return "in"
    return str(response.status_code)
