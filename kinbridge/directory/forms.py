"""What someone looks for, as a form that is asked with GET and may be left half empty."""

from __future__ import annotations

import re
from typing import Any

from django import forms

from kinbridge.directory.models import Service
from kinbridge.directory.rules.facts import Needs, Point
from kinbridge.directory.rules.match import PREFERENCE_WORDS
from kinbridge.directory.rules.practices import practices
from kinbridge.directory.rules.terms import (
    ACCESS_WORDS,
    HOURS_WORDS,
    MEETING_WORDS,
    Level,
    Term,
    Tribal,
    level_words,
)
from kinbridge.directory.rules.words import (
    CATEGORY_WORDS,
    EVIDENCE_WORDS,
    PAYER_WORDS,
    POPULATION_WORDS,
    REGIME_WORDS,
    UNIT_WORDS,
    Moud,
    Unit,
)
from kinbridge.directory.zip_codes import middle_of

ANY = [("", "Any")]
CHILDS_AGE = re.compile(r"([0-9]{1,3}(?:\.[0-9])?) *(m|mo|months?|y|years?)?")
MILES = (5, 10, 25, 50, 100)
LANGUAGES = [("en", "English"), ("es", "Spanish"), ("ne", "Nepali"), ("so", "Somali"), ("sw", "Swahili")]


