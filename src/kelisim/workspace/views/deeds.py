"""What settles a duty of my day: the word on its button and the page to which that leads."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy

from kelisim.overview.day import Duty

DEEDS = {
    "commitment": ("agreement_settle_commitment", gettext_lazy("Settle")),
    "dialogue": ("organisation_finish_dialogue", gettext_lazy("Done")),
    "lesson": ("event_finish_lesson", gettext_lazy("Done")),
    "lead": ("event_finish_lead", gettext_lazy("Done")),
    "study": ("proposal_finish_proposal_step", gettext_lazy("Done")),
    "decision": ("proposal_decide_proposal", gettext_lazy("Decide")),
    "case": ("case_add_message", gettext_lazy("Answer")),
    "escalation": ("case_note_escalation", gettext_lazy("Take note")),
    "unowned": ("case_take_case", gettext_lazy("I answer for it")),
    "confirmation": ("project_confirm", gettext_lazy("Confirm")),
    "meeting": ("meeting", gettext_lazy("To the meeting")),
    "project": ("project", gettext_lazy("To the project")),
}
TALKS = {
    "aftercare": ("visit", gettext_lazy("Record a visit")),
    "silence": ("", gettext_lazy("Record a talk")),
}


def deed_of(duty: Duty) -> tuple[str, str]:
    """The word and the address, from which one comes back to my day; nothing where the record has no deed of the kind."""
    if duty.kind in TALKS:
        talk, label = TALKS[duty.kind]
        query = {"organisation": duty.record.public_id} | ({"kind": talk} if talk else {})
        return str(label), f"{reverse('workspace:dialogue_new')}?{urlencode(query)}"
    if duty.kind not in DEEDS:
        return "", ""
    name, label = DEEDS[duty.kind]
    keys = {"public_id": duty.record.public_id}
    if duty.part.pk != duty.record.pk or type(duty.part) is not type(duty.record):
        keys["part_id"] = duty.part.public_id
    then = urlencode({"then": reverse("workspace:my_day")})
    return str(label), f"{reverse(f'workspace:{name}', kwargs=keys)}?{then}"
