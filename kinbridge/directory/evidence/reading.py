"""A practice with the services that give it here."""

from __future__ import annotations

from dataclasses import dataclass

from kinbridge.directory.models import Attribute, Service
from kinbridge.directory.rules.points import POINT_WORDS
from kinbridge.directory.rules.practices import Practice, practice_of, practices
from kinbridge.directory.rules.terms import TAXONOMY, Term
from kinbridge.directory.rules.words import CATEGORY_WORDS, ServiceCategory


@dataclass(frozen=True, slots=True)
class Row:
    """A practice in the list, and how many services give it here."""

    practice: Practice
    given: int


@dataclass(frozen=True, slots=True)
class PracticePage:
    practice: Practice
    services: tuple[Service, ...]
    points: tuple[str, ...]
    kinds: tuple[str, ...]


def given_here(*, coalition_id: int) -> dict[str, list[Service]]:
    """The running services that say which practice they use, by its code."""
    said = Attribute.objects.filter(
        coalition_id=coalition_id,
        taxonomy_term__taxonomy=TAXONOMY,
        taxonomy_term__code__startswith=f"{Term.PRACTICE}:",
    )
    codes = dict(said.values_list("link_id", "taxonomy_term__code"))
    running = Service.objects.filter(coalition_id=coalition_id, pk__in=codes, status=Service.Status.ACTIVE)
    found: dict[str, list[Service]] = {}
    for service in running.select_related("organization").order_by("name", "pk"):
        found.setdefault(codes[service.pk].partition(":")[2], []).append(service)
    return found


def list_practices(*, coalition_id: int, point: int | None = None) -> tuple[Row, ...]:
    """All of the register, or what serves one of the five points of intervention."""
    given = given_here(coalition_id=coalition_id)
    return tuple(
        Row(practice, len(given.get(practice.code, ())))
        for practice in practices()
        if point is None or point in practice.points
    )


def open_practice(*, code: str, coalition_id: int) -> PracticePage | None:
    practice = practice_of(code)
    if practice is None:
        return None
    return PracticePage(
        practice,
        tuple(given_here(coalition_id=coalition_id).get(code, ())),
        tuple(POINT_WORDS[point] for point in practice.points),
        tuple(CATEGORY_WORDS[ServiceCategory(category)] for category in practice.categories),
    )


def practice_given_by(service: Service) -> Practice | None:
    said = Attribute.objects.filter(
        coalition_id=service.coalition_id,
        link_id=service.pk,
        taxonomy_term__taxonomy=TAXONOMY,
        taxonomy_term__code__startswith=f"{Term.PRACTICE}:",
    )
    code = said.order_by("pk").values_list("taxonomy_term__code", flat=True).first()
    return practice_of((code or "").partition(":")[2])