class NeedsForm(forms.Form):
    """Every answer is optional: what is left out is not asked of a service."""

    words = forms.CharField(label="Words", max_length=80, required=False)
    category = forms.ChoiceField(
        label="Kind of service", choices=[*ANY, *((c.value, w) for c, w in CATEGORY_WORDS.items())], required=False
    )
    pregnant = forms.BooleanField(label="Is pregnant", required=False)
    moud = forms.ChoiceField(
        label="Offers medication for opioid use disorder",
        choices=[*ANY, *((m.value, m.value.capitalize()) for m in Moud)],
        required=False,
    )
    stays_on_moud = forms.BooleanField(label="May stay on the medication they take now", required=False)
    children = forms.CharField(
        label="Ages of children who come along",
        help_text="In years, such as 0, 3",
        max_length=40,
        required=False,
    )
    payer = forms.ChoiceField(
        label="Payer", choices=[*ANY, *((p.value, w) for p, w in PAYER_WORDS.items())], required=False
    )
    language = forms.ChoiceField(label="Language", choices=[*ANY, *LANGUAGES], required=False)
    county = forms.CharField(label="County they live in", max_length=60, required=False)
    zip = forms.CharField(label="Near ZIP code", help_text="Five digits", max_length=5, required=False)
    miles = forms.ChoiceField(label="Within", choices=[(m, f"{m} miles") for m in MILES], initial=25, required=False)
    sex = forms.ChoiceField(
        label="Places for", choices=[("", "Anyone"), ("female", "Women"), ("male", "Men")], required=False
    )
    age = forms.IntegerField(label="Age in years", min_value=0, max_value=120, required=False)
    open_now = forms.BooleanField(label="Has an open place, said in the last two weeks", required=False)
    child = forms.CharField(
        label="Age of the child it is for", help_text="Such as 14 months, or 3 years", max_length=20, required=False
    )
    access = forms.ChoiceField(
        label="Must have", choices=[*ANY, *((a.value, w.capitalize()) for a, w in ACCESS_WORDS.items())], required=False
    )
    hours = forms.ChoiceField(
        label="Must be open",
        choices=[*ANY, *((h.value, w.capitalize()) for h, w in HOURS_WORDS.items())],
        required=False,
    )
    needs_ride = forms.BooleanField(label="Has no car or ride of their own", required=False)
    tribal = forms.ChoiceField(
        label="Citizens of a tribe, or eligible", choices=[*ANY, ("yes", "Yes"), ("no", "No")], required=False
    )
    prefer = forms.ChoiceField(
        label="What matters most to the family",
        choices=[(p.value, w) for p, w in PREFERENCE_WORDS.items()],
        required=False,
    )

    FIRST = ("words", "category", "pregnant", "children", "child", "prefer", "open_now")

    def __init__(self, *args: Any, county: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known_county = county
        if county:
            del self.fields["county"]

    @property
    def first(self) -> list[forms.BoundField]:
        """What is asked most; the rest may stay folded."""
        return [self[name] for name in self.FIRST]

    @property
    def more(self) -> list[forms.BoundField]:
        return [field for field in self if field.name not in self.FIRST]

    @property
    def more_is_used(self) -> bool:
        return any(field.data and field.name != "miles" for field in self.more)

    def clean_child(self) -> float | None:
        """In months; a number alone is years."""
        typed: str = self.cleaned_data["child"].strip().lower()
        if not typed:
            return None
        read = CHILDS_AGE.fullmatch(typed)
        months = float(read[1]) * (1 if (read[2] or "").startswith("m") else 12) if read else None
        if months is None or months >= 18 * 12:
            raise forms.ValidationError("Write the child's age as 14 months, or as 3 years; up to 17 years.")
        return months

    def clean_county(self) -> str:
        typed: str = self.cleaned_data["county"].strip()
        return re.sub(r"\s+county$", "", typed, flags=re.IGNORECASE).title() if typed.islower() else typed

    def clean_zip(self) -> Point | None:
        typed: str = self.cleaned_data["zip"]
        if not typed:
            return None
        point = middle_of(typed) if re.fullmatch(r"[0-9]{5}", typed) else None
        if point is None:
            raise forms.ValidationError("This is no ZIP code of the United States; write five digits, such as 43215.")
        return point

    def clean_children(self) -> tuple[float, ...]:
        typed: str = self.cleaned_data["children"]
        parts = [part for part in re.split(r"[,;\s]+", typed) if part]
        try:
            ages = tuple(float(part) for part in parts)
        except ValueError:
            raise forms.ValidationError("Write ages in years with commas between, such as 0, 3.") from None
        if any(not 0 <= age < 26 for age in ages):
            raise forms.ValidationError("An age is between 0 and 25 years.")
        return ages

    def needs(self) -> Needs:
        """What was asked; an answer that could not be read is left out, and the form says so."""
        self.full_clean()
        given = self.cleaned_data if self.is_bound else {}
        return Needs(
            category=given.get("category", ""),
            pregnant=given.get("pregnant", False),
            moud=given.get("moud", ""),
            stays_on_moud=given.get("stays_on_moud", False),
            children_ages=given.get("children", ()),
            county=self.known_county or given.get("county", ""),
            near=given.get("zip"),
            within_miles=float(given.get("miles") or 25),
            sex=given.get("sex", ""),
            age=given.get("age"),
            payer=given.get("payer", ""),
            language=given.get("language", ""),
            open_now=given.get("open_now", False),
            words=given.get("words", ""),
            child_months=given.get("child"),
            access=given.get("access", ""),
            hours=given.get("hours", ""),
            needs_ride=given.get("needs_ride", False),
            tribal=given.get("tribal", ""),
            prefer=given.get("prefer", ""),
        )


class CapacityForm(forms.Form):
    """Open places, as the program's own staff state them."""

    population = forms.ChoiceField(label="For whom", choices=[(p.value, w) for p, w in POPULATION_WORDS.items()])
    unit = forms.ChoiceField(
        label="What you count", choices=[(u.value, w.capitalize()) for u, w in UNIT_WORDS.items()], required=False
    )
    open_slots = forms.IntegerField(label="Open places now", min_value=0, max_value=10_000)
    total_slots = forms.IntegerField(label="Places in all", min_value=0, max_value=10_000, required=False)
    waiting = forms.IntegerField(label="People on the waiting list", min_value=0, max_value=10_000, required=False)
    wait_days = forms.IntegerField(label="Usual wait, in days", min_value=0, max_value=3_650, required=False)

    def clean_unit(self) -> str:
        return self.cleaned_data["unit"] or Unit.PLACE

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        open_slots, total = given.get("open_slots"), given.get("total_slots")
        if open_slots is not None and total is not None and open_slots > total:
            self.add_error("open_slots", "More places are open than there are in all; check the two numbers.")
        return given


class RegimeForm(forms.Form):
    """Which laws a program's records are under, stated in one's own name."""

    regimes = forms.MultipleChoiceField(
        label="Laws its records are under",
        choices=[(r.value, w) for r, w in REGIME_WORDS.items()],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one; a program without one may share nothing."},
    )
    sure = forms.BooleanField(
        label="I state this in my own name, for this organization",
        error_messages={"required": "Say that you state this in your own name."},
    )


class StatusForm(forms.Form):
    """Whether a service runs now."""

    status = forms.ChoiceField(label="Does it run now?", choices=Service.Status.choices)


NOT_SAID = ("", "Nobody has said")
YES_NO = [NOT_SAID, ("True", "Yes"), ("False", "No")]


class Stated(forms.TypedChoiceField):
    """Yes, no, or nobody has said."""

    def __init__(self, label: str) -> None:
        super().__init__(
            label=label, choices=YES_NO, required=False, coerce=lambda said: said == "True", empty_value=None
        )


class Listed(forms.CharField):
    """A list in one line; blank when nobody has said."""

    def to_python(self, value: Any) -> Any:
        parts = [part.strip() for part in str(value or "").split(",")]
        return [part for part in parts if part] or None

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value

    def run_validators(self, value: Any) -> None:
        if value and any(len(part) > 60 for part in value):
            raise forms.ValidationError("One of the words is longer than 60 letters; put commas between them.")


class FitForm(forms.Form):
    """Whom a service fits, as its own staff state it. What is left blank counts as not said, never as a no."""

    NONE = "none"

    category = forms.ChoiceField(
        label="Kind of service", choices=[NOT_SAID, *((c.value, w) for c, w in CATEGORY_WORDS.items())], required=False
    )
    accepts_pregnant = Stated("Takes people who are pregnant")
    offers_moud = forms.MultipleChoiceField(
        label="Gives medication for opioid use disorder",
        help_text="Tick nothing if this has not been settled.",
        choices=[*((m.value, m.value.capitalize()) for m in Moud), (NONE, "None")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    accepts_moud = Stated("People may stay on their medication")
    children_may_stay = Stated("Children may stay")
    children_from_age = forms.FloatField(label="Children from age", min_value=0, max_value=25, required=False)
    children_to_age = forms.FloatField(label="Children up to age", min_value=0, max_value=25, required=False)
    payers = forms.MultipleChoiceField(
        label="Takes",
        choices=[(p.value, w) for p, w in PAYER_WORDS.items()],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    language_codes = Listed(label="Languages", help_text="Two-letter codes, such as en, es", required=False)
    counties = Listed(
        label="Counties it serves", help_text="Such as Harbor, Lake; * is the whole state", required=False
    )
    sex = forms.ChoiceField(
        label="Serves", choices=[("", "Everyone"), ("female", "Women only"), ("male", "Men only")], required=False
    )
    evidence_rating = forms.ChoiceField(
        label="Evidence for its practice",
        choices=[NOT_SAID, *((e.value, w) for e, w in EVIDENCE_WORDS.items())],
        required=False,
    )
    evidence_source = forms.CharField(label="Who rated it", max_length=120, required=False)
    evidence_on = forms.DateField(label="Rated on", required=False)

    @classmethod
    def of(cls, service: Service) -> FitForm:
        """The form, filled with what is stated now."""
        stated = {name: getattr(service, name) for name in cls.base_fields}
        if stated["offers_moud"] == []:
            stated["offers_moud"] = [cls.NONE]
        return cls(initial={name: str(fact) if isinstance(fact, bool) else fact for name, fact in stated.items()})

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if (offered := given.get("offers_moud")) is not None:
            given["offers_moud"] = None if not offered else [] if self.NONE in offered else offered
        given["payers"] = given.get("payers") or None
        youngest, oldest = given.get("children_from_age"), given.get("children_to_age")
        if youngest is not None and oldest is not None and youngest > oldest:
            self.add_error("children_to_age", "The oldest child is younger than the youngest; check the two ages.")
        return given


class TermsForm(forms.Form):
    """The practice a service uses, its level of care, and how people get to it and around in it."""

    KINDS = (Term.PRACTICE, Term.LEVEL, Term.ACCESS, Term.TRAVEL, Term.TRIBAL, Term.MEETING)
    YES_OR_NO = (
        *((f"{Term.ACCESS}:{code}", f"It has {words}") for code, words in ACCESS_WORDS.items()),
        (f"{Term.TRAVEL}:rides", "It helps with rides"),
        (f"{Term.TRAVEL}:home", "It comes to the home"),
        *((f"{Term.MEETING}:{code}", f"A meeting with {words}") for code, words in MEETING_WORDS.items()),
    )

    practice = forms.ChoiceField(
        label="Practice it uses", choices=[NOT_SAID, *((one.code, one.name) for one in practices())], required=False
    )
    level = forms.ChoiceField(
        label="Level of care (ASAM Criteria, fourth edition)",
        choices=[NOT_SAID, *((level.value, level_words(level)) for level in Level)],
        required=False,
    )
    tribal = forms.ChoiceField(
        label="For citizens of a tribe",
        choices=[
            ("", "Not especially"),
            (Tribal.YES.value, "With or by a tribe"),
            (Tribal.ONLY.value, "For them only"),
        ],
        required=False,
    )

    def __init__(self, *args: Any, said: dict[str, str], **kwargs: Any) -> None:
        first = {code: str(value != "no") for code, value in said.items()}
        for code, value in said.items():
            kind, _, which = code.partition(":")
            first |= {"practice": which} if kind == Term.PRACTICE else {"level": which} if kind == Term.LEVEL else {}
            first |= {"tribal": value or Tribal.YES.value} if kind == Term.TRIBAL else {}
        super().__init__(*args, **{"initial": first, **kwargs})
        for code, words in self.YES_OR_NO:
            self.fields[code] = Stated(words)

    def said(self) -> dict[str, str]:
        """Each code with its value; what nobody has said is not in it."""
        given = self.cleaned_data
        chosen = {f"{Term.PRACTICE}:{given['practice']}": ""} if given["practice"] else {}
        chosen |= {f"{Term.LEVEL}:{given['level']}": ""} if given["level"] else {}
        chosen |= {f"{Term.TRIBAL}:citizens": given["tribal"]} if given["tribal"] else {}
        answered = {code: given[code] for code, _words in self.YES_OR_NO if given[code] is not None}
        return chosen | {code: "yes" if answer else "no" for code, answer in answered.items()}
