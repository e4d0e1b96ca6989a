"""The door where nobody is signed in yet: it takes as long for an address with an account as for one without."""

from __future__ import annotations

import time

from allauth.account.views import password_reset
from django.http import HttpRequest, HttpResponse

EVEN_SECONDS = 0.25
"""Longer than either answer takes by itself; `./run bench side_channels` showed 9 milliseconds between them."""


def forgotten(request: HttpRequest) -> HttpResponse:
    """A forgotten password. A letter goes out either way; only its words differ."""
    began = time.monotonic()
    answer: HttpResponse = password_reset(request)
    if request.method == "POST":
        time.sleep(max(0.0, EVEN_SECONDS - (time.monotonic() - began)))
    return answer
