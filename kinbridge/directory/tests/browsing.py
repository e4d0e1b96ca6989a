"""A browser in which somebody is signed in, for tests of pages."""

from __future__ import annotations

from django.test import Client

from kinbridge.accounts.models import User
from kinbridge.directory.models import Viewer


def browser(viewer: Viewer, *, checks: bool = False) -> Client:
    """`checks`: forms need their CSRF token, as in the world outside."""
    client = Client(enforce_csrf_checks=checks)
    client.force_login(User.objects.get(pk=viewer.user_id))
    return client
