"""A browser in which somebody is signed in, and what they read there, for tests of pages."""

from __future__ import annotations

import re
from html import unescape

from django.http import HttpResponse
from django.test import Client

from kinbridge.accounts.models import User
from kinbridge.directory.models import Viewer


def browser(viewer: Viewer, *, language: str = "", checks: bool = False) -> Client:
    """`checks`: forms need their CSRF token, as in the world outside. `language`: one chosen with the button."""
    client = Client(enforce_csrf_checks=checks)
    client.force_login(User.objects.get(pk=viewer.user_id))
    if language:
        client.cookies["django_language"] = language
    return client


def words(answer: HttpResponse) -> str:
    """What a person reads on the page, in one line: no markup, no scripts."""
    shown = re.sub(r"(?s)<(script|style)\b.*?</\1>|<[^>]+>", " ", answer.content.decode())
    return " ".join(unescape(shown).split())
