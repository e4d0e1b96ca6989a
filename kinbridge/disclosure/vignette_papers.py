"""The papers of a vignette, as frozen facts. A paper that cannot be read is kept as unreadable, never left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from kinbridge.consents.rules import (
    ANY_HOLDER,
    COURT,
    TREATING_MEMBERS,
    TREATMENT_CLASS,
    Authority,
    Defect,
    Form,
    Kind,
    Party,
    Signer,
    State,
    Term,
    named,
    state,
    words,
)
from kinbridge.core.vocabulary import CHILD_WELFARE, CHILDREN, Category, OrganizationKind, Purpose, Regime, Relation
from kinbridge.disclosure.rules import Asker, Item
from kinbridge.disclosure.vignette_words import (
    DEFECTS,
    FLAGS,
    GO_BY_ANY_NAME,
    GRAVE_CRIMES,
    NEXT_OF_KIN,
    NOT_A_LIMIT,
    OF_THE_EXCHANGE,
    SIGNERS,
)

Raw = Mapping[str, Any]
PROCESS = frozenset({Kind.COURT_ORDER, Kind.SUBPOENA, Kind.WARRANT, Kind.STATE_LAW, Kind.AUDIT, Kind.EMERGENCY})
"""Papers addressed to the one who gives as often as to the one who gets."""
ISSUED = frozenset({Kind.CUSTODY_ORDER, Kind.APPOINTMENT, Kind.RESEARCH, Kind.REPRESENTATIVE})
"""Papers made by someone who holds nothing, such as a court or a review board."""


def read_papers(
    papers: list[Any], item: Item, asker: Asker, facts: Raw, on: date | None, trouble: list[str]
) -> tuple[Item, Asker, tuple[Authority, ...]]:
    """The papers; and the record and the asker, under the proper name that a paper gives one of them."""
    readable = [paper for paper in papers if isinstance(paper, Mapping)]
    if len(readable) < len(papers):
        trouble.append("each paper as an object")
    proper = {name for paper in readable for name in _texts(paper.get("to")) if _is_proper(name)}
    if len(proper) == 1 and not facts.get("actual_recipient"):
        names = frozenset(named(name) for name in proper)
        if not item.at_source:
            item = replace(item, names=item.names | names)
        elif _may_be(asker, *proper):
            asker = replace(asker, names=asker.names | names)
    compelled = facts.get("compelled") is True or any(paper.get("kind") == Kind.SUBPOENA for paper in readable)
    read = tuple(_paper(paper, number, item, asker, compelled, trouble) for number, paper in enumerate(readable, 1))
    return (
        item,
        asker,
        tuple(_signed_for(raw, paper, item, read, facts, on) for raw, paper in zip(readable, read, strict=True)),
    )


def _is_proper(name: str) -> bool:
    return " " in name and name[:1].isupper()


def _may_be(asker: Asker, name: str) -> bool:
    """Whether a proper name may be the asker's. That of an agency, a court or the police says what they are."""
    return asker.kind in GO_BY_ANY_NAME or not words(name).isdisjoint(words(f"{asker.kind} {asker.role}"))


def _signed_for(
    raw: Raw, paper: Authority, item: Item, papers: tuple[Authority, ...], facts: Raw, on: date | None
) -> Authority:
    """The paper, where another one or the law shows that its signer may act for the person (42 CFR 2.15)."""
    if Signer.GUARDIAN in paper.signers and any(_appoints(other, on) for other in papers):
        return replace(paper, terms=paper.terms | {Term.ADJUDICATED})
    of_a_child = item.subject_role in CHILDREN
    if of_a_child and Signer.AGENCY in paper.signers and any(_gives_custody(other, on) for other in papers):
        return replace(paper, signers=frozenset({Signer.GUARDIAN}), terms=paper.terms | {Term.ADJUDICATED})
    if facts.get("state_next_of_kin_rule_applies") is True and NEXT_OF_KIN.issuperset(_texts(raw.get("signer")) or "?"):
        return replace(paper, signers=frozenset({Signer.REPRESENTATIVE}))
    return paper


def _appoints(paper: Authority, on: date | None) -> bool:
    """Whether this is a court's appointment of a guardian, in force on the day."""
    court_made = paper.kind is Kind.REPRESENTATIVE and Term.ADJUDICATED in paper.terms and not paper.defects
    return court_made and Term.DORMANT not in paper.terms and on is not None and state(paper, on=on) is State.IN_FORCE


