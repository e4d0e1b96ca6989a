"""Open a family, and keep its household right."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, cast

from django import forms
from django.db.models import QuerySet

from kinbridge.accounts.models import User
from kinbridge.core.vocabulary import MINORS, Relation
from kinbridge.people.actions import Household
from kinbridge.people.models import RELATIONS, SEXES, Custody, Family, Kinship, Person, SafeContact
from kinbridge.people.opening import Details, Reach

OLDEST = timedelta(days=120 * 366)
NOT_SAID = ("", "Not known, or not said")
LANGUAGES = (("en", "English"), ("es", "Spanish"), ("other", "Another language"))
RACES = (
    NOT_SAID,
    ("american_indian", "American Indian or Alaska Native"),
    ("asian", "Asian"),
    ("black", "Black or African American"),
    ("hispanic", "Hispanic or Latino"),
    ("pacific", "Native Hawaiian or Pacific Islander"),
    ("white", "White"),
    ("more", "More than one"),
)
PAYERS = (NOT_SAID, ("medicaid", "Medicaid"), ("private", "Private insurance"), ("none", "No insurance"))
LATER, EARLIER = timedelta(days=300), timedelta(days=30)
CHANNELS = tuple(SafeContact._meta.get_field("channel").choices or ())


class DetailsForm(forms.Form):
    """Who someone is. Only a name is asked for: the rest may never be known."""

    given_name = forms.CharField(label="First name", max_length=80, required=False)
    family_name = forms.CharField(label="Last name", max_length=80, required=False)
    relation = forms.ChoiceField(label="In the family they are", choices=RELATIONS)
    birth_date = forms.DateField(label="Date of birth", required=False)
    language = forms.ChoiceField(label="Language they like to use", choices=LANGUAGES)
    sex = forms.ChoiceField(label="Sex", choices=(NOT_SAID, *SEXES), required=False)
    race_ethnicity = forms.ChoiceField(
        label="Race or ethnicity, as they say it", choices=RACES, required=False, help_text="Ask; never guess."
    )
    tribe = forms.CharField(label="Tribe, as they say it", max_length=80, required=False)
    payer = forms.ChoiceField(label="Who pays for their health care", choices=PAYERS, required=False)

    def __init__(self, *given: Any, today: date, **more: Any) -> None:
        super().__init__(*given, **more)
        self.today = today
        for name in {"language", "sex", "race_ethnicity", "payer"} & set(self.fields):
            self._keep_what_stands(name)

    def _keep_what_stands(self, name: str) -> None:
        """A word that came with a load and is none of ours stays a choice; saving the form must not change it."""
        stands, field = self.initial.get(name), cast("Any", self.fields[name])
        if stands and stands not in dict(field.choices):
            field.choices = [*field.choices, (stands, stands.replace("_", " ").capitalize())]

    def clean_birth_date(self) -> date | None:
        return self._past("birth_date")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        named = given.get("given_name") or given.get("family_name")
        if not named and given.get("relation") != Relation.INFANT:
            self.add_error("given_name", "Write a first or a last name.")
        return given

    def _past(self, name: str) -> date | None:
        day: date | None = self.cleaned_data[name]
        if day is not None and not self.today - OLDEST <= day <= self.today:
            raise forms.ValidationError("This day is still to come, or too long ago; check it.")
        return day

    @property
    def details(self) -> Details:
        said = self.cleaned_data
        return Details(**{name: said[name] for name in Details.__slots__ if name in said})


class MendForm(DetailsForm):
    died_on = forms.DateField(label="Date of death", required=False)

    def clean_died_on(self) -> date | None:
        return self._past("died_on")


class OpenForm(DetailsForm):
    """The first person of a family: a name, and how to reach them without harm."""

    field_order = (
        "given_name",
        "family_name",
        "relation",
        "birth_date",
        "due_on",
        "channel",
        "value",
        "note",
        "language",
    )

    due_on = forms.DateField(label="If they are pregnant, the due date", required=False, help_text="A guess will do.")
    channel = forms.ChoiceField(label="A safe way to reach them", choices=(("", "None yet"), *CHANNELS), required=False)
    value = forms.CharField(label="Number or address", max_length=200, required=False)
    note = forms.CharField(
        label="What to say there, or not to say", max_length=200, required=False, help_text="Such as: no voice mail."
    )
    another = forms.BooleanField(label="It is another family; open a new one", required=False, widget=forms.HiddenInput)

    def ask_whether_it_is_another(self) -> None:
        self.fields["another"].widget = forms.CheckboxInput()

    def clean_due_on(self) -> date | None:
        return _due(self.cleaned_data["due_on"], self.today)

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if bool(given.get("channel")) != bool(given.get("value")):
            self.add_error("value", "Give both the way and the number or address, or neither.")
        return given

    @property
    def reach(self) -> Reach | None:
        said = self.cleaned_data
        return Reach(said["channel"], said["value"], said["note"]) if said["channel"] else None


class JoinForm(DetailsForm):
    """One more person of the family, and how they are related to one of it."""

    kind = forms.ChoiceField(label="They are the", choices=(("", "Not said"), *Kinship.Kind.choices), required=False)
    relative = forms.ModelChoiceField(label="of", queryset=Person.objects.none(), required=False)

    def __init__(self, *given: Any, household: Household, family: Family, today: date, **more: Any) -> None:
        super().__init__(*given, today=today, **more)
        self.family = family
        _offer(self.fields["relative"], household.people)

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if bool(given.get("kind")) != bool(given.get("relative")):
            self.add_error("relative", "Say both how they are related and to whom, or neither.")
        return given

    @property
    def said(self) -> dict[str, Any]:
        kin = {name: self.cleaned_data[name] for name in ("kind", "relative")}
        return {"family": self.family, "details": self.details, **kin}


class HouseholdForm(forms.Form):
    """About the people of one household. `people` names the fields that choose among them."""

    people: tuple[str, ...] = ("person",)

    def __init__(self, *given: Any, household: Household, family: Family, today: date, **more: Any) -> None:
        super().__init__(*given, **more)
        self.today = today
        for name in self.people:
            _offer(self.fields[name], household.people)

    @property
    def said(self) -> dict[str, Any]:
        return self.cleaned_data


class PregnancyForm(HouseholdForm):
    person = forms.ModelChoiceField(label="Who is pregnant", queryset=Person.objects.none(), empty_label=None)
    due_on = forms.DateField(label="Due date", help_text="A guess will do.")
    babies = forms.IntegerField(label="How many babies", min_value=1, max_value=5, initial=1)

    def clean_due_on(self) -> date | None:
        return _due(self.cleaned_data["due_on"], self.today)


class ContactForm(HouseholdForm):
    person = forms.ModelChoiceField(label="Whom it reaches", queryset=Person.objects.none(), empty_label=None)
    channel = forms.ChoiceField(label="How", choices=CHANNELS, widget=forms.RadioSelect)
    value = forms.CharField(label="Number or address", max_length=200)
    safe = forms.TypedChoiceField(
        label="Is it safe to use?",
        choices=(("True", "Yes"), ("False", "No: never use it")),
        coerce=lambda said: said == "True",
        widget=forms.RadioSelect,
    )
    note = forms.CharField(label="What to say there, or not to say", max_length=200, required=False)


class KinForm(HouseholdForm):
    people = ("person", "relative")
    person = forms.ModelChoiceField(label="This person", queryset=Person.objects.none(), empty_label=None)
    kind = forms.ChoiceField(label="is the", choices=Kinship.Kind.choices)
    relative = forms.ModelChoiceField(label="of", queryset=Person.objects.none(), empty_label=None)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("person") is not None and given.get("person") == given.get("relative"):
            self.add_error("relative", "Choose two different people.")
        return given


class CustodyForm(HouseholdForm):
    """A legal power over a child: by which order, from when, and who holds it."""

    child = forms.ModelChoiceField(label="Child", queryset=Person.objects.none(), empty_label=None)
    power = forms.ChoiceField(label="Which power", choices=Custody.Power.choices)
    holder = forms.ModelChoiceField(
        label="Who holds it", queryset=Person.objects.none(), required=False, empty_label="Our agency"
    )
    order = forms.CharField(label="Number of the court order", max_length=80, required=False)
    since = forms.DateField(label="From")

    people = ()

    def __init__(self, *given: Any, household: Household, family: Family, today: date, **more: Any) -> None:
        super().__init__(*given, household=household, family=family, today=today, **more)
        _offer(self.fields["child"], [one for one in household.people if one.relation in MINORS])
        _offer(self.fields["holder"], [one for one in household.people if one.relation not in MINORS])

    def clean_since(self) -> date:
        day: date = self.cleaned_data["since"]
        if not self.today - OLDEST <= day <= self.today:
            raise forms.ValidationError("This day is still to come, or too long ago; check it.")
        return day


class EndForm(forms.Form):
    """The day something ended."""

    on = forms.DateField(label="On what day did it end?")

    def __init__(self, *given: Any, since: date, today: date, **more: Any) -> None:
        super().__init__(*given, **more)
        self.since, self.today = since, today

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"]
        if not self.since <= day <= self.today:
            raise forms.ValidationError("It cannot end before it began, or after today; check the day.")
        return day


def _offer(field: forms.Field, people: Iterable[Person]) -> None:
    chosen: Any = field
    chosen.queryset = Person.objects.filter(pk__in=[person.pk for person in people]).order_by("pk")
    chosen.label_from_instance = lambda person: person.name


def _due(day: date | None, today: date) -> date | None:
    if day is not None and not today - EARLIER <= day <= today + LATER:
        raise forms.ValidationError("A due date lies within the next ten months; check it.")
    return day


class OwnPageForm(forms.Form):
    email = forms.EmailField(
        label="Their own e-mail address",
        max_length=150,
        help_text="One that nobody else reads. Ask whether somebody at home could.",
    )
    told = forms.BooleanField(
        label="I told them what they will see there, and that they may say no",
        error_messages={"required": "Tell them first; then tick this."},
    )


class AssignForm(forms.Form):
    worker = forms.ModelChoiceField(label="Who works with the family", queryset=User.objects.none(), empty_label=None)

    def __init__(self, *given: Any, colleagues: QuerySet[User], **more: Any) -> None:
        super().__init__(*given, **more)
        cast("Any", self.fields["worker"]).queryset = colleagues


class EndWorkForm(forms.Form):
    sure = forms.BooleanField(
        label="From today our program works with this family no longer, and sees nothing of it",
        error_messages={"required": "Tick this to end the work."},
    )


class PregnancyEndForm(EndForm):
    """For a birth there is a page of its own."""

    outcome = forms.ChoiceField(
        label="How it ended",
        choices=(("loss", "A loss"), ("unknown", "Not known, or not said")),
        widget=forms.RadioSelect,
        help_text="A birth is written down by the birth hospital, on the page Births.",
    )
