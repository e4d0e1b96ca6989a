"""One invented example of every component, for the style guide and the accessibility tests."""

from __future__ import annotations

from datetime import date, timedelta

from django import forms

from kinbridge.core.decision import Confidence, Decision, Outcome, Reason
from kinbridge.disclosure.rules.obligations import Obligation

WAYS = [("phone", "Phone call"), ("text", "Text message"), ("letter", "Letter")]
LANGUAGES = [("", "Choose a language"), ("en", "English"), ("es", "Español")]


class SpecimenForm(forms.Form):
    name = forms.CharField(label="What should we call you?", max_length=80, help_text="Any name you like to be called.")
    due_on = forms.DateField(label="Due date")
    seen_at = forms.DateTimeField(label="Visit", required=False)
    weeks = forms.IntegerField(label="Weeks of pregnancy", min_value=1, max_value=42, required=False)
    language = forms.ChoiceField(label="Language", choices=LANGUAGES)
    way = forms.ChoiceField(label="How may we reach you?", choices=WAYS, widget=forms.RadioSelect)
    needs = forms.MultipleChoiceField(
        label="What would help?",
        choices=[("ride", "A ride"), ("care", "Child care"), ("food", "Food")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Choose all that fit.",
    )
    words = forms.CharField(
        label="In your own words", widget=forms.Textarea(attrs={"rows": 4}), max_length=500, required=False
    )
    paper = forms.FileField(label="Paper to add", required=False, help_text="PDF or picture, up to 2 MB.")
    agrees = forms.BooleanField(label="I have read this with the family")


PERMIT = Decision(
    Outcome.PERMIT_LIMITED,
    (
        Reason(
            "part2_consent",
            "The mother signed a consent that names this court and this kind of record.",
            "42 CFR 2.31",
        ),
        Reason(
            "state_overlay",
            "The state asks for the same consent.",
            "Model state rule 4",
            Confidence.KNOWLEDGE_MEDIUM,
        ),
    ),
    limits=("dates of attendance",),
    unless_ticked=("toxicology results", "medication dose"),
    obligations=(Obligation.NOTICE, Obligation.MINIMUM, Obligation.NO_PROCEEDINGS),
)
DENY = Decision(
    Outcome.DENY,
    (Reason("court_use", "These records may not be used against the patient.", "42 CFR 2.12(d)"),),
    would_open=("A consent by the patient that names this court.", "A court order under 42 CFR Part 2, Subpart E."),
    human_review=True,
)
NEUTRAL = Decision(Outcome.DENY, (), neutral=True)

BARS = {
    "title": "Referrals this year, by where they stand",
    "description": "Most families are accepted; the largest loss is before the first visit.",
    "label": "Step",
    "value_label": "Families",
    "top": 184,
    "source": "Invented county. Counts under 11 are hidden.",
    "bars": [
        {"label": "Sent", "value": 184, "text": "184"},
        {"label": "Accepted", "value": 151, "text": "151"},
        {"label": "First visit kept", "value": 96, "text": "96"},
        {"label": "Declined by program", "value": None, "text": "fewer than 11", "note": "hidden to protect families"},
    ],
}
LINES = {
    "id": "prenatal",
    "title": "Prenatal care in the first trimester",
    "description": "The share rose from 41% to 58% in five quarters.",
    "top": 100,
    "top_text": "100%",
    "last": 4,
    "times": ["2025 Q1", "2025 Q2", "2025 Q3", "2025 Q4", "2026 Q1"],
    "lines": [
        {"label": "With coordination", "values": [41, 44, 49, 55, 58]},
        {"label": "County", "runs": [[(0, 38), (1, 40)], [(3, 41), (4, 43)]]},
    ],
    "rows": [
        ["2025 Q1", "41%", "38%"],
        ["2025 Q2", "44%", "40%"],
        ["2025 Q3", "49%", "hidden"],
        ["2025 Q4", "55%", "41%"],
        ["2026 Q1", "58%", "43%"],
    ],
}
TABLE = {
    "caption": "Partner updates",
    "headings": ["Partner", "Last heard", "Next step"],
    "rows": [
        ["Riverside Recovery", "April 2", "Share attendance on Friday"],
        ["County Early Intervention", "March 28", "Visit the home"],
    ],
}


def specimens(*, today: date) -> dict[str, object]:
    """The context of the style guide. Dates are told from `today`, so that overdue stays overdue."""
    wrong = SpecimenForm({"name": "", "due_on": "soon", "weeks": "60", "words": "x" * 501}, auto_id="wrong_%s")
    wrong.add_error(None, "The visit ends before it starts; check the dates.")
    return {
        "today": today,
        "yesterday": today - timedelta(days=3),
        "soon": today + timedelta(days=5),
        "form": SpecimenForm(initial={"due_on": today}),
        "wrong": wrong,
        "permit": PERMIT,
        "deny": DENY,
        "neutral": NEUTRAL,
        "bars": BARS,
        "lines": LINES,
        "table": TABLE,
        "person": {"name": "Ana Rivera", "get_relation_display": "Mother", "birth_date": date(1996, 5, 14)},
        "baby": {"name": "Baby Rivera", "get_relation_display": "Baby"},
    }
