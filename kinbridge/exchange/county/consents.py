"""Write what families agreed to: on our own form with its words, or on a paper from elsewhere with its faults."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kinbridge.audit.models import Line
from kinbridge.consents.models import Consent, ConsentEvent, ConsentParty, Signature
from kinbridge.consents.rules import TREATMENT_CLASS, Form, Signer, Term
from kinbridge.consents.wording import Filled, compose, withheld_by
from kinbridge.core.vocabulary import Category, Purpose
from kinbridge.exchange.county.families import Written
from kinbridge.exchange.county.history import Agreed
from kinbridge.exchange.county.place import County
from kinbridge.exchange.county.rows import reserve

AT = 14 * 60
FAULTS = ("no end", "no signature", "no purpose", "general form", "not their language")
SPOKEN_FORMS = ("en", "es")
EVENTS = {
    "revoked": ConsentEvent.Kind.REVOKED,
    "error": ConsentEvent.Kind.ENTERED_IN_ERROR,
    "replaced": ConsentEvent.Kind.SUPERSEDED,
}


@dataclass(slots=True)
class Papers:
    consents: list[Consent] = field(default_factory=list)
    parties: list[ConsentParty] = field(default_factory=list)
    signatures: list[Signature] = field(default_factory=list)
    events: list[ConsentEvent] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)


def write_consents(county: County, written: Sequence[Written]) -> int:
    """All consents of these families, newer ones that replace older ones included."""
    agreed = [(one, agreed) for one in written for agreed in one.story.consents]
    ids = iter(reserve(Consent, len(agreed) + sum(a.fate == "replaced" for _, a in agreed)))
    papers = Papers()
    for one, each in agreed:
        pk = next(ids)
        _paper(county, papers, one, each, pk)
        if each.changed is not None:
            _event(county, papers, one, each, pk)
        if each.fate == "replaced" and each.changed is not None:
            newer = Agreed(each.person, each.terms, each.changed, each.changed + 365)
            _paper(county, papers, one, newer, next(ids), replaces=pk)
    Line.objects.bulk_create(papers.lines, batch_size=1000)  # first: see TABLES in bulk
    Consent.objects.bulk_create(papers.consents, batch_size=500)
    ConsentParty.objects.bulk_create(papers.parties, batch_size=1000)
    Signature.objects.bulk_create(papers.signatures, batch_size=1000)
    ConsentEvent.objects.bulk_create(papers.events, batch_size=1000)
    return len(papers.consents)


def _paper(county: County, papers: Papers, one: Written, agreed: Agreed, pk: int, replaces: int | None = None) -> None:
    terms, filled = agreed.terms, _filled(county, one, agreed)
    spoken = one.story.people[agreed.person].language
    language = spoken if spoken in SPOKEN_FORMS else "en"
    fault = FAULTS[pk % len(FAULTS)] if agreed.fate == "defective" else ""
    text = None if fault else compose(filled, language=language)
    form = Form.HIPAA_ONLY if fault == "general form" else filled.form
    purposes = () if fault == "no purpose" else filled.purposes
    signed = fault != "no signature"
    day, moment = county.day(agreed.signed), county.moment(agreed.signed, AT)
    own = {"family_id": one.family, "coalition": county.coalition}
    recorded_for = terms.shares[0]
    worker = county.worker(recorded_for, one.story.number)
    papers.consents.append(
        Consent(
            pk=pk,
            **own,
            person_id=one.persons[agreed.person],
            form=form,
            categories=[c.value for c in filled.categories],
            withheld=[c.value for c in withheld_by(form, filled.categories)] if text else [],
            purposes=[p.value for p in purposes],
            expires_on=None if fault == "no end" else filled.expires_on,
            language=language,
            form_version=text.version if text else "",
            statements=sorted(text.statements) if text else [Term.REVOCATION],
            text=text.plain if text else "",
            text_hash=text.hash if text else "",
            signers=[Signer.SUBJECT] if signed else [],
            voluntary=True if text else None,
            copy_given="printed" if text else "",
            signed_on=day,
            signed_at=moment if text else None,
            defects=["E24"] if fault == "not their language" else [],
            recorded_on=day,
            recorded_at=moment,
            recorded_by_id=worker,
            recorded_for=county.programs[recorded_for],
            replaces_id=replaces,
        )
    )
    for side, codes in ((ConsentParty.Side.SHARES, terms.shares), (ConsentParty.Side.RECEIVES, terms.receives)):
        for code in codes:
            named = {"name": TREATMENT_CLASS} if code == "treatment" else {"program": county.programs[code]}
            papers.parties.append(ConsentParty(consent_id=pk, side=side, **own, **named))
    if signed:
        papers.signatures.append(
            Signature(
                consent_id=pk,
                **own,
                person_id=one.persons[agreed.person],
                name=filled.person,
                capacity=Signer.SUBJECT,
                method=Signature.Method.TYPED if text else Signature.Method.PAPER,
                signed_at=moment if text else None,
                text_hash=text.hash if text else "",
            )
        )
    act = "consent.signed" if text else "consent.recorded"
    papers.lines.append(_line(county, one, act, pk, agreed.signed, worker))


def _filled(county: County, one: Written, agreed: Agreed) -> Filled:
    """What stands on the form when nothing is wrong with it."""
    someone, terms = one.story.people[agreed.person], agreed.terms
    return Filled(
        person=f"{someone.given} {someone.family}",
        born=None if someone.born is None else county.day(someone.born),
        form=Form(terms.form),
        shares=tuple(county.programs[code].name for code in terms.shares),
        receives=tuple(TREATMENT_CLASS if c == "treatment" else county.programs[c].name for c in terms.receives),
        categories=tuple(map(Category, terms.categories)),
        purposes=tuple(map(Purpose, terms.purposes)),
        expires_on=county.day(agreed.expires),
    )


def _event(county: County, papers: Papers, one: Written, agreed: Agreed, pk: int) -> None:
    day = agreed.changed or agreed.signed
    program = agreed.terms.shares[0]
    worker = county.worker(program, one.story.number)
    kind = EVENTS[agreed.fate]
    papers.events.append(
        ConsentEvent(
            consent_id=pk,
            family_id=one.family,
            coalition=county.coalition,
            kind=kind,
            day=county.day(day),
            at=county.moment(day, AT - 30),
            by_id=worker,
            by_program=county.programs[program],
            channel=ConsentEvent.Channel.IN_PERSON,
        )
    )
    papers.lines.append(_line(county, one, f"consent.{kind}", pk, day, worker))


def _line(county: County, one: Written, act: str, pk: int, day: int, worker: int | None) -> Line:
    moment = county.moment(day, AT)
    return Line(at=moment, family_id=one.family, actor_id=worker, act=act, about=f"consent:{pk}")
