"""All addresses: a language prefix on every page, none on the API."""

from django.urls import include, path
from django.views.generic import RedirectView

from kelisim.config.languages import in_every_language, to_own_language
from kelisim.config.signin import sign_in_link
from kelisim.portal.views import crawlers

urlpatterns = [
    path("", to_own_language, name="any_language"),
    path("api/v1/", include("kelisim.api.urls")),
    path("favicon.ico", RedirectView.as_view(url="/static/kelisim/favicon.ico", permanent=True), name="favicon"),
    path("robots.txt", crawlers.robots, name="robots"),
    path("sitemap.xml", crawlers.sitemap, name="sitemap"),
    path("sitemap-<slug:section>-<int:number>.xml", crawlers.sitemap_part, name="sitemap_part"),
    *in_every_language(
        path("accounts/link/<str:secret>/", sign_in_link, name="sign_in_link"),
        path("accounts/", include("allauth.urls")),
        path("workspace/", include("kelisim.workspace.urls")),
        path("", include("kelisim.portal.urls")),
    ),
]