def _gives_custody(paper: Authority, on: date | None) -> bool:
    """Whether a court's order, in force on the day, gives the agency the child."""
    agency = paper.kind is Kind.CUSTODY_ORDER and not paper.recipients.isdisjoint(map(named, CHILD_WELFARE))
    return agency and not paper.defects and on is not None and state(paper, on=on) is State.IN_FORCE


def _paper(raw: Raw, number: int, item: Item, asker: Asker, compelled: bool, trouble: list[str]) -> Authority:
    if not isinstance(raw.get("kind"), str) or raw["kind"] not in set(Kind):
        trouble.append("each paper's kind in a word this program knows")
        return Authority(kind=Kind.CONSENT, id=f"A{number}", unreadable=True)
    kind = Kind(raw["kind"])
    try:
        return _read(raw, kind, f"A{number}", item, asker, compelled)
    except (ValueError, TypeError, AttributeError):
        return Authority(kind=kind, id=f"A{number}", unreadable=True)


def _read(raw: Raw, kind: Kind, key: str, item: Item, asker: Asker, compelled: bool) -> Authority:
    disclosers, recipients = _parties(raw, kind, item, asker)
    categories = frozenset(map(Category, raw.get("categories") or ()))
    purposes = frozenset(map(Purpose, raw.get("purposes") or ()))
    expires, event = _end(raw.get("expires"))
    terms = _terms(raw, kind)
    if kind is Kind.COURT_ORDER and compelled:
        terms |= {Term.MANDATE}
    paper = Authority(
        kind=kind,
        id=key,
        form=_form(raw, categories, purposes, recipients, item) if kind is Kind.CONSENT else None,
        disclosers=disclosers,
        recipients=recipients,
        categories=categories,
        purposes=purposes,
        only=_only(raw),
        signers=_signers(raw.get("signer"), item) if kind is Kind.CONSENT else frozenset(),
        signed=_day(raw.get("signed")),
        effective=_day(raw.get("effective")),
        expires=expires,
        until_event=event,
        event_happened=raw.get("expiry_event_occurred") is True,
        revoked=_day(raw.get("revoked")),
        revoked_orally=raw.get("revocation_form") in ("oral", "verbal"),
        section=str(raw.get("section") or ""),
        terms=terms,
        defects=frozenset(_defects(raw, categories, purposes)),
    )
    return _taken_back(paper, raw.get("revocation_scope"))


def _defects(raw: Raw, categories: frozenset[Category], purposes: frozenset[Purpose]) -> Iterator[Defect]:
    """What people found wrong, and what the paper says of itself."""
    yield from (DEFECTS.get(name, Defect.OTHER) for name in raw.get("defects") or ())
    if raw.get("signature_form") in ("oral", "spoken", "verbal", "telephone"):
        yield Defect.SPOKEN_ONLY
    if raw.get("standalone") is False and purposes & COURT:
        yield Defect.LEGAL_COMBINED
    if raw.get("standalone") is False and Category.SUD_COUNSELING_NOTES in categories:
        yield Defect.NOTES_COMBINED
    crime = raw.get("offense")
    if isinstance(crime, str) and words(crime.replace("_", " ")).isdisjoint(GRAVE_CRIMES):
        yield Defect.NOT_SERIOUS


def _taken_back(paper: Authority, scope: Any) -> Authority:
    """Where only some of a consent was taken back, the rest of it; where that cannot be told, all of it was."""
    if not isinstance(scope, str) or paper.revoked is None:
        return paper
    gone = words(scope)
    parts = tuple(part for part in paper.only if words(part).isdisjoint(gone))
    recipients = frozenset(party for party in paper.recipients if words(party).isdisjoint(gone))
    if parts and len(parts) < len(paper.only):
        return replace(paper, only=parts, revoked=None)
    if recipients and len(recipients) < len(paper.recipients):
        return replace(paper, recipients=recipients, revoked=None)
    return paper


def _parties(raw: Raw, kind: Kind, item: Item, asker: Asker) -> tuple[frozenset[Party], frozenset[Party]]:
    """Who gives and who gets. An order or a law may be addressed to either; then it is the asker who shows it."""
    giving, getting = (frozenset(_party(name) for name in _texts(raw.get(side))) for side in ("from", "to"))
    if kind in PROCESS:
        to_holder = not getting.isdisjoint(item.disclosers)
        to_asker = not getting.isdisjoint(asker.parties) or not giving.isdisjoint(asker.parties)
        return frozenset({ANY_HOLDER}), asker.parties if to_holder or to_asker else getting
    if kind in ISSUED:
        return frozenset({ANY_HOLDER}), getting
    if _exchange(item, asker) or named(OrganizationKind.HEALTH_EXCHANGE) in getting:
        designated = TREATMENT_CLASS in getting and len(getting) > 1
        if designated or _is_of_members(raw.get("scope")):
            getting |= {TREATING_MEMBERS}
    return giving, getting


