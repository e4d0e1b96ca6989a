"""To whom an issue is due, and when."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from kinbridge.news.rules import Audience, Often, is_due, may_have


@pytest.mark.parametrize(
    ("often", "published", "on", "due"),
    [
        (Often.EACH, date(2026, 3, 16), date(2026, 3, 16), True),
        (Often.EACH, date(2026, 3, 1), date(2026, 3, 15), True),
        (Often.EACH, date(2026, 3, 1), date(2026, 3, 16), False),
        (Often.MONTHLY, date(2026, 3, 16), date(2026, 3, 31), False),
        (Often.MONTHLY, date(2026, 3, 16), date(2026, 4, 1), True),
        (Often.MONTHLY, date(2026, 1, 16), date(2026, 4, 1), False),
    ],
)
def test_each_issue_goes_soon_and_a_months_issues_when_the_month_is_over(
    often: Often, published: date, on: date, due: bool
) -> None:
    assert is_due(often, published_on=published, on=on) is due


@pytest.mark.parametrize(
    ("audience", "works_here", "published", "may"),
    [
        (Audience.EVERYONE, False, 11, True),
        (Audience.EVERYONE, False, 9, False),  # it came out before they asked
        (Audience.PARTNERS, False, 11, False),
        (Audience.PARTNERS, True, 11, True),
    ],
)
def test_partners_news_goes_to_partners(audience: Audience, works_here: bool, published: int, may: bool) -> None:
    asked, out = datetime(2026, 3, 10, tzinfo=UTC), datetime(2026, 3, published, tzinfo=UTC)
    assert may_have(audience, works_here=works_here, asked_at=asked, published_at=out) is may
