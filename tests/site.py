"""A web site on this machine for tests that fetch: its address is allowed by a setting, for these tests alone."""

import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from kelisim.common import outside
from kelisim.press import web

PAGE = "<html><body><p>Облыста 34 жоба іске қосылды.</p></body></html>"


class Site(BaseHTTPRequestHandler):
    """Answers by `pages`: path to (status, heads, body); a callable writes for itself."""

    protocol_version = "HTTP/1.1"
    pages: dict
    asked: list

    sent = b""

    def do_POST(self):
        self.sent = self.rfile.read(int(self.headers["Content-Length"]))
        self.do_GET()

    def do_GET(self):
        self.asked.append((self.path, dict(self.headers)))
        found = self.pages.get(self.path, (404, {}, b""))
        if callable(found):
            found(self)
            return
        status, heads, body = found
        self.send_response(status)
        for name, value in {
            "Content-Type": "text/html; charset=utf-8",
            "Content-Length": str(len(body)),
            **heads,
        }.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *parts):
        pass


@pytest.fixture(name="site")
def fixture_of_site(settings, monkeypatch):
    """A server on this machine, known as news.example; its address alone is allowed."""
    handler = type("Here", (Site,), {"pages": {"/a": (200, {}, PAGE.encode())}, "asked": []})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    port = server.server_address[1]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.KELISIM_FETCH_ALLOW = frozenset([f"127.0.0.1:{port}"])
    names = {"news.example": "127.0.0.1", "inside.example": "10.1.2.3"}
    real = socket.getaddrinfo

    def look_up(host, *parts, **facts):
        if host in names:
            handler.asked_names.append(host)
        return real(names.get(host, host), *parts, **facts)

    handler.asked_names = []
    monkeypatch.setattr(outside.socket, "getaddrinfo", look_up)
    monkeypatch.setattr(web, "PAUSE", 0.0)
    handler.root = f"http://news.example:{port}"
    yield handler
    server.shutdown()
    server.server_close()