def _is_of_members(scope: Any) -> bool:
    """Whether a form limits the exchange to members who treat the person; that limits who, and not what."""
    return isinstance(scope, str) and bool(words(scope)) and words(scope) <= OF_THE_EXCHANGE


def _exchange(item: Item, asker: Asker) -> bool:
    return OrganizationKind.HEALTH_EXCHANGE in (asker.kind, item.holder_kind)


def _party(name: str) -> Party:
    plain = name.casefold()
    return TREATMENT_CLASS if "treating provider" in plain else named(name)


def _form(
    raw: Raw, categories: frozenset[Category], purposes: frozenset[Purpose], to: frozenset[Party], item: Item
) -> Form:
    if raw.get("section") == "2.35":
        return Form.CRIMINAL_JUSTICE
    if categories == {Category.SUD_COUNSELING_NOTES}:
        return Form.COUNSELING_NOTES
    if categories == {Category.PSYCHOTHERAPY_NOTES}:
        return Form.PSYCHOTHERAPY_NOTES
    if raw.get("scope") == "single_tpo" or TREATMENT_CLASS in to:
        return Form.TPO
    if Regime.PART2 in item.regimes and purposes and purposes <= COURT:
        return Form.PROCEEDING
    return Form.SPECIFIC


def _terms(raw: Raw, kind: Kind) -> frozenset[Term]:
    terms = {term for field, term in FLAGS.items() if raw.get(field) is True}
    known = {term.value for term in Term}
    for finding in raw.get("findings") or ():
        if finding.startswith("2.63"):
            terms.add(Term.CONFIDENTIAL_GROUND)
        elif finding in known:
            terms.add(Term(finding))
    if raw.get("statement") in known:
        terms.add(Term(raw["statement"]))
    pathway = raw.get("pathway") or ""
    if pathway.startswith("deidentified"):
        terms.add(Term.DEIDENTIFIED)
    elif pathway:
        terms.add(Term.IDENTIFIED)
    if kind is Kind.CONSENT:
        terms |= {Term.REVOCATION, Term.REFUSAL}
    if raw.get("section") == "2.35":
        terms.add(Term.CONDITION)
        if raw.get("revocable_before_disposition") is False:
            terms.add(Term.IRREVOCABLE)
    if kind is Kind.STATE_LAW and raw.get("permits_cause_of_death_inquiry") is not False:
        terms.add(Term.CAUSE_OF_DEATH)
    if "tribal_court" in _texts(raw.get("from")):
        terms.add(Term.TRIBAL_COURT)
    if raw.get("activated") is False or (raw.get("springing") is True and raw.get("activated") is not True):
        terms.add(Term.DORMANT)
    return frozenset(terms)


def _signers(raw: Any, item: Item) -> frozenset[Signer]:
    subject = item.subject_role
    if raw == "reporter" and item.category is Category.REPORTER_IDENTITY:
        return frozenset({Signer.SUBJECT})
    young = subject in CHILDREN
    if raw is None:
        return frozenset({Signer.PARENT if young else Signer.SUBJECT})
    return frozenset(_signer(name, subject, young) for name in _texts(raw))


def _signer(name: str, subject: Relation | None, young: bool) -> Signer:
    if name in (subject, "patient", "self"):
        return Signer.SUBJECT
    if name in ("mother", "father") and (young or subject is Relation.YOUTH):
        return Signer.PARENT
    return next((signer for word, signer in SIGNERS.items() if word in name), Signer.OTHER)


def _only(raw: Raw) -> tuple[str, ...]:
    """The parts of the record that the paper's own words limit it to."""
    limits = raw.get("limits")
    if limits:
        return tuple(_texts(limits))
    scope = raw.get("scope")
    if not isinstance(scope, str) or not scope or scope in NOT_A_LIMIT or _is_of_members(scope):
        return ()
    return tuple(part.strip() for part in scope.replace(" and ", ", ").split(",") if part.strip())


def _end(value: Any) -> tuple[date | None, str]:
    """A date, or an event in words; "none" is an event that never comes."""
    in_words = isinstance(value, str) and not any(letter.isdigit() for letter in value)
    return (None, value) if in_words else (_day(value), "")


def _day(value: Any) -> date | None:
    return None if value is None else date.fromisoformat(value)


def _texts(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    return tuple(text for text in value if isinstance(text, str)) if isinstance(value, list) else ()
