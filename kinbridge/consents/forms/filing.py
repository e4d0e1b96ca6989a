"""The form of any paper but a consent, put together from its entry in the table. In English, as the law is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from kinbridge.consents.forms.parties import Group, Partners, grouped, named
from kinbridge.consents.models.filing import Filing, only_as_holder
from kinbridge.consents.models.paper_words import STANDINGS
from kinbridge.consents.rules import ANY_HOLDER, Kind, Term, everyone_of
from kinbridge.consents.rules import named as by_name
from kinbridge.consents.rules.papers import PaperKind
from kinbridge.consents.wording import words
from kinbridge.core.dates import add_months
from kinbridge.core.vocabulary import MINORS, Category, Purpose
from kinbridge.directory.models import Viewer
from kinbridge.people.models import Person

OTHER_KINDS = {Category.REPORTER_IDENTITY: "who made a report", Category.DV_LOCATION: "where someone stays to be safe"}
OTHER_PURPOSES = {
    Purpose.LAW_ENFORCEMENT: "for the police or a prosecutor",
    Purpose.QUALITY_MEASUREMENT: "to measure how good the care is",
    Purpose.PUBLIC_HEALTH: "for public health",
    Purpose.AUDIT_EVALUATION: "for an audit or evaluation",
    Purpose.RESEARCH: "for research",
}
ANSWERS = (
    ("", "Nobody has answered yet"),
    ("agreed", "Agreed: the program will not share it"),
)
MORE_WORDS = ("court", "judge", "asked_by", "answered_by", "statute", "roster")
"""What a form asks that no rule reads; kept as it was written."""


def category_choices() -> list[tuple[str, str]]:
    table = words("en")["categories"]
    return [(one.value, _capital(table.get(one.value) or OTHER_KINDS[one])) for one in Category]


def purpose_choices(purposes: Iterable[Purpose]) -> list[tuple[str, str]]:
    table = words("en")["purposes"]
    return [(one.value, _capital(table.get(one.value) or OTHER_PURPOSES[one])) for one in purposes]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def many(label: str, *, required: bool = True, missing: str = "") -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        widget=forms.CheckboxSelectMultiple,
        required=required,
        error_messages={"required": missing or "Choose at least one."},
    )


def day(label: str, *, required: bool = False, hint: str = "") -> forms.DateField:
    return forms.DateField(label=label, required=required, help_text=hint)


def text(label: str, *, limit: int = 120, hint: str = "") -> forms.CharField:
    return forms.CharField(label=label, max_length=limit, required=False, help_text=hint)


class PaperForm(forms.Form):
    """All that any paper is asked; `__init__` keeps what this one needs. `filing` after validation.

    A paper is put on file as it is: a finding that is not ticked is missing, and the page says so. Whom it names and
    what it reaches is asked for, for a blank never means everyone or everything.
    """

    unreadable = forms.BooleanField(
        label="Nobody can read this paper",
        required=False,
        help_text="It is kept, and opens nothing. Fill in what you can make out.",
    )
    person = forms.ChoiceField(
        label="Whom is it about?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the person the paper is about."},
    )
    court = text("Which court or clerk?")
    judge = text("Which judge?")
    reference = text("Its own number")
    statute = text("Under which statute?", hint="A team that a statute names may do more than one that none does.")
    roster = text("Who is on the team?", limit=300)
    asked_by = text("Who asked for this?", hint="The person themself, or who acts for them.")
    gives = many("Who holds what it is about?", missing="Name at least one program; a blank never means all.")
    gets = many("Who would receive it?", missing="Name at least one; a blank never means all.")
    people = many("Who in the family does it name?", required=False)
    other_name = text("Someone else, by name", hint="A person who is not on this family's page.")
    kept_from = many("From whom is this kept?", missing="Say from whom: choose at least one.")
    categories = many("What is it about?", missing="Name at least one kind of record; a blank never means all.")
    only = forms.CharField(
        label="Only these parts, where it says so",
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="One part to a line, in the paper's own words, such as: dates of attendance.",
    )
    purposes = many("What for?", missing="Name at least one purpose; a blank never means all.")
    findings = many("What does it say? Tick only what is written in it.", required=False)
    also = many("And does it say this?", required=False)
    signed_on = day("The day it was made or signed", required=True)
    starts_on = day("In force from", hint="Leave empty if from that day.")
    expires_on = day("The day it ends, if it says so", hint="From this day on it no longer counts.")
    answer = forms.ChoiceField(
        label="Did the program answer?", choices=ANSWERS, widget=forms.RadioSelect, required=False
    )
    answered_by = text("Who answered?")

    def __init__(
        self,
        *args: Any,
        entry: PaperKind,
        people: Iterable[Person],
        partners: Partners,
        by: Viewer,
        today: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.entry, self.by, self.today = entry, by, today
        self.household = list(people)
        self.partners = partners
        self.holding = self._holding(partners)
        self.titles = partners.titles()
        wanted = {*entry.fields, "unreadable"}
        if "gets" in entry.fields and entry.gets in ("people", "both"):
            wanted |= {"people", "other_name"}
        if entry.gets == "people":
            wanted -= {"gets"}
        for name in [name for name in self.fields if name not in wanted and name not in ("findings", "also")]:
            del self.fields[name]
        self._choices()
        if "unreadable" in self.data:
            for field in self.fields.values():
                field.required = False
        if "person" in self.fields:
            self.fields["person"].required = True

    def _holding(self, partners: Partners) -> Partners:
        """Those whose records this person may put a paper on file for."""
        if not only_as_holder(self.entry, by=self.by):
            return partners
        own = tuple(one for one in partners.programs if one.organization_id == self.by.organization_id)
        return replace(partners, programs=own)

    def _choices(self) -> None:
        entry, fields = self.entry, self.fields
        limit = entry.kind is Kind.RESTRICTION
        optional = {name: name in fields and limit for name in ("gets", "categories", "purposes")}
        about = [one for one in self.household if not entry.children or one.relation in MINORS]
        adults = [one for one in self.household if one.relation not in MINORS]
        needed = [(one.term.value, one.says) for one in entry.findings if one.needed is True or one.needed == "one"]
        other = [(one.term.value, one.says) for one in entry.findings if one.needed not in (True, "one")]
        standings = [(str(everyone_of(standing)), str(said)) for standing, said in STANDINGS.items()]
        for name, choices in (
            ("person", [(str(one.pk), f"{one.name} ({one.get_relation_display()})") for one in about]),
            ("gives", self.holding.choices()),
            ("gets", self.partners.choices()),
            ("people", [(f"person:{one.pk}", one.name) for one in adults]),
            ("kept_from", [*((f"person:{one.pk}", one.name) for one in adults), *standings]),
            ("categories", category_choices()),
            ("purposes", purpose_choices(entry.purposes)),
            ("findings", needed),
            ("also", other),
        ):
            if name in fields:
                fields[name].choices = choices  # type: ignore[attr-defined]
                if name in ("findings", "also") and not choices:
                    del fields[name]
        for name, may_be_empty in optional.items():
            if may_be_empty:
                fields[name].required = False
                fields[name].help_text = "Tick none for all."
        if len(entry.purposes) == 1 and "purposes" in fields:
            del fields["purposes"]
        if entry.kind is Kind.CUSTODY_ORDER:
            fields["findings"].label = "Which powers does it give? Tick only what is written in it."
            fields["gets"].required = False

    # ── as the page shows it ─────────────────────────────────────────────────

    def give_groups(self) -> Iterator[Group]:
        return grouped(self["gives"], self.titles)  # type: ignore[arg-type]

    def get_groups(self) -> Iterator[Group]:
        return grouped(self["gets"], self.titles)  # type: ignore[arg-type]

    def first(self) -> list[BoundField]:
        return self._some("person", "court", "judge", "reference", "statute", "roster", "asked_by")

    def what(self) -> list[BoundField]:
        return self._some("people", "other_name", "kept_from", "categories", "only", "purposes")

    def says(self) -> list[BoundField]:
        return self._some("findings", "also", "answer", "answered_by")

    def days(self) -> list[BoundField]:
        return self._some("signed_on", "starts_on", "expires_on", "unreadable")

    def _some(self, *names: str) -> list[BoundField]:
        return [self[name] for name in names if name in self.fields]

    # ── what came in ─────────────────────────────────────────────────────────

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        made, ends = said.get("signed_on"), said.get("expires_on")
        if made and made > self.today:
            self.add_error("signed_on", "This day is still to come; write the day on the paper.")
        begins = said.get("starts_on") or made
        if begins and ends and ends <= begins:
            self.add_error("expires_on", "It would end before it begins; check both days.")
        if self.entry.months and made and not said.get("unreadable"):
            last = add_months(made, self.entry.months)
            if ends is None or ends > last:
                self.add_error(
                    "expires_on", f"Such an order ends within {self.entry.months} months; write its last day."
                )
        nobody = not (said.get("gets") or said.get("people") or said.get("other_name"))
        if "people" in self.fields and nobody and not said.get("unreadable"):
            self.add_error("people", "Name at least one person or program; a blank never means all.")
        return said

    @property
    def filing(self) -> Filing:
        said, entry = self.cleaned_data, self.entry
        chosen = frozenset(map(Term, (*said.get("findings", ()), *said.get("also", ()))))
        if entry.kind is Kind.CUSTODY_ORDER and Term.HEALTH_DECISIONS not in chosen:
            chosen |= {Term.NO_HEALTH_DECISIONS}
        several = "purposes" in self.fields
        programs = named(said.get("gives", ()), self.holding.choices())
        return Filing(
            entry=entry,
            person_id=int(said["person"]) if said.get("person") else None,
            gives=(str(ANY_HOLDER),) if entry.gives == "anyone" else programs,
            gets=self._gets(),
            categories=tuple(map(Category, said.get("categories", ()))),
            purposes=tuple(map(Purpose, said.get("purposes", ()))) if several else entry.purposes,
            only=tuple(line.strip()[:200] for line in said.get("only", "").splitlines() if line.strip()),
            terms=chosen,
            reference=said.get("reference", "").strip(),
            signed_on=said.get("signed_on"),
            starts_on=said.get("starts_on"),
            expires_on=said.get("expires_on"),
            readable=not said["unreadable"],
            agreed=said.get("answer") == "agreed",
            detail={name: said[name].strip() for name in MORE_WORDS if said.get(name, "").strip()},
        )

    def _gets(self) -> tuple[str, ...]:
        said = self.cleaned_data
        programs = named(said.get("gets", ()), self.partners.choices())
        someone = (str(by_name(said["other_name"])),) if said.get("other_name", "").strip() else ()
        return (*programs, *said.get("people", ()), *said.get("kept_from", ()), *someone)
