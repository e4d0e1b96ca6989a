"""Situations written in the public words of the vignettes, as questions to the gate. What cannot be read says so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from kinbridge.consents.rules import Party, named, words
from kinbridge.core.vocabulary import Category, OrganizationKind, Purpose, Regime, Relation, Standing
from kinbridge.disclosure.rules import Ask, Asker, Facts, Item, ReceivedUnder, Sought
from kinbridge.disclosure.rules.part2_program import is_part2_program
from kinbridge.disclosure.rules.part2_within import LENT
from kinbridge.disclosure.rules.parties import HEALTH_CARE
from kinbridge.disclosure.rules.state_law import as_the_state_says
from kinbridge.disclosure.vignette_papers import read_papers
from kinbridge.disclosure.vignette_words import (
    ALIASES,
    FACTS,
    HOLDERS,
    ONE_OF_A_KIND,
    OWN_ROLES,
    PEOPLE,
    PROGRAM_FACTS,
    READ_ELSEWHERE,
    ROLE_KINDS,
    ROLES,
    SOURCE_KINDS,
    SOURCES,
    WHOLE_RECORD,
)

Raw = Mapping[str, Any]
Choice = TypeVar("Choice", bound=StrEnum)
SOURCE, HOLDER = "source", "holder"
AGE_OF_YOUTH = 16
"""A young person of the vignettes is `youth16`."""
TOLD_BY_NOTICE = frozenset({Standing.RELATIVE, OrganizationKind.TRIBAL_AGENCY})
"""Whom the law has told of a child's case by a notice, where they do not say that they ask for more."""
PARENTS = frozenset({Relation.MOTHER, Relation.FATHER})
ASK_AS_PATIENT = PARENTS | {"self", "parent", "reporter"}
OUR_FACTS = frozenset(field.name for field in fields(Facts))


def read(raw: object) -> Ask:
    """The question a vignette asks. A word that is not known leaves its field empty and is named in `unreadable`."""
    return _Reader(raw).ask()


