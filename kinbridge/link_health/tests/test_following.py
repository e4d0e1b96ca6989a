"""A look at a site of our own on this machine, which nothing but these tests may look at."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from pytest_django.fixtures import Settings

from kinbridge.link_health.actions import look_at
from kinbridge.link_health.following import Reach, follow
from kinbridge.link_health.models import Look
from kinbridge.link_health.rules import Answer, Standing

pytestmark = [pytest.mark.django_db, pytest.mark.enable_socket]
HERE = Reach(address=lambda one: one.is_loopback, place=lambda _: True)
AT = datetime(2026, 3, 16, 15, tzinfo=UTC)
LEADS = {"/old": (301, "/page"), "/soon": (302, "/page"), "/ring": (302, "/ring"), "/in": (302, "http://10.0.0.1/")}


class Site(BaseHTTPRequestHandler):
    asked: list[tuple[str, str, dict[str, str]]]

    def do_HEAD(self) -> None:
        self.asked.append((self.command, self.path, dict(self.headers)))
        code, to = LEADS.get(self.path, (200 if self.path == "/page" else 404, ""))
        if self.path == "/get-only":
            code = 200 if self.command == "GET" else 405
        self.send_response(code)
        if to:
            self.send_header("Location", to)
        self.send_header("Set-Cookie", "who=you")
        self.send_header("Content-Length", str(10**9))  # a body that nobody should wait for
        self.end_headers()

    do_GET = do_HEAD  # noqa: N815 - the library's name

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def site() -> Iterator[tuple[str, type[Site]]]:
    handler = type("Handler", (Site,), {"asked": []})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", handler
        server.shutdown()


def test_a_look_follows_redirects_and_says_what_it_found(site: tuple[str, type[Site]]) -> None:
    address, _ = site
    found = {path: follow(address + path, agent="Test", reach=HERE) for path in ("/page", "/old", "/soon", "/none")}
    assert found == {
        "/page": Answer(Standing.WORKS, 200),
        "/old": Answer(Standing.MOVED, 200, f"{address}/page"),
        "/soon": Answer(Standing.WORKS, 200),
        "/none": Answer(Standing.MISSING, 404),
    }
    assert follow(f"{address}/ring", agent="Test", reach=HERE).standing is Standing.MISSING
    assert follow(f"{address}/get-only", agent="Test", reach=HERE).standing is Standing.WORKS


def test_it_says_who_looks_and_carries_nothing_from_one_page_to_the_next(site: tuple[str, type[Site]]) -> None:
    address, handler = site
    follow(f"{address}/old", agent="Kinbridge link check (+https://k.example/)", reach=HERE)
    assert {headers["User-Agent"] for _, _, headers in handler.asked} == {"Kinbridge link check (+https://k.example/)"}
    assert not any("Cookie" in headers for _, _, headers in handler.asked)


def test_nothing_within_is_reached_by_name_by_number_or_by_redirect(site: tuple[str, type[Site]]) -> None:
    address, handler = site
    port = address.rpartition(":")[2]
    open_web = Reach(place=lambda _: True)
    for url in (address, f"http://localhost:{port}/page", f"http://[::ffff:127.0.0.1]:{port}/", "http://2130706433/"):
        assert follow(url, agent="Test", reach=open_web).standing is Standing.FORBIDDEN, url
    assert handler.asked == []
    assert follow(f"{address}/in", agent="Test", reach=HERE).standing is Standing.FORBIDDEN


def test_a_site_that_is_down_or_has_no_name_is_told_apart() -> None:
    assert follow("http://127.0.0.1:9/", agent="Test", reach=HERE).standing is Standing.SILENT
    assert follow("http://nobody.invalid/", agent="Test", reach=HERE).standing is Standing.UNKNOWN


def test_the_first_day_of_trouble_is_kept_until_it_works_again(
    site: tuple[str, type[Site]], settings: Settings
) -> None:
    address, _ = site
    urls, waits = [f"{address}/late", f"{address}/page", ""], list[float]()
    assert look_at(urls=urls, at=AT, reach=HERE) == 0  # off
    settings.KINBRIDGE_FOLLOW_LINKS = True
    assert look_at(urls=urls, at=AT, reach=HERE, wait=waits.append) == 2
    assert len(waits) == 1  # the second look at the same site
    assert 4 < waits[0] <= 5
    assert look_at(urls=urls, at=AT + timedelta(days=2), reach=HERE, wait=waits.append) == 1
    late = Look.objects.get(url=f"{address}/late")
    assert (late.standing, late.code, late.broken_since) == ("missing", 404, date(2026, 3, 16))
    LEADS["/late"] = (302, "/page")
    look_at(urls=urls, at=AT + timedelta(days=4), reach=HERE, wait=waits.append)
    del LEADS["/late"]
    late.refresh_from_db()
    assert (late.is_good, late.broken_since) == (True, None)
