"""The program that the web server runs: pages are synchronous, so WSGI with threads."""

import os
import signal
import threading

if threading.current_thread() is threading.main_thread():
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # nobody waits for an answer while it loads: it ends when told to

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kelisim.config.settings")
application = get_wsgi_application()

from django.urls import get_resolver  # noqa: E402

from kelisim.config import gate, warm  # noqa: E402  # warm imports what needs Django set up

_addresses = get_resolver().url_patterns  # all pages are imported now, and not while the first visitor waits
warm.in_background()
gate.pass_through()
