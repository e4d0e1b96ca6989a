"""Signing, in the words and the language of the form that is signed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from kinbridge.consents.models import OtherAuthority
from kinbridge.consents.models.paper_words import title
from kinbridge.consents.models.terms import Signing, Terms
from kinbridge.consents.rules import Signer
from kinbridge.consents.rules.papers import paper_kind
from kinbridge.consents.wording import questions, words
from kinbridge.core.vocabulary import CHILDREN, Relation
from kinbridge.people.models import Person

MOST_POINTS = 6000
SHEET = (600, 200)
Strokes = tuple[tuple[int, ...], ...]


def read_strokes(text: str) -> Strokes:
    """The lines that were drawn, each x, y, x, y, … on a sheet of 600 by 200. Raises ValueError for anything else."""
    if not text:
        return ()
    drawn = json.loads(text)
    if not isinstance(drawn, list) or not all(isinstance(line, list) for line in drawn):
        raise ValueError("not a list of lines")
    lines = tuple(tuple(line) for line in drawn if len(line) >= 4)
    if sum(map(len, lines)) > MOST_POINTS or any(len(line) % 2 for line in lines):
        raise ValueError("too long or uneven")
    for line in lines:
        for index, number in enumerate(line):
            if type(number) is not int or not 0 <= number <= SHEET[index % 2]:
                raise ValueError("not on the sheet")
    return lines


class StrokesField(forms.CharField):
    widget = forms.HiddenInput

    def clean(self, value: Any) -> Strokes:
        try:
            return read_strokes(super().clean(value))
        except (ValueError, RecursionError):
            raise forms.ValidationError(self.error_messages["invalid"]) from None


class SignerForm(forms.Form):
    """One person signs: a name, in what capacity, and a drawn or typed signature."""

    def __init__(self, *args: Any, language: str, capacities: Iterable[Signer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        said = words(language)
        screen, trouble = said["screen"], said["trouble"]
        long = {"max_length": trouble["long"]}
        self.fields["name"] = forms.CharField(
            label=screen["name"], max_length=160, error_messages={"required": trouble["name"], **long}
        )
        self.capacities = tuple(capacities)
        if len(self.capacities) > 1:
            self.fields["capacity"] = forms.ChoiceField(
                label=screen["capacity"],
                choices=[(one.value, said["capacities"][one.value]) for one in self.capacities],
                widget=forms.RadioSelect,
                initial=self.capacities[0].value,
                error_messages={"required": trouble["capacity"], "invalid_choice": trouble["capacity"]},
            )
        self.fields["strokes"] = StrokesField(
            required=False, max_length=40_000, error_messages={"invalid": trouble["strokes"], **long}
        )
        self.fields["typed"] = forms.CharField(
            label=screen["typed"],
            help_text=screen["typed_hint"],
            max_length=160,
            required=False,
            error_messages=long,
        )
        self.unsigned = trouble["sign"]

    @property
    def usually_themself(self) -> bool:
        """A grown person, whose own signature is the rule; someone else's is asked for on the side."""
        return self.capacities[0] is Signer.SUBJECT and len(self.capacities) > 1

    @property
    def signs_themself(self) -> bool:
        return self["capacity"].value() == Signer.SUBJECT.value and not self["capacity"].errors

    def clean(self) -> dict[str, Any]:
        chosen = super().clean() or self.cleaned_data
        if not chosen.get("strokes") and not chosen.get("typed", "").strip() and not self.errors:
            self.add_error("typed", self.unsigned)
        return chosen

    @property
    def signs_as(self) -> Signer:
        return Signer(self.cleaned_data["capacity"]) if "capacity" in self.fields else self.capacities[0]


