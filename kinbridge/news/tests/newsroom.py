"""A coalition with a public page, someone who writes its newsletter, and readers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest
from pytest_django.fixtures import Settings

from kinbridge.accounts.models import Role
from kinbridge.coalition.models import GoalPage
from kinbridge.directory.models import Coalition, Viewer
from kinbridge.directory.tests import partners as make
from kinbridge.news.actions.issues import add, begin, publish
from kinbridge.news.actions.readers import ask, confirm
from kinbridge.news.models import Issue, Reader

AT = datetime(2026, 3, 16, 15, tzinfo=UTC)


@dataclass
class Newsroom:
    coalition: Coalition
    grace: Viewer
    maya: Viewer
    page: GoalPage = field(init=False)

    def __post_init__(self) -> None:
        self.page = GoalPage.objects.create(coalition=self.coalition, code="harbor", name="Harbor", opened_at=AT)

    def reader(self, email: str, *, often: str = "each", language: str = "en", by: Viewer | None = None) -> Reader:
        """Someone who asked, and followed the link."""
        secret = ask(coalition=self.coalition, email=email, often=often, language=language, at=AT, by=by)
        found = confirm(secret=secret, at=AT)
        assert found is not None
        return found

    def issue(self, title: str = "A new course", *, audience: str = "everyone", at: datetime = AT) -> Issue:
        """One published issue about an evening."""
        draft = begin(facts={"title": title, "title_es": "Un curso nuevo"}, by=self.grace, at=at)
        piece = {"kind": "event", "heading": "Parents' evening", "heading_es": "Noche de padres", "where": "Library"}
        add(issue=draft, facts=piece, by=self.grace, at=at)
        return publish(issue=draft, audience=audience, by=self.grace, at=at)


@pytest.fixture
def room(settings: Settings) -> Newsroom:
    settings.KINBRIDGE_MAIL = "server"
    coalition = make.county()
    office = make.program(make.clinic(coalition, "Families Together"), "Office")
    grace = make.worker(office, Role.COALITION_COORDINATOR, "Grace Whitfield")
    return Newsroom(coalition, grace, make.worker(office, Role.CASEWORKER, "Maya Thornton"))
