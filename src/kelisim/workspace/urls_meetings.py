"""Addresses of meetings in the workspace: those of an event for the office, those of a participant."""

from django.urls import path, re_path

from kelisim.workspace.views import disruptions, meeting_lists, meetings, outcomes, own_meetings, timetables

ONE = "events/<uuid:public_id>/"
FILE, END = r"^events/(?P<public_id>[0-9a-f-]{36})/meetings/", r"export\.(?P<form>xlsx|csv)$"
VERSION = f"{ONE}timetables/<int:number>/"
PLACED = f"{VERSION}meetings/<uuid:part_id>/"
OWN = "own/meetings/<uuid:public_id>/"
urlpatterns = [
    path(f"{ONE}meetings/", meetings.event_meetings, name="event_meetings"),
    path(f"{ONE}meetings/forecast/", meetings.event_meeting_forecast, name="event_meeting_forecast"),
    path(f"{ONE}meetings/rules/", meetings.event_meeting_rules, name="event_meeting_rules"),
    path(f"{ONE}meetings/slots/", meetings.event_meeting_slots, name="event_meeting_slots"),
    path(
        f"{ONE}meetings/slots/<uuid:part_id>/remove/",
        meetings.event_meeting_slot_remove,
        name="event_meeting_slot_remove",
    ),
    path(f"{ONE}meetings/tables/", meetings.event_meeting_tables, name="event_meeting_tables"),
    path(f"{ONE}meetings/people/", meeting_lists.event_meeting_people, name="event_meeting_people"),
    re_path(f"{FILE}people/{END}", meeting_lists.event_meeting_people, name="event_meeting_people_export"),
    path(f"{ONE}meetings/notices/", meeting_lists.event_notices, name="event_notices"),
    re_path(f"{FILE}notices/{END}", meeting_lists.event_notices, name="event_notices_export"),
    path(f"{ONE}meetings/people/<uuid:part_id>/", meetings.event_meeting_person, name="event_meeting_person"),
    path(f"{ONE}meetings/absences/<uuid:part_id>/remove/", meetings.event_absence_remove, name="event_absence_remove"),
    path(f"{ONE}meetings/wishes/", meeting_lists.event_wishes, name="event_wishes"),
    re_path(f"{FILE}wishes/{END}", meeting_lists.event_wishes, name="event_wishes_export"),
    path(f"{ONE}meetings/wishes/new/", meetings.event_wish_new, name="event_wish_new"),
    path(f"{ONE}meetings/wishes/<uuid:part_id>/answer/", meetings.event_wish_answer, name="event_wish_answer"),
    path(f"{ONE}meetings/make/", timetables.event_timetable_make, name="event_timetable_make"),
    path(f"{ONE}meetings/happened/", disruptions.event_disruption_new, name="event_disruption_new"),
    path(f"{ONE}meetings/happened/list/", disruptions.event_happenings, name="event_happenings"),
    path(f"{ONE}meetings/happened/<uuid:part_id>/", disruptions.event_disruption, name="event_disruption"),
    path(
        f"{ONE}meetings/happened/<uuid:part_id>/decide/",
        disruptions.event_disruption_decide,
        name="event_disruption_decide",
    ),
    path(VERSION, timetables.event_timetable, name="event_timetable"),
    path(f"{VERSION}copy/", timetables.event_timetable_copy, name="event_timetable_copy"),
    path(f"{VERSION}release/", timetables.event_timetable_release, name="event_timetable_release"),
    path(f"{VERSION}seat/<uuid:part_id>/", timetables.event_timetable_seat, name="event_timetable_seat"),
    path(PLACED, timetables.event_timetable_meeting, name="event_timetable_meeting"),
    path(f"{PLACED}clashes/", timetables.event_timetable_clashes, name="event_timetable_clashes"),
    path(f"{PLACED}lock/", timetables.event_timetable_lock, name="event_timetable_lock"),
    path(f"{PLACED}take_out/", timetables.event_timetable_take_out, name="event_timetable_take_out"),
    *(
        path(f"{VERSION}{name}/", timetables.event_timetable_sheet, {"name": name}, name=f"event_timetable_{name}")
        for name in timetables.SHEETS
    ),
    path("meetings/<uuid:public_id>/", outcomes.meeting, name="meeting"),
    path("meetings/<uuid:public_id>/done/", outcomes.meeting_finish, name="meeting_finish"),
    path("own/meetings/", own_meetings.own_meeting_list, name="own_meeting_list"),
    path(OWN, own_meetings.own_meetings, name="own_meetings"),
    path(f"{OWN}people/", own_meetings.own_meeting_people, name="own_meeting_people"),
    path(f"{OWN}people/<uuid:part_id>/ask/", own_meetings.own_meeting_ask, name="own_meeting_ask"),
    path(f"{OWN}wishes/<uuid:part_id>/answer/", own_meetings.own_meeting_answer, name="own_meeting_answer"),
    path(f"{OWN}wishes/<uuid:part_id>/why/", own_meetings.own_meeting_why, name="own_meeting_why"),
    path(f"{OWN}calendar/renew/", own_meetings.own_calendar_renew, name="own_calendar_renew"),
]
