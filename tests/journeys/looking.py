"""Come in as someone at a test's own server, and look at a page closely."""

from __future__ import annotations

import os
from pathlib import Path

from django.conf import settings
from playwright.sync_api import BrowserContext, Page

from kinbridge.directory.models import Viewer
from kinbridge.directory.tests.browsing import browser
from tests.journeys.axe import faults

WIDE = 1280
WIDTHS = (360, WIDE)
"""Pixels: a phone and a desk."""


def enter(context: BrowserContext, viewer: Viewer, *, at: str) -> None:
    """Signs the viewer in on the server at this address."""
    cookie = browser(viewer).cookies[settings.SESSION_COOKIE_NAME]
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": at}])


def picture(page: Page, name: str) -> None:
    """For a person to look at; only where KINBRIDGE_PICTURES names a folder."""
    if folder := os.environ.get("KINBRIDGE_PICTURES"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def sound(page: Page, name: str) -> None:
    """No fault for the checker and nothing wider than the screen, on a phone and on a desk; with pictures."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert not (found := faults(page)), found
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        picture(page, f"{name}-{width}")
