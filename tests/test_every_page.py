"""Each of the demo's people follows every link they are shown: nothing is missing, broken or nameless."""

from __future__ import annotations

import pytest

from kinbridge.exchange.county.partners import STAFF
from tests.alder import personas, signed_in, undone, walk

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.usefixtures("county")]


@pytest.mark.parametrize("who", sorted(one["persona"] for one in STAFF if "persona" in one))
def test_every_link_this_person_is_shown_leads_to_a_whole_page(who: int) -> None:
    client = signed_in(next(persona.user for persona in personas() if persona.order == who))
    trouble, visited = [], 0
    with undone():
        for visit in walk(client, depth=3, pages=150, alike=3):
            visited += 1
            where = f"{visit.address} (from {visit.came_from})"
            if visit.answer.status_code >= 400:
                trouble.append(f"{visit.answer.status_code} {where}")
            elif visit.page is not None and visit.page.headings != 1:
                trouble.append(f"{visit.page.headings} first headings: {where}")
            elif visit.page is not None and not visit.page.title.removesuffix("· Kinbridge").strip():
                trouble.append(f"no title: {where}")
    assert trouble == []
    assert visited > 8
