"""The program that the web server runs: pages are synchronous, so WSGI with threads."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kelisim.config.settings")
application = get_wsgi_application()

from kelisim.config import warm  # noqa: E402  # it imports what needs Django set up

warm.in_background()
