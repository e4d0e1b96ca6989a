"""A real browser for stories that cross capabilities. `./run test` finds Chromium and names it in KINBRIDGE_BROWSER."""

import os
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.journeys import alder, walking
from tests.journeys.walking import Person

# Playwright waits in an event loop of its own, in which Django would refuse to open the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

CALM = (
    "--no-sandbox",  # containers and CI have no user namespaces
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "journeys" in item.path.parts:
            item.add_marker(pytest.mark.enable_socket)
            item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=os.environ.get("KINBRIDGE_BROWSER", "/usr/bin/chromium"), args=list(CALM)
        )
        yield launched
        launched.close()


@pytest.fixture
def context(browser: Browser, live_server: LiveServer) -> Iterator[BrowserContext]:
    """A fresh visitor of this test's own server: relative addresses work, English and Eastern time."""
    visitor = browser.new_context(
        base_url=live_server.url,
        locale="en-US",
        timezone_id="America/New_York",
        viewport={"width": 1280, "height": 900},
    )
    visitor.set_default_timeout(10_000)
    yield visitor
    visitor.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page that fails the test when a script fails, a file is missing or the content security policy refuses one."""
    opened = context.new_page()
    trouble: list[str] = []

    def heard(said: ConsoleMessage) -> None:
        # The page's own address may answer 404 or 403: that is often the story.
        refused = said.text.startswith("Failed to load resource") and said.location["url"] == opened.url
        if said.type == "error" and not refused:
            trouble.append(said.text)

    opened.on("pageerror", lambda error: trouble.append(str(error)))
    opened.on("console", heard)
    yield opened
    assert trouble == []


@pytest.fixture(scope="session")
def county() -> Iterator[str]:
    """The address of Alder County, loaded once and served by a process of its own; or a demo that runs already."""
    if running := os.environ.get("KINBRIDGE_DEMO_AT"):
        yield running
        return
    with alder.served() as address:
        yield address


@pytest.fixture
def enters(browser: Browser, county: str) -> Iterator[Callable[..., Person]]:
    """Lets one of the county's people come in, each at a browser of their own."""
    visitors: list[BrowserContext] = []
    people: list[Person] = []

    def come(name: str, *, width: int = 1280, height: int = 900, script: bool = True) -> Person:
        visitor = browser.new_context(
            base_url=county,
            locale="en-US",
            timezone_id="America/New_York",
            viewport={"width": width, "height": height},
            java_script_enabled=script,
        )
        visitor.set_default_timeout(15_000)
        visitors.append(visitor)
        people.append(walking.sign_in(visitor, name, checks=script))
        return people[-1]

    yield come
    for visitor in visitors:
        visitor.close()
    heard = [
        said for person in people for said in person.trouble if "the server responded with a status of 4" not in said
    ]
    assert heard == []
