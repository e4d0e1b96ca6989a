"""Forms of a birth: what is known, the decision, what was handed over, and the baby's day."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import forms

from kinbridge.directory.fields import area
from kinbridge.directory.local_time import day_of, local_time, moment
from kinbridge.directory.models import Program
from kinbridge.plans.births.models import Notification
from kinbridge.plans.births.rules import QUESTIONS, Exposure, Facts, Path, Shown
from kinbridge.plans.births.rules.facts import YES_NO

YES_NO_UNKNOWN = [("yes", "Yes"), ("no", "No"), ("", "Not known")]
LOOKED = [("yes", "Yes"), ("no", "No"), ("", "Not looked at")]
VALUES = {"yes": True, "no": False, "": None}
HINTS = {
    "engaged": "Coming and on medication or in counseling, as she or her program says with her consent.",
    "concern": "Something seen or said about safety. Exposure, a test or medicine for a disorder is not one.",
}


def _yes_no(name: str) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=QUESTIONS[name],
        help_text=HINTS.get(name, ""),
        choices=YES_NO_UNKNOWN,
        required=False,
        widget=forms.RadioSelect,
    )


class FactsForm(forms.Form):
    """Nothing is required: what is missing is named in the answer."""

    exposures = forms.MultipleChoiceField(
        label=QUESTIONS["exposures"],
        help_text="Tick every one. Leave all empty while nobody knows.",
        choices=[(one.value, one.says) for one in Exposure],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    none_known = forms.BooleanField(label="We asked and looked: there was no exposure", required=False)
    shown_by = forms.MultipleChoiceField(
        label=QUESTIONS["shown_by"],
        help_text="A test alone never leads to a report here; a person decides.",
        choices=[(one.value, one.says) for one in Shown],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    disorder = _yes_no("disorder")
    engaged = _yes_no("engaged")
    as_prescribed = _yes_no("as_prescribed")
    withdrawal = _yes_no("withdrawal")
    fasd = _yes_no("fasd")
    concern = _yes_no("concern")
    concern_words = forms.CharField(
        label=QUESTIONS["concern_words"],
        help_text="What was seen or said, by whom and when. It stands in a report as you write it.",
        widget=area(),
        max_length=1500,
        required=False,
    )
    plan = _yes_no("plan")

    def __init__(self, *args: Any, facts: Facts | None = None, **kwargs: Any) -> None:
        if facts is not None:
            kwargs["initial"] = _shown(facts)
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("none_known") and given.get("exposures"):
            self.add_error("none_known", "An exposure is ticked too. Keep one of the two.")
        if given.get("concern_words", "").strip() and given.get("concern") != "yes":
            self.add_error("concern", "A concern is written below. Choose yes, or take the words out.")
        return given

    def facts(self) -> Facts:
        given = self.cleaned_data
        ticked = frozenset(Exposure(code) for code in given["exposures"])
        return Facts(
            exposures=ticked if ticked or given["none_known"] else None,
            shown_by=frozenset(Shown(code) for code in given["shown_by"]),
            concern_words=given["concern_words"].strip(),
            **{name: VALUES[given[name]] for name in (*YES_NO, "plan")},
        )


def _shown(facts: Facts) -> dict[str, Any]:
    said = {True: "yes", False: "no", None: ""}
    return {
        "exposures": sorted(facts.exposures or ()),
        "none_known": facts.exposures is not None and not facts.exposures,
        "shown_by": sorted(facts.shown_by),
        "concern_words": facts.concern_words,
        **{name: said[getattr(facts, name)] for name in (*YES_NO, "plan")},
    }


class DecideForm(forms.Form):
    decided = forms.ChoiceField(
        label="I decide",
        choices=[(one.value, one.says) for one in (Path.NOTIFICATION, Path.REPORT, Path.ASSESSMENT, Path.NOTHING)],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose one. Nothing is sent by choosing."},
    )
    because = forms.CharField(
        label="Why, if the ruleset does not say so by itself",
        max_length=500,
        required=False,
        widget=area(2),
    )


class SentForm(forms.Form):
    """What a person did: by which way, when, and who took it. The box is the person's own word that they read it."""

    text = forms.CharField(label="What you hand over, whole", widget=area(14), max_length=6000)
    how = forms.ChoiceField(label="How you handed it over", choices=Notification.How.choices, widget=forms.RadioSelect)
    sent_on = forms.DateField(label="On")
    sent_time = forms.TimeField(label="At what time")
    taken_by = forms.CharField(label="Who took it, by name", max_length=120, required=False)
    reference = forms.CharField(label="The number they gave", max_length=60, required=False)
    read_whole = forms.BooleanField(
        label="I read it whole, and I handed it over myself",
        error_messages={"required": "Tick this when you have read it and handed it over. Until then nothing is kept."},
    )

    def __init__(self, *args: Any, blind: bool, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.at = local_time(at)
        self.fields["sent_on"].initial = day_of(at)
        self.fields["sent_time"].initial = self.at.strftime("%H:%M")
        if blind:
            del self.fields["text"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("sent_on") and given.get("sent_time"):
            when = self.moment()
            if when > self.at + timedelta(minutes=5):
                self.add_error("sent_on", "This is still to come. Write it down after you have handed it over.")
            elif when < self.at - timedelta(days=366):
                self.add_error("sent_on", "This is more than a year ago; check the year.")
        if given.get("how") == Notification.How.PHONE and not given.get("taken_by", "").strip():
            self.add_error("taken_by", "Write who took the call.")
        return given

    def moment(self) -> datetime:
        given = self.cleaned_data
        return moment(given["sent_on"], given["sent_time"])


class DayForm(forms.Form):
    """One look at the baby. Only what is filled in is written down."""

    on = forms.DateField(label="Day")
    time = forms.TimeField(label="Time")
    eats = forms.ChoiceField(label="Eats", choices=LOOKED, required=False, widget=forms.RadioSelect)
    sleeps = forms.ChoiceField(label="Sleeps", choices=LOOKED, required=False, widget=forms.RadioSelect)
    consoles = forms.ChoiceField(label="Can be consoled", choices=LOOKED, required=False, widget=forms.RadioSelect)
    huddle = forms.ChoiceField(
        label="Huddle",
        choices=[("none", "None"), ("with_the_parent", "With the parent"), ("with_the_team", "With the whole team")],
        required=False,
    )
    finnegan = forms.IntegerField(label="Finnegan total", min_value=0, max_value=60, required=False)
    medication = forms.ChoiceField(
        label="Medicine for withdrawal",
        choices=[
            ("", "None"),
            *((one, one.capitalize()) for one in "morphine methadone buprenorphine clonidine phenobarbital".split()),
        ],
        required=False,
    )
    medication_step = forms.ChoiceField(
        label="Given how",
        choices=[
            ("given", "Given today"),
            ("started", "Started"),
            ("as_needed", "Once, as needed"),
            ("lowered", "Lowered"),
            ("ended", "Ended"),
        ],
        required=False,
    )
    rooming_in = forms.IntegerField(
        label="Hours together in one room, this day", min_value=0, max_value=24, required=False
    )
    feeding = forms.ChoiceField(
        label="Feeding",
        choices=[
            ("", "Not now"),
            ("breast", "At the breast"),
            ("own_milk", "Mother's own milk by bottle"),
            ("both", "Breast and bottle"),
            ("formula", "Formula"),
            ("tube", "By tube"),
        ],
        required=False,
    )
    weight = forms.IntegerField(label="Weight in grams", min_value=300, max_value=9000, required=False)

    def __init__(self, *args: Any, at: datetime, born: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.at, self.born = local_time(at), born
        self.fields["on"].initial = day_of(at)
        self.fields["time"].initial = self.at.strftime("%H:%M")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        looks = [given.get(name) for name in ("eats", "sleeps", "consoles")]
        if any(looks) and not all(looks):
            missing = next(name for name in ("eats", "sleeps", "consoles") if not given.get(name))
            self.add_error(missing, "Answer all three, or none of them.")
        if given.get("weight") and not given.get("feeding"):
            self.add_error("feeding", "Write how the baby feeds, beside the weight.")
        if given.get("on") and given.get("time"):
            if self.moment() > self.at + timedelta(minutes=5):
                self.add_error("on", "This is still to come; check the day and the time.")
            elif self.born and given["on"] < self.born:
                self.add_error("on", "The baby was not born yet on this day; check it.")
        if not self.errors and not self.facts():
            raise forms.ValidationError("Fill in at least one thing that you saw.")
        return given

    def moment(self) -> datetime:
        given = self.cleaned_data
        return moment(given["on"], given["time"])

    def facts(self) -> list[tuple[str, dict[str, Any]]]:
        """What to write down: the kind of fact and its body."""
        given = self.cleaned_data
        found: list[tuple[str, dict[str, Any]]] = []
        if given.get("eats"):
            able = {name: VALUES[given[name]] for name in ("eats", "sleeps", "consoles")}
            found.append(("eat_sleep_console", {**able, "huddle": given.get("huddle") or "none"}))
        if given.get("finnegan") is not None:
            found.append(("finnegan", {"total": given["finnegan"]}))
        if given.get("medication"):
            step = given.get("medication_step") or "given"
            found.append(("newborn_medication", {"medication": given["medication"], "step": step}))
        if given.get("rooming_in") is not None:
            found.append(("rooming_in", {"hours": given["rooming_in"]}))
        if given.get("feeding"):
            body: dict[str, Any] = {"how": given["feeding"]}
            found.append(("feeding", body | ({"weight_grams": given["weight"]} if given.get("weight") else {})))
        return found


class AfterBirthForm(forms.Form):
    """The mother's dose, her naloxone, and what is to be followed up; each only where it is filled in."""

    dose_medication = forms.ChoiceField(
        label="Her medication",
        choices=[("", "Nothing to write"), ("methadone", "Methadone"), ("buprenorphine", "Buprenorphine")],
        required=False,
    )
    dose_outcome = forms.ChoiceField(
        label="The dose after birth",
        choices=[
            ("asked", "Her prescriber was asked to look at it"),
            ("same", "Looked at; it stays"),
            ("changed", "Looked at; it was changed"),
        ],
        required=False,
    )
    next_dose_on = forms.DateField(label="Her next dose after going home", required=False)
    kits = forms.IntegerField(label="Naloxone kits given", min_value=1, max_value=10, required=False)
    expires_on = forms.DateField(label="They expire on", required=False)
    infection = forms.ChoiceField(
        label="Infection follow-up of the baby",
        help_text="Kept apart: only the clinicians who treat the baby see it.",
        choices=[
            ("", "Nothing to write"),
            ("hcv", "Hepatitis C"),
            ("hiv", "HIV"),
            ("syphilis", "Syphilis"),
            ("hbv", "Hepatitis B"),
        ],
        required=False,
    )
    infection_step = forms.ChoiceField(
        label="What is next or was done",
        choices=[
            ("test_due", "A test is to be done"),
            ("tested", "Tested, result to come"),
            ("clear", "No infection"),
            ("care", "Needs care"),
            ("vaccine", "Vaccine given"),
        ],
        required=False,
    )
    infection_due_on = forms.DateField(label="By", required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors and not (self.of_mother() or self.of_baby()):
            raise forms.ValidationError("Fill in at least one of them.")
        if given.get("expires_on") and not given.get("kits"):
            self.add_error("kits", "Write how many kits were given.")
        return given

    def of_mother(self) -> list[tuple[str, dict[str, Any]]]:
        given = self.cleaned_data
        found: list[tuple[str, dict[str, Any]]] = []
        if given.get("dose_medication"):
            body = {"medication": given["dose_medication"], "outcome": given.get("dose_outcome") or "asked"}
            found.append(("dose_review", _dated(body, next_dose_on=given.get("next_dose_on"))))
        if given.get("kits"):
            found.append(("naloxone", _dated({"kits": given["kits"]}, expires_on=given.get("expires_on"))))
        return found

    def of_baby(self) -> list[tuple[str, dict[str, Any]]]:
        given = self.cleaned_data
        if not given.get("infection"):
            return []
        body = {"infection": given["infection"], "step": given.get("infection_step") or "test_due"}
        return [("infection_follow_up", _dated(body, due_on=given.get("infection_due_on")))]


def _dated(body: dict[str, Any], **days: Any) -> dict[str, Any]:
    return body | {name: day.isoformat() for name, day in days.items() if day is not None}


class ToForm(forms.Form):
    """Another program than those that may be named here, such as a treatment program the mother named."""

    program = forms.ModelChoiceField(Program.objects.none(), label="Another program", empty_label="Choose a program")

    def __init__(self, *args: Any, coalition_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Program.objects.filter(organization__coalition=coalition_id).select_related("organization")
        field = self.fields["program"]
        field.queryset = rows.order_by("organization__name", "name")  # type: ignore[attr-defined]
        field.label_from_instance = lambda one: f"{one.organization.name}: {one.name}"  # type: ignore[attr-defined]
