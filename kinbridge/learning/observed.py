"""What was seen of someone on the job, in the words of the rubric."""

from __future__ import annotations

from kinbridge.directory.models import Viewer
from kinbridge.learning.models import Observation
from kinbridge.learning.rules.competencies import competencies


def seen_of(person: int, *, by: Viewer) -> list[tuple[Observation, str, str]]:
    """Each observation, newest first, with the competency's title and the words of the step."""
    known = competencies()
    seen = Observation.objects.filter(person=person, coalition=by.coalition_id, competency__in=known)
    return [
        (one, known[one.competency].title, known[one.competency].steps[one.step - 1])
        for one in seen.order_by("-seen_on", "-pk")
    ]
