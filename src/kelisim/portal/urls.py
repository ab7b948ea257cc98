"""Addresses of portal."""

from django.urls import path

from kelisim.portal.views import (
    about,
    agreements,
    areas,
    contradictions,
    events,
    feeds,
    home,
    indicators,
    parties,
    press,
    projects,
    timetables,
    zones,
)

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path("regions/", areas.regions, name="regions"),
    path("regions/export.<str:kind>", areas.export_regions, name="export_regions"),
    path("regions/<str:code>/", areas.region, name="region"),
    path("countries/", areas.countries, name="countries"),
    path("countries/export.<str:kind>", areas.export_countries, name="export_countries"),
    path("countries/<str:code>/", areas.country, name="country"),
    path("projects/", projects.projects, name="projects"),
    path("projects/export.<str:kind>", projects.export_projects, name="export_projects"),
    path("projects/<uuid:public_id>/", projects.project, name="project"),
    path("agreements/", agreements.agreements, name="agreements"),
    path("agreements/export.<str:kind>", agreements.export_agreements, name="export_agreements"),
    path("agreements/<uuid:public_id>/", agreements.agreement, name="agreement"),
    path("events/", events.events, name="events"),
    path("events/calendar.ics", feeds.calendar, name="calendar"),
    path("events/export.<str:kind>", events.export_events, name="export_events"),
    path("events/<slug:slug>/", events.event, name="event"),
    path("meetings/<uuid:public_id>/<slug:secret>/", timetables.personal_timetable, name="personal_timetable"),
    path(
        "meetings/<uuid:public_id>/<slug:secret>/meetings.ics", timetables.personal_calendar, name="personal_calendar"
    ),
    path("meetings/<uuid:public_id>/<slug:secret>/meetings.pdf", timetables.personal_pdf, name="personal_pdf"),
    path("zones/", zones.zones, name="zones"),
    path("zones/export.<str:kind>", zones.export_zones, name="export_zones"),
    path("zones/<slug:slug>/", zones.zone, name="zone"),
    path("organisations/<uuid:public_id>/", parties.organisation, name="organisation"),
    path("indicators/", indicators.indicators, name="indicators"),
    path("indicators/export.<str:kind>", indicators.export_indicators, name="export_indicators"),
    path("indicators/<slug:code>/", indicators.indicator, name="indicator"),
    path("indicators/<slug:code>/series.<str:kind>", indicators.series, name="series"),
    path("articles/", press.articles, name="articles"),
    path("articles/feed.atom", feeds.ArticleFeed(), name="feed"),
    path("articles/export.<str:kind>", press.export_articles, name="export_articles"),
    path("articles/<slug:slug>/", press.article, name="article"),
    path("articles/<slug:slug>/claims.<str:kind>", press.claims, name="claims"),
    path("contradictions/", contradictions.contradiction_list, name="contradictions"),
    path("contradictions/export.<str:kind>", contradictions.export_contradictions, name="export_contradictions"),
    path("numbers/", about.numbers, name="numbers"),
    path("data/", about.data, name="data"),
    path("search/", about.search, name="search"),
    path("styleguide/", about.styleguide, name="styleguide"),
]
