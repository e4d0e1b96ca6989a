"""Before someone signs: who would then see what. The same rules answer as on the day itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from kinbridge.consents.models import papers_on_file
from kinbridge.consents.models.terms import Terms, ids, program_words
from kinbridge.consents.rules import NEGATIVE, TREATMENT_CLASS, Authority, Signer
from kinbridge.consents.rules.authority import ABOUT_NO_ONE
from kinbridge.consents.wording import SENSITIVE, Text, category_words, class_words
from kinbridge.core.decision import Decision
from kinbridge.core.vocabulary import CHILDREN, Category, OrganizationKind, Regime, Relation
from kinbridge.directory.models import Organization, Program, Viewer
from kinbridge.disclosure.actions import Grounds, ask_about, grounds, receiving
from kinbridge.disclosure.answers import Imagined, imagined, papers_known_to
from kinbridge.disclosure.rules import may_share
from kinbridge.people.models import Family, Person

ALWAYS = NEGATIVE | ABOUT_NO_ONE
PARTS = (Category.SUD_ATTENDANCE,)
HEALTH = frozenset({Regime.PART2.value, Regime.HIPAA.value})


@dataclass(frozen=True, slots=True)
class Line:
    """One kind of information, and what the signature would change for one receiver."""

    category: Category
    words: str
    source: str
    new: bool
    why: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """What one receiver would see, what stays closed to them, and what the paper would fail to open."""

    name: str
    sees: tuple[Line, ...]
    closed: tuple[str, ...]
    fails: tuple[Line, ...]


def preview(*, family: Family, person: Person, terms: Terms, text: Text, by: Viewer, on: date) -> tuple[Seen, ...]:
    """What each receiver named in the terms would see once they are signed.

    Rests only on this paper, on papers the viewer may see anyway, and on what closes doors: the answer must not tell
    of another consent.
    """
    sources = list(_programs(terms.shares))
    on_file = papers_known_to(by, family=family, papers=papers_on_file(family=family.pk))
    proposed = terms.authority(id="proposal", signed=on, signers=signers_for(person), statements=text.statements)
    found = []
    for receiver, name in receivers(terms, by, language=text.language):
        standing = replace(grounds(families=[family.pk], by=receiver, on=on)[family.pk], papers=on_file)
        if receiver.program_id is None:
            standing = replace(standing, treated=frozenset({person.pk}))
        found.append(_seen(name, standing, proposed, sources, person, terms, on=on, language=text.language))
    return tuple(found)


def _seen(
    name: str,
    standing: Grounds,
    proposed: Authority,
    sources: list[Program],
    person: Person,
    terms: Terms,
    *,
    on: date,
    language: str,
) -> Seen:
    signed = replace(standing, papers=(*standing.papers, proposed))
    sees, fails, open_somewhere = [], [], set()
    for program in sources:
        if program.pk == standing.viewer.program_id:
            continue
        for category in _asked(terms, program):
            label = imagined(program=program, category=category, subject=person)
            after = _best(label, signed, terms, on)
            words = category_words(category, language=language)
            if after.allowed:
                new = not _best(label, standing, terms, on).allowed
                open_somewhere.add(category)
                sees.append(Line(category, words, program_words(program), new))
            elif category in terms.categories:
                fails.append(Line(category, words, program_words(program), new=False, why=_why(after)))
    closed = [category for category in _sensitive(terms) if category not in open_somewhere]
    return Seen(name, tuple(sees), tuple(category_words(one, language=language) for one in closed), tuple(fails))


def _asked(terms: Terms, program: Program) -> Iterator[Category]:
    """What is worth telling of this source: what is ticked, and what might go along with it, unticked."""
    yield from terms.categories
    if HEALTH & set(program.regimes):
        whole = {Category.SUD_ATTENDANCE} if Category.SUD_TREATMENT in terms.categories else set()
        yield from (one for one in (*PARTS, *_sensitive(terms)) if one not in {*terms.categories, *whole})


def _sensitive(terms: Terms) -> tuple[Category, ...]:
    notes = (Category.SUD_COUNSELING_NOTES, Category.PSYCHOTHERAPY_NOTES)
    return tuple(category for category in (*SENSITIVE, *notes) if category not in terms.categories)


def _best(label: Imagined, standing: Grounds, terms: Terms, on: date) -> Decision:
    """The answer for the purpose that opens it, or a refusal."""
    purposes = terms.purposes or (None,)
    answers = [may_share(ask_about(label, standing=standing, purpose=purpose, on=on)) for purpose in purposes]
    return next((answer for answer in answers if answer.allowed), answers[-1])


def _why(decision: Decision) -> str:
    return decision.reasons[0].says if decision.reasons else "No law lets this receiver have it for these reasons."


def standing_under(paper: Authority, *, person: Person, family: Family, by: Viewer, on: date) -> Grounds:
    """How a receiver stands if this paper alone opens anything: beside it, only what closes doors or names no person.

    So neither a preview nor the page it foretells can tell of another consent.
    """
    found = grounds(families=[family.pk], by=by, on=on)[family.pk]
    beside = (one for one in found.papers if one.id != paper.id and (one.unreadable or one.kind in ALWAYS))
    if by.program_id is None:  # one of a class of those who treat the person
        found = replace(found, treated=frozenset({person.pk}))
    return replace(found, papers=(paper, *beside))


def signers_for(person: Person) -> Iterable[Signer]:
    """Who signs for this person, as far as a preview can know."""
    if person.relation == Relation.YOUTH:
        return (Signer.SUBJECT, Signer.PARENT)
    return (Signer.PARENT,) if person.relation in CHILDREN else (Signer.SUBJECT,)


def _programs(parties: Iterable[str]) -> Iterator[Program]:
    found = {
        one.pk: one for one in Program.objects.filter(pk__in=ids(parties, "program")).select_related("organization")
    }
    return (found[pk] for pk in ids(parties, "program") if pk in found)


def receivers(terms: Terms, by: Viewer, *, language: str) -> Iterator[tuple[Viewer, str]]:
    """Each receiver named in the terms, as an asker, with the name a person reads."""
    if TREATMENT_CLASS in terms.receives:
        said = class_words(TREATMENT_CLASS, language=language)
        yield _someone(by, kind=OrganizationKind.CLINIC), said[:1].upper() + said[1:]
    for program in _programs(terms.receives):
        yield replace(receiving(program), state=by.state), program_words(program)
    for organization in Organization.objects.filter(pk__in=ids(terms.receives, "organization")):
        someone = _someone(by, kind=OrganizationKind(organization.kind))
        yield replace(someone, organization_id=organization.pk, name=organization.name), organization.name


def _someone(by: Viewer, *, kind: OrganizationKind) -> Viewer:
    """One of a class, such as any clinic that treats the person."""
    return Viewer(organization_kind=kind.value, coalition_id=by.coalition_id, state=by.state, covered_entity=True)
