"""What stands on a consent that was signed on paper. In English, for the people at work who put it on file."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from kinbridge.consents.actions.on_paper import OnPaper
from kinbridge.consents.forms.filing import day, many, text
from kinbridge.consents.forms.signing import may_sign_first, proof_choice
from kinbridge.consents.models import OtherAuthority
from kinbridge.consents.models.terms import Signing, Terms
from kinbridge.consents.rules import Defect, Form, Signer, Term, account_of
from kinbridge.consents.wording import words
from kinbridge.core.vocabulary import Relation
from kinbridge.people.models import Person

STATEMENTS = {
    Term.REVOCATION: "How the person can take it back",
    Term.REDISCLOSURE: "That what is shared may be shared again under health privacy law",
    Term.REFUSAL: "What happens to someone who does not sign",
    Term.CONDITION: "The condition of the court that it rests on",
}
ASKED_OF = {
    Form.TPO: (Term.REVOCATION, Term.REDISCLOSURE, Term.REFUSAL),
    Form.CRIMINAL_JUSTICE: (Term.CONDITION, Term.REVOCATION),
}
"""What the law asks a form to tell its signer; of every other form only how to take it back."""
FOUND = {
    **{one: account_of(one).says for one in (Defect.ALTERED, Defect.LANGUAGE, Defect.CONDITIONED, Defect.KNOWN_FALSE)},
    Defect.OTHER: "Something else is wrong with it.",
}
"""Faults that only a person can see, with the paper in hand."""


LETTERS = re.compile(r"[^\W\d_]+")


class OnPaperForm(forms.Form):
    unreadable = forms.BooleanField(
        label="Nobody can read this paper",
        required=False,
        help_text="It is kept, and opens nothing. Until someone reads it, no older consent of this person is used.",
    )
    unsigned = forms.BooleanField(label="Nobody signed it", required=False)
    name = text("Who signed it? Write the name as it stands there.", limit=160)
    also = text("Which parent or guardian signed too?", limit=160)
    proof = text("If someone signed for this person: what shows that they may?", limit=200)
    signed_on = day("The day it was signed", hint="As it stands on the paper. Leave it empty if there is none.")
    ours = forms.BooleanField(
        label="It is the form that was printed from here, with nothing changed",
        required=False,
        help_text="Then it says all that the law asks for.",
    )
    statements = many("What does it tell its signer? Tick only what is written on it.", required=False)
    defects = many("Is anything wrong with it?", required=False)

    def __init__(
        self,
        *args: Any,
        terms: Terms,
        person: Person,
        told: frozenset[Term],
        proofs: Iterable[OtherAuthority],
        today: date,
        **kwargs: Any,
    ) -> None:
        """`told` is what the form that is printed from here tells its signer."""
        super().__init__(*args, **kwargs)
        self.terms, self.person, self.told, self.today = terms, person, told, today
        may_sign = may_sign_first(person.relation)
        capacities = {**words("en")["capacities"], Signer.SUBJECT.value: person.name}
        self.fields["capacity"] = forms.ChoiceField(
            label="As whom?",
            choices=[(one.value, capacities[one.value]) for one in may_sign],
            widget=forms.RadioSelect,
            initial=may_sign[0].value,
            required=False,
        )
        if choice := proof_choice(proofs):
            self.fields["by_authority"] = choice
        if person.relation != Relation.YOUTH:
            del self.fields["also"]
        asked = ASKED_OF.get(terms.form, (Term.REVOCATION,))
        self.fields["statements"].choices = [(one.value, STATEMENTS[one]) for one in asked]  # type: ignore[attr-defined]
        self.fields["defects"].choices = [(one.value, says) for one, says in FOUND.items()]  # type: ignore[attr-defined]
        self.order_fields(["unreadable", "unsigned", "name", "capacity", "also", "by_authority", "proof"])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("unreadable"):
            return given
        if not given.get("name") and not given.get("unsigned") and "name" not in self.errors:
            self.add_error("name", "Write who signed it, or tick that nobody did.")
        if given.get("name") and given.get("unsigned"):
            self.add_error("unsigned", "A name is written below; clear it, or do not tick this.")
        if given.get("name") and given.get("capacity") == Signer.SUBJECT and not self._is_their_name(given["name"]):
            self.add_error("name", f"This is not {self.person.name}. Write the first name too, or choose who signed.")
        signed = given.get("signed_on")
        if signed and signed > self.today:
            self.add_error("signed_on", "This day is still to come; write the day on the paper.")
        elif signed and self.terms.expires_on and signed > self.terms.expires_on:
            self.add_error("signed_on", "The paper ends before this day; check it.")
        return given

    def _is_their_name(self, name: str) -> bool:
        """A first name stands in it, or its first letter alone. Of someone without one there is nothing to compare."""
        given = LETTERS.findall(self.person.given_name.casefold())
        return not given or not {*given, *(one[0] for one in given)}.isdisjoint(LETTERS.findall(name.casefold()))

    @property
    def paper(self) -> OnPaper:
        said = self.cleaned_data
        if said["unreadable"]:
            return OnPaper(readable=False)
        statements = frozenset(map(Term, said["statements"]))
        return OnPaper(
            signed_on=said["signed_on"],
            signings=tuple(self._signings()),
            statements=statements | (self.told if said["ours"] else frozenset()),
            defects=frozenset(map(Defect, said["defects"])),
            proof=said["proof"].strip(),
            by_authority=said.get("by_authority"),
        )

    def _signings(self) -> Iterable[Signing]:
        said = self.cleaned_data
        if said["unsigned"]:
            return
        first = Signer(said["capacity"] or may_sign_first(self.person.relation)[0])
        own = self.person.pk if first is Signer.SUBJECT else None
        yield Signing(name=said["name"].strip(), capacity=first, method="paper", person_id=own)
        if said.get("also"):
            yield Signing(name=said["also"].strip(), capacity=Signer.PARENT, method="paper")
