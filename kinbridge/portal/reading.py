"""What a person sees of their own: through the same gate as everybody, with themselves as the asker."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from kinbridge.directory.models import Viewer
from kinbridge.disclosure.asking import to_answer
from kinbridge.disclosure.lookers import Looker, lookers
from kinbridge.disclosure.models import ConsentRequest
from kinbridge.people.models import Family, Person
from kinbridge.plans.models import Plan
from kinbridge.plans.reading import plans_of


@dataclass(frozen=True, slots=True)
class Home:
    family: Family
    plans: tuple[Plan, ...]
    lookers: tuple[Looker, ...]
    requests: tuple[ConsentRequest, ...]


def family_of(viewer: Viewer, *, on: date) -> Family | None:
    """The family a person's own account opens: the one they joined last, of those they belong to today."""
    return Family.objects.seen_by(viewer, on=on).order_by("-opened_on", "-pk").first()


def home(*, family: Family, by: Viewer, at: datetime) -> Home:
    return Home(
        family=family,
        plans=tuple(plans_of(family=family, by=by, at=at)),
        lookers=lookers(family=family, by=by, at=at),
        requests=to_answer(by, at=at, family=family),
    )


def own(viewer: Viewer, *, family: Family) -> list[Person]:
    """Whose lists a person may draw alone: their own. A child's are asked of the privacy officer, who checks first."""
    return list(Person.objects.filter(family=family, pk__in=[viewer.person_id or 0]))
