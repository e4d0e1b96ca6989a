"""What a privacy officer found about an emergency. In English, as its page is."""

from __future__ import annotations

from django import forms

from kinbridge.consents.models import EmergencyReview


class ReviewForm(forms.Form):
    finding = forms.ChoiceField(
        label="What did you find?",
        choices=[
            (EmergencyReview.Finding.JUSTIFIED.value, "Justified: a real emergency, and what was seen was needed"),
            (EmergencyReview.Finding.NOT_JUSTIFIED.value, "Not justified; what is still open closes now"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what you found."},
    )
    note = forms.CharField(
        label="Why? What happens next?",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Say why; this note is kept with the review."},
    )
