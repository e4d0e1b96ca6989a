"""What a page with a form answers."""

from __future__ import annotations

from django.forms import Form


def filled(form: Form | None) -> int:
    """400 for a form that came back with something wrong."""
    return 400 if form is not None and form.is_bound else 200
