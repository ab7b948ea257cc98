"""Addresses of events in the workspace beside those that every record has."""

from django.urls import path, re_path

from kelisim.workspace.views import (
    attendance,
    ceremony,
    event_invitations,
    event_people,
    event_programme,
    offline,
    trips,
)

ONE = "events/<uuid:public_id>/"
FILE, END = r"^events/(?P<public_id>[0-9a-f-]{36})/", r"/export\.(?P<form>xlsx|csv)$"
urlpatterns = [
    path("worker.js", offline.worker, name="worker"),
    path(f"{ONE}programme/", event_programme.event_programme, name="event_programme"),
    path(f"{ONE}programme/release/", event_programme.release_programme, name="event_release_programme"),
    path(
        f"{ONE}programme/appearances/<uuid:part_id>/hand_on/",
        event_programme.event_hand_on_appearance,
        name="event_hand_on_appearance",
    ),
    path(f"{ONE}ceremony/<uuid:part_id>/", ceremony.event_ceremony, name="event_ceremony"),
    re_path(
        r"^events/(?P<public_id>[0-9a-f-]{36})/ceremony/(?P<part_id>[0-9a-f-]{36})/(?P<paper_id>[0-9a-f-]{36})/"
        r"(?P<verb>sign|up|down|take_away)/$",
        ceremony.event_ceremony_paper,
        name="event_ceremony_paper",
    ),
    path(f"{ONE}people/", event_people.event_people, name="event_people"),
    re_path(f"{FILE}people{END}", event_people.event_people, name="event_people_export"),
    path(f"{ONE}invitations/", event_invitations.event_invitations, name="event_invitations"),
    re_path(f"{FILE}invitations{END}", event_invitations.event_invitations, name="event_invitations_export"),
    path(f"{ONE}invitations/send/", event_invitations.send_invitations, name="event_send_invitations"),
    path(f"{ONE}invitations/<uuid:part_id>/send/", event_invitations.send_invitation, name="event_send_invitation"),
    path(f"{ONE}attendance/", attendance.event_attendance, name="event_attendance"),
    path(f"{ONE}check-in/", attendance.event_door, name="event_door"),
    path(f"{ONE}badges.pdf", attendance.event_badges, name="event_badges"),
    path(f"{ONE}trip/", trips.event_trip, name="event_trip"),
    path(f"{ONE}trip/write/", trips.write_report, name="event_write_report"),
    path(f"{ONE}notes/", trips.event_notes, name="event_notes"),
]
