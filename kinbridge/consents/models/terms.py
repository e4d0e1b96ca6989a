"""What a consent says and how it is signed, as typed values: what forms make, actions take and proposals keep."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

import msgspec
from django.utils.translation import get_language

from kinbridge.consents.models.consent import Consent, ConsentParty
from kinbridge.consents.models.facts import CLASSES
from kinbridge.consents.rules import Authority, Form, Kind, Party, Signer, Term
from kinbridge.consents.wording import Filled, class_words
from kinbridge.core.vocabulary import Category, Purpose
from kinbridge.directory.models import Organization, Program
from kinbridge.people.models import Person


class Terms(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """What a consent says. `shares` and `receives` hold parties as the rules write them, such as "program:…"."""

    person: int
    form: Form = Form.SPECIFIC
    language: str = "en"
    shares: tuple[str, ...] = ()
    receives: tuple[str, ...] = ()
    categories: tuple[Category, ...] = ()
    withheld: tuple[Category, ...] = ()
    purposes: tuple[Purpose, ...] = ()
    records_since: date | None = None
    records_until: date | None = None
    starts_on: date | None = None
    expires_on: date | None = None
    until_event: str = ""

    def kept(self) -> dict[str, Any]:
        built: dict[str, Any] = msgspec.to_builtins(self)
        return built

    def authority(self, *, id: str, signed: date, signers: Iterable[Signer], statements: Iterable[Term]) -> Authority:
        """The paper as the rules would see it, were it signed like this on that day."""
        return Authority(
            kind=Kind.CONSENT,
            id=id,
            subject=self.person,
            form=self.form,
            disclosers=frozenset(map(Party, self.shares)),
            recipients=frozenset(map(Party, self.receives)),
            categories=frozenset(self.categories),
            withheld=frozenset(self.withheld),
            purposes=frozenset(self.purposes),
            signers=frozenset(signers),
            signed=signed,
            effective=self.starts_on,
            expires=self.expires_on,
            until_event=self.until_event,
            recorded=signed,
            terms=frozenset(statements),
        )


def terms_from(kept: Mapping[str, Any]) -> Terms:
    return msgspec.convert(kept, Terms)


def terms_of(consent: Consent) -> Terms:
    """What a signed consent says, to begin its replacement or to word it in another language."""
    parties = list(consent.parties.order_by("pk"))
    return Terms(
        person=consent.person_id,
        form=Form(consent.form),
        language=consent.language,
        shares=tuple(party.key for party in parties if party.side == ConsentParty.Side.SHARES),
        receives=tuple(party.key for party in parties if party.side == ConsentParty.Side.RECEIVES),
        categories=tuple(map(Category, consent.categories)),
        withheld=tuple(map(Category, consent.withheld)),
        purposes=tuple(map(Purpose, consent.purposes)),
        records_since=consent.records_since,
        records_until=consent.records_until,
        starts_on=consent.starts_on,
        expires_on=consent.expires_on,
        until_event=consent.until_event,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Signing:
    """One signature as it came in: who, in what capacity, by what method, and how we know."""

    name: str
    capacity: Signer
    method: str
    person_id: int | None = None
    relation: str = ""
    strokes: tuple[tuple[int, ...], ...] = ()
    evidence: Mapping[str, object] = field(default_factory=dict)


def ids(parties: Iterable[str], kind: str) -> list[UUID]:
    """The ids of the parties of one kind, such as "program"."""
    return [UUID(party.partition(":")[2]) for party in parties if party.startswith(f"{kind}:")]


def names_of(parties: Iterable[str]) -> dict[str, str]:
    """Each party as people say it: a program with its organization, or a class. Two queries at most."""
    parties = list(parties)
    language = get_language() or "en"
    said = {party: class_words(party, language=language) for party in parties if party in CLASSES}
    said |= {party: party.partition(":")[2] for party in parties if party.startswith("name:")}
    if programs := ids(parties, "program"):
        for program in Program.objects.filter(pk__in=programs).select_related("organization"):
            said[f"program:{program.pk}"] = program_words(program)
    if organizations := ids(parties, "organization"):
        for pk, name in Organization.objects.filter(pk__in=organizations).values_list("pk", "name"):
            said[f"organization:{pk}"] = name
    return said


def program_words(program: Program) -> str:
    """A program with its organization, once each."""
    if program.organization.name in program.name:
        return program.name
    return f"{program.name}, {program.organization.name}"


def filled(terms: Terms, *, person: Person) -> Filled:
    """The terms with names in place of ids, as the form's text wants them; empty for one that is not there any more."""
    said = names_of((*terms.shares, *terms.receives))
    return Filled(
        person=person.name,
        born=person.birth_date,
        form=terms.form,
        shares=tuple(said.get(party, "") for party in terms.shares),
        # A class is worded in the form's own language, so it is handed on as it is.
        receives=tuple(party if party in CLASSES else said.get(party, "") for party in terms.receives),
        categories=terms.categories,
        purposes=terms.purposes,
        records_since=terms.records_since,
        records_until=terms.records_until,
        expires_on=terms.expires_on,
        until_event=terms.until_event,
    )
