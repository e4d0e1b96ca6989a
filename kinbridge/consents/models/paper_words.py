"""The papers and their parties as people say them."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from kinbridge.consents.models.terms import names_of
from kinbridge.consents.rules import ANY_HOLDER, State, everyone_of
from kinbridge.consents.rules.papers import PaperKind
from kinbridge.core.vocabulary import Standing
from kinbridge.people.models import Person

TITLES: dict[str, Promise] = {
    "order-civil": _("Special order for treatment records, civil case"),
    "order-criminal": _("Special order for treatment records, criminal case"),
    "order-program": _("Special order to look into a treatment program"),
    "order-agent": _("Order to place an agent in a treatment program"),
    "order": _("Court order"),
    "subpoena": _("Subpoena"),
    "warrant": _("Warrant"),
    "custody": _("Custody or placement order"),
    "appointment": _("Appointment to speak for a child"),
    "representative": _("Guardian or other person who acts for someone"),
    "restriction": _("Request not to share"),
    "safety": _("Safety flag"),
    "emergency": _("Medical emergency"),
    "qsoa": _("Service organization agreement"),
    "baa": _("Business associate agreement"),
    "intermediary": _("Agreement with an exchange"),
    "contract": _("Written contract for a service"),
    "data-use": _("Data use agreement"),
    "audit": _("Audit or evaluation agreement"),
    "research": _("Research approval"),
    "team-memo": _("Team or coalition agreement"),
    "deidentified": _("Certificate that no one can be identified"),
}
STATES: dict[State, Promise] = {
    State.IN_FORCE: _("In force"),
    State.NOT_YET: _("Not yet"),
    State.EXPIRED: _("Expired"),
    State.ENTERED_IN_ERROR: _("Entered in error"),
    State.UNREADABLE: _("Cannot be read"),
    State.CONTESTED: _("Needs a person"),
    State.SUPERSEDED: _("Replaced"),
}
STANDINGS: dict[Standing, Promise] = {
    Standing.PARENT: _("Any parent who asks for themself"),
    Standing.OTHER_PARENT: _("The other parent"),
    Standing.RELATIVE: _("Any relative who asks"),
    Standing.KIN_CAREGIVER: _("Kin who care for a child"),
    Standing.FOSTER_PARENT: _("Foster parents"),
}


def title(entry: PaperKind | None) -> str:
    return str(TITLES[entry.code]) if entry is not None else _now("A paper of an unknown kind")


def party_words(parties: Iterable[str]) -> dict[str, str]:
    """Each party in words; one that is not there any more says so. Three queries at most."""
    parties = list(parties)
    said = names_of(parties)
    said[str(ANY_HOLDER)] = _now("Anyone who holds the record")
    said |= {str(everyone_of(standing)): str(words) for standing, words in STANDINGS.items()}
    people = [int(rest) for kind, _sep, rest in (one.partition(":") for one in parties) if _numbered(kind, rest)]
    if people:
        said |= {f"person:{one.pk}": one.name for one in Person.objects.filter(pk__in=people)}
    return {party: said.get(party) or _now("Someone who is not listed here any more") for party in parties}


def _numbered(kind: str, rest: str) -> bool:
    return kind == "person" and rest.isdecimal()
