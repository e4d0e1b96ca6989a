"""Check a certificate. Open to everyone: an employer or a board holds the paper, and has no account here."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kinbridge.learning.models import Certificate
from kinbridge.learning.rules.certificates import as_typed


def check(request: HttpRequest) -> HttpResponse:
    typed = request.GET.get("code", "")[:40]
    code = as_typed(typed)
    found = Certificate.objects.filter(code=code).first() if code else None
    return render(request, "learning/check.html", {"typed": typed, "found": found})