class SignForm(forms.Form):
    """The whole signing page: questions, who signs, how freely, and the copy."""

    def __init__(
        self,
        *args: Any,
        terms: Terms,
        person: Person,
        helped: bool,
        name: str = "",
        proofs: Iterable[OtherAuthority] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.terms, self.person = terms, person
        said = words(terms.language)
        screen, trouble = said["screen"], said["trouble"]
        long = {"max_length": trouble["long"]}
        self.asked = questions(terms.form, language=terms.language)
        for question in self.asked:
            self.fields[f"q_{question.id}"] = forms.ChoiceField(
                label=question.asks,
                choices=question.options,
                widget=forms.RadioSelect,
                error_messages={"required": trouble["question"], "invalid_choice": trouble["question"]},
            )
        self.fields["free"] = forms.BooleanField(label=screen["free"], error_messages={"required": trouble["free"]})
        self.fields["authority_paper"] = forms.CharField(
            label=screen["authority_paper"],
            help_text=screen["authority_hint"],
            max_length=200,
            required=False,
            error_messages=long,
        )
        if choice := proof_choice(proofs):
            self.fields["by_authority"] = choice
        self.fields["interpreter"] = forms.CharField(
            label=screen["interpreter"], max_length=120, required=False, error_messages=long
        )
        self.fields["copy"] = forms.ChoiceField(
            label=screen["copy"],
            choices=tuple(said["copies"].items()),
            widget=forms.RadioSelect,
            error_messages={"required": trouble["copy"], "invalid_choice": trouble["copy"]},
        )
        if helped:
            self.fields["helper"] = forms.BooleanField(
                label=screen["helper"], help_text=screen["helper_hint"], error_messages={"required": trouble["helper"]}
            )
        self.signers = [self._signer("first", may_sign_first(person.relation), name)]
        if person.relation == Relation.YOUTH:
            self.signers.append(self._signer("second", (Signer.PARENT, Signer.GUARDIAN), ""))

    def _signer(self, prefix: str, capacities: tuple[Signer, ...], name: str) -> SignerForm:
        sent = self.data if self.is_bound else None
        return SignerForm(
            sent, prefix=prefix, language=self.terms.language, capacities=capacities, initial={"name": name}
        )

    def question_fields(self) -> list[Any]:
        return [self[f"q_{question.id}"] for question in self.asked]

    def clean(self) -> dict[str, Any]:
        chosen = super().clean() or self.cleaned_data
        for question in self.asked:
            answer = chosen.get(f"q_{question.id}")
            if answer is not None and answer != question.right:
                self.add_error(f"q_{question.id}", question.again)
        return chosen

    def is_valid(self) -> bool:
        return all([super().is_valid(), *(signer.is_valid() for signer in self.signers)])

    @property
    def understood(self) -> dict[str, str]:
        return {question.id: self.cleaned_data[f"q_{question.id}"] for question in self.asked}

    def signings(self, *, people: Mapping[str, int], evidence: Mapping[str, object]) -> list[Signing]:
        """The signatures. `people` are those of the family who could be signing, by name in lower case."""
        return [
            Signing(
                name=signer.cleaned_data["name"].strip(),
                capacity=signer.signs_as,
                method="drawn" if signer.cleaned_data["strokes"] else "typed",
                person_id=self._who(signer, people),
                strokes=signer.cleaned_data["strokes"],
                evidence={**evidence, "typed": signer.cleaned_data["typed"]},
            )
            for signer in self.signers
        ]

    def _who(self, signer: SignerForm, people: Mapping[str, int]) -> int | None:
        if signer.signs_as is Signer.SUBJECT:
            return self.person.pk
        return people.get(signer.cleaned_data["name"].strip().casefold())


def proof_choice(proofs: Iterable[OtherAuthority]) -> forms.TypedChoiceField | None:
    """Which order or other paper on file lets someone sign for another; None where there is none to choose."""
    known = [(str(one.pk), _proof(one)) for one in proofs]
    if not known:
        return None
    return forms.TypedChoiceField(
        label=_("Or the order or other paper on file"),
        choices=[("", _("None of these")), *known],
        coerce=int,
        empty_value=None,
        required=False,
    )


def _proof(paper: OtherAuthority) -> str:
    day = date_format(paper.signed_on, "DATE_FORMAT") if paper.signed_on else ""
    return ", ".join(filter(None, (title(paper_kind(paper.kind, paper.section)), paper.reference, day)))


def may_sign_first(relation: str) -> tuple[Signer, ...]:
    """Who may sign for someone who stands like this in the family; the rules check it again."""
    if relation == Relation.YOUTH:
        return (Signer.SUBJECT,)
    if relation in CHILDREN:
        return (Signer.PARENT, Signer.GUARDIAN, Signer.REPRESENTATIVE)
    return (Signer.SUBJECT, Signer.REPRESENTATIVE)
