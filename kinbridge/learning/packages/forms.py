"""Bring a package in."""

from __future__ import annotations

from django import forms

from kinbridge.learning.packages.rules.limits import LIMITS, megabytes
from kinbridge.learning.rules.courses import courses


class PackageForm(forms.Form):
    file = forms.FileField(
        label="The package",
        help_text=f"A zip file in the form cmi5, SCORM 1.2 or SCORM 2004, up to {megabytes(LIMITS.package_bytes)}.",
        allow_empty_file=True,
    )
    maker = forms.CharField(label="Who made it", max_length=200, help_text="As learners will read it.")
    summary = forms.CharField(
        label="What it is, in two sentences", max_length=1_000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    stands_for = forms.ChoiceField(
        label="Covers the same ground as",
        required=False,
        help_text="Whoever finishes either of the two has met a requirement that names the course chosen here.",
    )
    hours = forms.DecimalField(
        label="Contact hours for the certificate",
        required=False,
        min_value=0.25,
        max_value=40,
        max_digits=4,
        decimal_places=2,
        help_text="Leave it empty if there is no certificate.",
    )

    def __init__(self, *given: object, **more: object) -> None:
        super().__init__(*given, **more)  # type: ignore[arg-type]
        own = [(key, one.short) for key, one in courses().items()]
        self.fields["stands_for"].choices = [("", "None of our own courses"), *own]  # type: ignore[attr-defined]