class _Reader:
    def __init__(self, raw: object) -> None:
        self.trouble: list[str] = []
        self.raw = self._object(raw, "the situation")
        self.item_raw = self._object(self.raw.get("item"), "item")
        self.request = self._object(self.raw.get("request"), "request")
        self.facts_raw = self._object(self.raw.get("facts") or {}, "facts")

    def ask(self) -> Ask:
        on = self._date(self.raw.get("date"), "date")
        purpose = self._one_of(Purpose, self.request.get("purpose"), "request.purpose")
        item, facts = self._item(), self._facts()
        asker = self._asker(item, facts)
        papers = self._list(self.raw.get("authorities"), "authorities")
        item, asker, authorities = read_papers(papers, item, asker, self.facts_raw, on, self.trouble)
        ask = Ask(
            item=item,
            asker=asker,
            purpose=purpose,
            on=on,
            authorities=authorities,
            facts=facts,
            jurisdiction=self._text(self.raw, "jurisdiction", "jurisdiction").upper(),
            sought=self._sought(asker, facts),
            parts=self._parts(),
            audience=self._audience(item),
            unreadable=tuple(dict.fromkeys(self.trouble)),
        )
        return as_the_state_says(ask, age=AGE_OF_YOUTH)

    # ── the record ───────────────────────────────────────────────────────────

    def _item(self) -> Item:
        raw = self.item_raw
        regimes = self._regimes(raw.get("source_regime"))
        subject = raw.get("subject")
        role = self._one_of(Relation, "mother" if subject == "deceased_mother" else subject, "item.subject")
        under, holder = raw.get("received_by_holder_under"), self._text(raw, "holder", "item.holder")
        if not holder:
            self.trouble.append("item.holder")
        held_by_source = holder in ("", SOURCE)
        kind = None if held_by_source else self._one_of(OrganizationKind, HOLDERS.get(holder, holder), "item.holder")
        names = {name for regime in regimes for name in SOURCES[regime]} | (set() if held_by_source else {holder})
        source = self._text(self.facts_raw, "source_program", "facts.source_program")
        return Item(
            regimes=regimes,
            category=self._category(raw.get("category")),
            subject_role=role,
            source_organization=SOURCE,
            source_program=SOURCE,
            source_kind=SOURCE_KINDS.get(source),
            holder_organization=None if held_by_source else HOLDER,
            holder_kind=kind,
            received_under=None
            if under is None
            else self._one_of(ReceivedUnder, under, "item.received_by_holder_under"),
            jurisdiction=self._text(raw, "jurisdiction", "item.jurisdiction").upper(),
            names=frozenset(named(name) for name in names),
        )

    def _category(self, value: object) -> Category | None:
        """The kind of record. Counseling notes filed with the rest of the record are the rest of it (42 CFR 2.11)."""
        category = self._one_of(Category, value, "item.category")
        filed_together = self._flag("counseling_notes_kept_separately") is False
        return Category.SUD_TREATMENT if category is Category.SUD_COUNSELING_NOTES and filed_together else category

    def _regimes(self, value: object) -> frozenset[Regime]:
        """The laws on the record. One, or several in a list; and part 2 where the facts make the clinic a program."""
        given = value if isinstance(value, list) else [value]
        read = {self._one_of(Regime, one, "item.source_regime") for one in given}
        regimes = {regime for regime in read if regime is not None}
        if regimes == {Regime.HIPAA} and self._part2_program():
            regimes.add(Regime.PART2)
        return frozenset(regimes)

    def _part2_program(self) -> bool | None:
        """Whether the facts make whoever made the record a program under part 2. None where they do not say."""
        if not PROGRAM_FACTS & self.facts_raw.keys():
            return None
        return is_part2_program(
            attested=self._flag("part2_program"),
            holds_out=self._flag("holds_out"),
            primary_function=self._flag("primary_function_sud"),
            identified=self._flag("identified_as_sud_provider"),
            federally_assisted=self._flag("federally_assisted"),
        )

    # ── who asks ─────────────────────────────────────────────────────────────

    def _asker(self, item: Item, facts: Facts) -> Asker:
        raw_kind = self._text(self.request, "recipient_kind", "request.recipient_kind")
        role = self._text(self.request, "role", "request.role")
        kind: OrganizationKind | Standing | None
        if raw_kind in set(Standing):
            kind = _standing(Standing(raw_kind), role, item.subject_role)
        else:
            kind = self._one_of(OrganizationKind, raw_kind, "request.recipient_kind")
        if role not in ROLES or _at_odds(kind, role, item.subject_role):
            self.trouble.append("request.role, as one of those at request.recipient_kind")
        organization, own_program = self._place(item, raw_kind, role)
        names = {raw_kind, role, self._text(self.facts_raw, "actual_recipient", "facts.actual_recipient")}
        return Asker(
            kind=kind,
            role=role,
            organization=organization,
            program=own_program,
            part2_program=kind is OrganizationKind.OPIOID_TREATMENT_PROGRAM,
            business_associate=role == "business_associate" or facts.exchange_is_business_associate is True,
            treats=kind in HEALTH_CARE,
            names=_also(name for name in names if name),
        )

    def _place(self, item: Item, kind: str, role: str) -> tuple[str | None, str | None]:
        """The organization and program of the asker, where the situation tells that it is the holder's own."""
        if self.request.get("own_program") is True:
            return (SOURCE, SOURCE) if item.at_source else (HOLDER, None)
        together = self._flag("same_legal_entity")
        if together is False or self._flag("program_closed") is True or self.facts_raw.get("actual_recipient"):
            return None, None
        own = Regime.PART2 in item.regimes and role in OWN_ROLES
        if own and kind == "otp" and (item.at_source or item.received_under in LENT):
            return SOURCE, SOURCE
        if not item.at_source:
            return (HOLDER if kind == self.item_raw.get("holder") and kind in ONE_OF_A_KIND else None), None
        bills = own and role == "billing_office"
        return (SOURCE if (together is True or bills) and self._may_be_part(item, kind) else None), None

    def _may_be_part(self, item: Item, kind: str) -> bool:
        """Whether an asker of this kind can work in the source itself: a county's agency is no part of its hospital."""
        regimes = item.regimes | ({Regime.HIPAA} if Regime.PART2 in item.regimes else set())
        return any(kind in SOURCES[regime] for regime in regimes)

    def _audience(self, item: Item) -> tuple[frozenset[Party], ...]:
        """Everyone in the room but the one who gives and the one it is about. A name that cannot be read is a no."""
        given = self._list(self.facts_raw.get("attendees"), "facts.attendees")
        present = [name for name in given if isinstance(name, str)]
        if len(present) < len(given):
            self.trouble.append("facts.attendees")
        known = self._givers(item, present) | {"patient", "self", item.subject_role}
        return tuple(_also((name, ROLE_KINDS.get(name, name))) for name in present if name not in known)

    def _givers(self, item: Item, present: list[str]) -> set[str]:
        """Those present who give: named as such on a paper, or else the first whose record it may be."""
        may_give = {name for regime in item.regimes for name in SOURCES[regime] if name not in PEOPLE}
        may_give = may_give if item.at_source else {str(self.item_raw.get("holder"))}
        papers = self._list(self.raw.get("authorities"), "authorities")
        on_paper = {paper["from"] for paper in papers if isinstance(paper, dict) and isinstance(paper.get("from"), str)}
        may_give = (may_give & on_paper & set(present)) or may_give
        return set([name for name in present if name in may_give][:1])

    # ── what is asked, and what is known ─────────────────────────────────────

    def _parts(self) -> frozenset[str]:
        asked = words(self._text(self.facts_raw, "requested", "facts.requested"))
        return frozenset() if asked & WHOLE_RECORD else asked

    def _sought(self, asker: Asker, facts: Facts) -> Sought:
        """What of the record is asked for: as said, or as the facts show."""
        if "sought" in self.request:
            return self._one_of(Sought, self.request["sought"], "request.sought") or Sought.LIST
        if facts.cell_count is not None:
            return Sought.COUNT
        if facts.identifiable is False:
            return Sought.DEIDENTIFIED
        if asker.kind is Standing.PATIENT:
            if facts.breach is True:
                return Sought.BREACH_NOTICE
            if facts.source_is_covered_entity is not None:
                return Sought.ACCOUNTING
            if self.item_raw.get("holder") == OrganizationKind.HEALTH_EXCHANGE:
                return Sought.RECIPIENTS
        if asker.kind in TOLD_BY_NOTICE and self.item_raw.get("source_regime") == Regime.CHILD_WELFARE:
            return Sought.RECORD if self._parts() else Sought.NOTICE
        return Sought.RECORD

    def _facts(self) -> Facts:
        known: dict[str, Any] = {}
        for key, value in self.facts_raw.items():
            if key in READ_ELSEWHERE:
                continue
            name, count = FACTS.get(key, key), key == "cell_count"
            if name not in OUR_FACTS:
                self.trouble.append("each fact in words this program knows")
            elif type(value) is not (int if count else bool) or (count and value < 0):
                self.trouble.append(f"facts.{name}")
            else:
                known[name] = value
        known["part2_program"] = self._part2_program()
        if self.item_raw.get("subject") == "deceased_mother":
            known["deceased"] = True
        if self.request.get("role") == "billing_office" and self.facts_raw.get("same_legal_entity") is not False:
            known["runs_the_program"] = True
        return replace(Facts(), **known)

    # ── plain values ─────────────────────────────────────────────────────────

    def _object(self, value: object, field: str) -> Raw:
        if isinstance(value, Mapping):
            return value
        self.trouble.append(field)
        return {}

    def _list(self, value: object, field: str) -> list[Any]:
        if value is None:
            return []
        if isinstance(value, list):
            return value
        self.trouble.append(field)
        return []

    def _text(self, raw: Raw, key: str, field: str) -> str:
        value = raw.get(key)
        if value is None or isinstance(value, str):
            return value or ""
        self.trouble.append(field)
        return ""

    def _flag(self, key: str) -> bool | None:
        value = self.facts_raw.get(key)
        if value is None or isinstance(value, bool):
            return value
        self.trouble.append(f"facts.{key}")
        return None

    def _one_of(self, kind: type[Choice], value: object, field: str) -> Choice | None:
        if isinstance(value, str) and value in set(kind):
            return kind(value)
        self.trouble.append(field)
        return None

    def _date(self, value: object, field: str) -> date | None:
        try:
            return date.fromisoformat(value) if isinstance(value, str) else None
        except ValueError:
            self.trouble.append(field)
            return None


def _at_odds(kind: OrganizationKind | Standing | None, role: str, subject: Relation | None) -> bool:
    """Whether nobody of this kind has this role."""
    if kind is Standing.PATIENT:
        return role not in ASK_AS_PATIENT or (role == "reporter" and subject is not Relation.OTHER_ADULT)
    return kind in HEALTH_CARE | frozenset(Standing) and role in ROLE_KINDS


def _standing(said: Standing, role: str, subject: Relation | None) -> Standing:
    """How they stand to the person: a mother who asks as the patient is the patient of her own record only."""
    if said is not Standing.PATIENT or role not in PARENTS or role == subject or subject is Relation.OTHER_ADULT:
        return said
    return Standing.OTHER_PARENT if subject in PARENTS else Standing.PARENT


def _also(names: Iterable[str]) -> frozenset[Party]:
    """The names, with every name on paper that they answer to."""
    given = set(names)
    answering = {alias for alias, answers in ALIASES.items() if given.intersection(answers)}
    spoken = {answer for name in given for answer in ALIASES.get(name, ())}
    return frozenset(named(name) for name in given | answering | spoken)
