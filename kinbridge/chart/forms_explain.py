"""One question to the gate by somebody who watches over records: about a family's record, or one that nobody has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms

from kinbridge.chart.explaining import STATEMENTS, Imaginary, Paper, Question, Who, choices_of_programs
from kinbridge.chart.models import Label
from kinbridge.consents.models.terms import program_words
from kinbridge.consents.rules import Authority, Form, Kind, Term
from kinbridge.core.vocabulary import Category, OrganizationKind, Purpose, Regime, Relation, Standing
from kinbridge.directory.models import Program, Viewer
from kinbridge.disclosure.explained import FLAGS
from kinbridge.disclosure.plain_words import WORDS, day, first_upper, plain
from kinbridge.disclosure.rules import ReceivedUnder

NONE = ("", "None")
UNSAID = ("", "Not said")
FORMS = {
    Form.SPECIFIC: "For named receivers and purposes",
    Form.TPO: "For all future treatment, payment and operations",
    Form.COUNSELING_NOTES: "For a counselor’s private notes",
    Form.PROCEEDING: "For a court or other proceeding",
    Form.CRIMINAL_JUSTICE: "For the criminal justice system (2.35)",
    Form.HIPAA_ONLY: "A HIPAA authorization only",
    Form.PSYCHOTHERAPY_NOTES: "For a therapist’s private notes",
}


def said(codes: Iterable[Any], *, first: tuple[str, Any] | None = None) -> list[tuple[str, Any]]:
    known = [(str(code), first_upper(plain(code))) for code in codes]
    return [first, *known] if first else known


def ticks(label: Any, choices: list[tuple[str, Any]]) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(label=label, choices=choices, required=False, widget=forms.CheckboxSelectMultiple)


class ExplainForm(forms.Form):
    laws = ticks("Under which laws", [(one.value, WORDS["regimes"][one.value]["title"]) for one in Regime])
    category = forms.ChoiceField(label="What kind of record", choices=said(Category, first=UNSAID), required=False)
    subject = forms.ChoiceField(label="About whom", choices=said(Relation, first=UNSAID), required=False)
    source = forms.ChoiceField(label="Who made it", choices=said(OrganizationKind, first=UNSAID), required=False)
    holder = forms.ChoiceField(
        label="Who holds it now, if it was passed on", choices=said(OrganizationKind, first=NONE), required=False
    )
    received = forms.ChoiceField(label="How they came by it", choices=said(ReceivedUnder, first=NONE), required=False)

    program = forms.ModelChoiceField(Program.objects.none(), label="A program", required=False, empty_label="None")
    email = forms.EmailField(label="Or one person, by e-mail", required=False, max_length=254)
    kind = forms.ChoiceField(
        label="Or anyone of a kind", choices=said((*OrganizationKind, *Standing), first=NONE), required=False
    )
    treats = forms.BooleanField(label="They treat the person", required=False)
    own = forms.BooleanField(label="They work in the program that made it", required=False)

    purpose = forms.ChoiceField(label="What for", choices=said(Purpose))
    on = forms.DateField(label="On which day")

    paper = forms.ChoiceField(label="A made-up paper", choices=said(Kind, first=NONE), required=False)
    form = forms.ChoiceField(
        label="If a consent, which form",
        choices=[NONE, *((code.value, words) for code, words in FORMS.items())],
        required=False,
    )
    section = forms.CharField(label="If an order or a law, its section", required=False, max_length=20)
    signed = forms.DateField(label="Signed on", required=False)
    expires = forms.DateField(label="Ends on", required=False)
    revoked = forms.DateField(label="Taken back on", required=False)
    terms = ticks("What it says, or a court found", said(Term))
    facts = ticks("What is known to be so", [(name, first_upper(plain(name))) for name in FLAGS])

    RECORD = ("laws", "category", "subject", "source", "holder", "received")
    ASKER = ("program", "email", "kind", "treats", "own")
    WHY = ("purpose", "on")
    PAPER = ("paper", "form", "section", "signed", "expires", "revoked", "terms")
    KNOWN = ("facts",)

    def __init__(
        self,
        *args: Any,
        viewer: Viewer,
        today: date,
        labels: Iterable[Label] = (),
        papers: Iterable[Authority] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.labels = {str(label.pk): label for label in labels}
        self.papers = tuple(papers)
        program: Any = self.fields["program"]
        program.queryset = choices_of_programs(viewer)
        program.label_from_instance = program_words
        self.fields["on"].initial = today
        self.fields["terms"].initial = [term.value for term in STATEMENTS]
        if self.labels:
            self._of_a_family()

    def _of_a_family(self) -> None:
        for name in self.RECORD:
            del self.fields[name]
        choices = [("", "Choose one"), *((pk, label_words(label)) for pk, label in self.labels.items())]
        self.fields["label"] = forms.ChoiceField(
            label="Which record", choices=choices, error_messages={"required": "Choose a record."}
        )
        if self.papers:
            self.fields["on_file"] = ticks("Papers on file that count", [(p.id, paper_words(p)) for p in self.papers])
            self.fields["on_file"].initial = [paper.id for paper in self.papers]

    # ── as the page shows it, part by part ───────────────────────────────────

    def _part(self, names: Iterable[str]) -> list[Any]:
        return [self[name] for name in names if name in self.fields]

    @property
    def record(self) -> list[Any]:
        return self._part(("label", *self.RECORD))

    @property
    def asker(self) -> list[Any]:
        return self._part(self.ASKER)

    @property
    def why(self) -> list[Any]:
        return self._part(self.WHY)

    @property
    def filed(self) -> list[Any]:
        return self._part(("on_file",))

    @property
    def made_up(self) -> list[Any]:
        return self._part(self.PAPER)

    @property
    def known(self) -> list[Any]:
        return self._part(self.KNOWN)

    @property
    def makes_paper(self) -> bool:
        return bool(self.is_bound and self.data.get("paper"))

    @property
    def says_facts(self) -> bool:
        return bool(self.is_bound and self.data.get("facts"))

    # ── as a question ────────────────────────────────────────────────────────

    def clean(self) -> dict[str, Any]:
        chosen: dict[str, Any] = super().clean() or {}
        if not self.labels:
            if not chosen.get("laws"):
                self.add_error("laws", "Choose at least one law, or the answer is always no.")
            if not chosen.get("category") and "category" not in self.errors:
                self.add_error("category", "Choose what kind of record it is.")
        if not any(chosen.get(name) for name in ("program", "email", "kind")) and "email" not in self.errors:
            self.add_error("program", "Say who asks: a program, one person, or anyone of a kind.")
        return chosen

    def question(self) -> Question:
        """Only of a valid form."""
        chosen = self.cleaned_data
        label = self.labels.get(chosen.get("label", ""))
        return Question(
            who=Who(chosen["email"], chosen["program"], _kind(chosen["kind"]), chosen["treats"], chosen["own"]),
            purpose=Purpose(chosen["purpose"]),
            on=chosen["on"],
            label=label,
            imaginary=None if label else _imaginary(chosen),
            on_file=frozenset(chosen["on_file"]) if "on_file" in chosen else None,
            paper=_paper(chosen) if chosen["paper"] else None,
            facts=dict.fromkeys(chosen["facts"], True),
        )


def label_words(label: Label) -> str:
    """Such as "Substance use treatment, about Marisol Castellano, from Cedar Street"."""
    parts = [first_upper(plain(label.category)), f"about {label.subject.name}", f"from {label.program.name}"]
    if label.received_under:
        holder = f"held by {label.holder.name}, " if label.holder else ""
        parts.append(f"{holder}received under {plain(label.received_under)}")
    return ", ".join(parts)


def paper_words(paper: Authority) -> str:
    signed = f", signed {day(paper.signed)}" if paper.signed else ""
    return f"{first_upper(plain(paper.kind))} {paper.id.rpartition(':')[2]}{signed}"


def _kind(code: str) -> OrganizationKind | Standing | None:
    if not code:
        return None
    return Standing(code) if code in set(Standing) else OrganizationKind(code)


def _imaginary(chosen: Mapping[str, Any]) -> Imaginary:
    return Imaginary(
        regimes=frozenset(map(Regime, chosen["laws"])),
        category=Category(chosen["category"]),
        subject=Relation(chosen["subject"]) if chosen["subject"] else None,
        source=OrganizationKind(chosen["source"]) if chosen["source"] else None,
        received=ReceivedUnder(chosen["received"]) if chosen["received"] else None,
        holder=OrganizationKind(chosen["holder"]) if chosen["holder"] else None,
    )


def _paper(chosen: Mapping[str, Any]) -> Paper:
    return Paper(
        kind=Kind(chosen["paper"]),
        form=Form(chosen["form"]) if chosen["form"] else None,
        section=chosen["section"].strip(),
        signed=chosen["signed"],
        expires=chosen["expires"],
        revoked=chosen["revoked"],
        terms=frozenset(map(Term, chosen["terms"])),
    )
