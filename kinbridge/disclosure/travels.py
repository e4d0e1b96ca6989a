"""What travels with everything on one page, print or answer: its notice, its marks, its scope, and codes for machines.

42 CFR 2.32 wants a notice, and a copy of the consent or a clear account of its scope, with each disclosure by consent.
Every page shows them with `disclosure/_travels.html`, once, whatever it put together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from kinbridge.consents.models import Consent
from kinbridge.consents.models.terms import Terms, names_of, terms_of
from kinbridge.consents.wording import category_words, words
from kinbridge.core.decision import Decision
from kinbridge.core.vocabulary import Category, Regime
from kinbridge.disclosure.rules.obligations import Obligation
from kinbridge.disclosure.rules.security_labels import Coding, codings
from kinbridge.people.models import Person

MARKS: dict[str, Promise | str] = {
    Obligation.NOTICE: _("42 CFR part 2 prohibits unauthorized use or disclosure of these records."),
    Obligation.NO_PROCEEDINGS: _("Not to be used against the person in any investigation or proceeding."),
    Obligation.NO_REDISCLOSURE: _("Whoever receives it may not share it again."),
    Obligation.HIPAA_REDISCLOSURE: _("A health care provider or plan may share it again under HIPAA."),
    Obligation.KEEP_LABEL: _("This label stays on it, and on everything made from it."),
    Obligation.FERPA_LABEL: _("Education record: not to be shared again."),
    Obligation.SEAL: _("To be kept sealed in the court file."),
    Obligation.SEGREGATE: _("To be kept apart from the rest of the record."),
    Obligation.MINIMUM: _("Only what this purpose needs."),
    Obligation.NO_CONFIRMATION: _("Nobody may confirm or deny that the person was ever there."),
    Obligation.ENDS: _("It may be seen only as long as the paper lasts."),
}
"""What is put on it, as its reader needs it. Other obligations are the sender's to do; their own sentence says what."""


class Marked(Protocol):
    """What a chart label, or one that was only asked about, tells of something shared."""

    category: str
    regimes: list[str]


@dataclass(frozen=True, slots=True)
class Scope:
    """A clear account of what one consent covers (42 CFR 2.32(b)), without whom else it names."""

    person: str
    signed_on: date | None
    shares: tuple[str, ...]
    what: tuple[str, ...]
    why: tuple[str, ...]
    until: date | None

    @property
    def words(self) -> str:
        said = {"name": self.person, "shares": "; ".join(self.shares), "what": "; ".join(self.what)}
        agreed = gettext("%(name)s agreed that %(shares)s may share this with you: %(what)s.") % said
        sentences = [agreed, gettext("For: %(why)s.") % {"why": "; ".join(self.why)}]
        if self.signed_on:
            sentences.append(gettext("Signed %(day)s.") % {"day": _day(self.signed_on)})
        if self.until:
            sentences.append(gettext("Valid until %(day)s.") % {"day": _day(self.until)})
        return " ".join(sentences)


def _day(day: date) -> str:
    return date_format(day, gettext("M j, Y"))


@dataclass(frozen=True, slots=True)
class Travels:
    """`marks` and `duties` are obligations, each once; `says` their sentences for a reader."""

    marks: tuple[str, ...] = ()
    duties: tuple[str, ...] = ()
    scopes: tuple[Scope, ...] = ()
    codings: tuple[Coding, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.marks or self.duties)

    @property
    def says(self) -> tuple[str, ...]:
        """Every sentence a reader is to see: the marks, then what each consent covers."""
        marks = (str(MARKS[mark]) for mark in self.marks)
        return (*marks, *(scope.words for scope in self.scopes))

    @property
    def keywords(self) -> str:
        """The codes, for an attribute or a document's keywords."""
        return " ".join(coding.short for coding in self.codings)


def travels(shared: Iterable[tuple[Marked, Decision]], *, proposed: Mapping[str, Scope] | None = None) -> Travels:
    """All that goes with these, each with the decision that let it be shared. Two or three queries where by consent.

    `proposed` are the scopes of papers that are not on file yet, by the id that a preview gave them.
    """
    pairs = [(label, decision) for label, decision in shared if decision.allowed]
    decisions = dict.fromkeys(decision for _, decision in pairs)
    duties = dict.fromkeys(duty for decision in decisions for duty in decision.obligations)
    known = [duty for duty in Obligation if duty in duties]
    return Travels(
        marks=tuple(duty for duty in known if duty in MARKS),
        duties=tuple(duty for duty in known if duty not in MARKS and duty is not Obligation.CONSENT_COPY),
        scopes=(*scopes(decisions), *_of_proposed(decisions, proposed or {})),
        codings=codings(
            (Category(label.category) for label, _ in pairs),
            (Regime(law) for label, _ in pairs for law in label.regimes),
            duties,
        )
        if pairs
        else (),
    )


def _of_proposed(decisions: Iterable[Decision], proposed: Mapping[str, Scope]) -> Iterator[Scope]:
    used = {
        paper
        for decision in decisions
        if Obligation.CONSENT_COPY in decision.obligations
        for paper in decision.authorities
    }
    return (scope for paper, scope in proposed.items() if paper in used)


def scopes(decisions: Iterable[Decision]) -> tuple[Scope, ...]:
    """The scope of each consent that these rest on and that must go with what is shared."""
    papers = dict.fromkeys(
        int(paper.removeprefix("consent:"))
        for decision in decisions
        if Obligation.CONSENT_COPY in decision.obligations
        for paper in decision.authorities
        if paper.startswith("consent:") and paper.removeprefix("consent:").isdecimal()
    )
    if not papers:
        return ()
    rows = list(Consent.objects.filter(pk__in=papers).select_related("person").defer("text").order_by("pk"))
    return tuple(scope_of(terms_of(row), person=row.person, signed_on=row.signed_on) for row in rows)


def scope_of(terms: Terms, *, person: Person, signed_on: date | None) -> Scope:
    """The scope of a consent that says this."""
    language = get_language() or "en"
    said, purposes = names_of(terms.shares), words(language)["purposes"]
    return Scope(
        person=person.name,
        signed_on=signed_on,
        shares=tuple(said.get(party, "") for party in terms.shares),
        what=tuple(category_words(category, language=language) for category in terms.categories),
        why=tuple(str(purposes.get(purpose, purpose.replace("_", " "))) for purpose in terms.purposes),
        until=terms.expires_on,
    )
