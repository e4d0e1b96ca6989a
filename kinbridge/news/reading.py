"""Issues as a reader sees them: in one language, with where each piece leads."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse

from kinbridge.coalition.models import GoalPage
from kinbridge.coalition.public.reading import Words, spoken
from kinbridge.directory.models import Viewer
from kinbridge.news.models import Issue, Piece, Reader
from kinbridge.news.rules import Audience, Kind


@dataclass(frozen=True, slots=True)
class Part:
    """One piece. `url` is empty where there is nothing that this reader could open."""

    heading: Words
    words: Words
    on: date | None
    where: str
    url: str


@dataclass(frozen=True, slots=True)
class Read:
    """One issue for one reader."""

    number: int
    title: Words
    intro: Words
    published_at: datetime | None
    url: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Sent:
    """How an issue went out by e-mail. Who opened it is not known, and is not asked."""

    letters: int
    failed: int


def page_of(coalition_id: int) -> GoalPage | None:
    """The coalition's public page, while it is open: the newsletter's public address hangs on it."""
    return GoalPage.objects.filter(coalition=coalition_id, opened_at__isnull=False).first()


def issue_of(*, pk: int, by: Viewer) -> Issue | None:
    return Issue.objects.filter(pk=pk, coalition=by.coalition_id).first()


def reader_of(by: Viewer) -> Reader | None:
    return Reader.objects.filter(coalition=by.coalition_id, user=by.user_id, confirmed_at__isnull=False).first()


def sent(issue: Issue) -> Sent:
    return Sent(issue.deliveries.filter(failed=False).count(), issue.deliveries.filter(failed=True).count())


def read(issue: Issue, *, page: GoalPage | None, partner: bool, home: str = "") -> Read:
    """In the language that is active. `partner` can sign in here; `home` is what addresses in a letter begin with."""
    return Read(
        number=issue.number,
        title=spoken(issue.title, issue.title_es),
        intro=spoken(issue.intro, issue.intro_es),
        published_at=issue.published_at,
        url=home + _address(issue, page),
        parts=tuple(_parts(issue.pieces.select_related("of_item"), page, partner=partner, home=home)),
    )


def _address(issue: Issue, page: GoalPage | None) -> str:
    if issue.audience != Audience.PARTNERS and page is not None:
        return reverse("newsletter:issue", args=[page.code, issue.number])
    return reverse("news:issue", args=[issue.pk])


def _parts(pieces: Iterable[Piece], page: GoalPage | None, *, partner: bool, home: str) -> Iterable[Part]:
    for piece in pieces:
        url = _leads_to(piece, page, partner=partner)
        yield Part(
            heading=spoken(piece.heading, piece.heading_es),
            words=spoken(piece.words, piece.words_es),
            on=piece.on,
            where=piece.where,
            url=home + url if url.startswith("/") else url,
        )


def _leads_to(piece: Piece, page: GoalPage | None, *, partner: bool) -> str:
    """A piece of the shelf leads partners to its page here, and the public to where it was published."""
    if piece.kind == Kind.ITEM and piece.of_item is not None:
        return reverse("learning:item", args=[piece.of_item.key]) if partner else piece.of_item.url
    if piece.kind == Kind.GOAL and page is not None:
        return reverse("goals:page", args=[page.code])
    if piece.kind == Kind.CAMPAIGN and piece.of_campaign_id is not None:
        return reverse("kit:campaign", args=[piece.of_campaign_id])
    return piece.url
