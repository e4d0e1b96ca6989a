"""Whoever gets past the database's refusal leaves a broken link, and it is named."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from django.db import connection

from kinbridge.audit import chain
from kinbridge.audit.actions import record

AT = datetime(2026, 5, 1, 9, 30, tzinfo=UTC)
ANA = SimpleNamespace(user_id=7, organization_id=None)
DIGEST = chain.LINKS.partition("digest <> ")[2].partition(" AS changed")[0]
pytestmark = pytest.mark.django_db
Tamper = Callable[[str], None]


@pytest.fixture
def tamper() -> Tamper:
    """The owner of the database, with the triggers off."""
    for family in (3, 4, None):
        for _ in range(4):
            record("chart.seen", by=ANA, at=AT, family_id=family)

    def run(sql: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE audit_line DISABLE TRIGGER USER")
            cursor.execute(sql)
            cursor.execute("ALTER TABLE audit_line ENABLE TRIGGER USER")

    return run


def found() -> list[tuple[int, int, str]]:
    return [(one.family_id, one.position, one.trouble) for one in chain.every_broken_link()]


def test_chains_that_nobody_touched_are_whole(tamper: Tamper) -> None:
    assert found() == []
    assert chain.size() == chain.Size(chains=3, lines=12)


@pytest.mark.parametrize(
    ("sql", "position", "trouble"),
    [
        ("UPDATE audit_line SET act = 'x' WHERE {2}", 2, "the line was changed"),
        ("UPDATE audit_line SET at = at + interval '1 microsecond' WHERE {4}", 4, "the line was changed"),
        ("UPDATE audit_line SET detail = '{{\"a\": 1}}', actor_id = NULL WHERE {1}", 1, "the line was changed"),
        (f"UPDATE audit_line SET because = 'y', digest = {DIGEST} WHERE {{2}}", 2, "changed"),
        ("DELETE FROM audit_line WHERE {1}", 1, "a line was taken out"),
        ("DELETE FROM audit_line WHERE {2}", 2, "a line was taken out"),
        ("DELETE FROM audit_line WHERE {4}", 4, "a line was taken out"),
        ("DELETE FROM audit_line WHERE {0}", 1, "a line was taken out"),
        ("UPDATE audit_line SET position = 9 WHERE {4}", 4, "a line was taken out"),
        ("DELETE FROM audit_head WHERE {head}", 4, "the end of the chain was rewritten"),
        ("UPDATE audit_head SET length = 3 WHERE {head}", 4, "the end of the chain was rewritten"),
        ("UPDATE audit_head SET digest = 'x' WHERE {head}", 4, "the end of the chain was rewritten"),
    ],
)
@pytest.mark.parametrize("family", [3, chain.NOBODY])
def test_the_first_broken_link_is_named(tamper: Tamper, sql: str, position: int, trouble: str, family: int) -> None:
    whose = f"family_id = {family}" if family else "family_id IS NULL"
    places = [whose, *(f"{whose} AND position = {place}" for place in range(1, 5))]
    tamper(sql.format(*places, head=f"family_id = {family}"))
    first = next(one for one in found() if one[0] == family)
    assert first[1] == position
    assert trouble in first[2]
    assert chain.first_broken_link(family_id=family) == position
    assert {one[0] for one in found()} == {family}


def test_a_line_made_to_fit_its_own_digest_leaves_the_next_one_loose(tamper: Tamper) -> None:
    tamper("UPDATE audit_line SET act = 'x' WHERE family_id = 3 AND position = 2")
    tamper(f"UPDATE audit_line SET digest = {DIGEST} WHERE family_id = 3 AND position = 2")
    assert found() == [(3, 3, "the line does not follow the one before it")]


def test_a_chain_written_anew_does_not_hold_the_end_that_was_kept(tamper: Tamper) -> None:
    kept = list(chain.ends())
    assert [(family, length) for family, length, _ in kept] == [(0, 4), (3, 4), (4, 4)]
    record("chart.seen", by=ANA, at=AT, family_id=4)
    assert chain.rewritten_since(kept) == []
    tamper("UPDATE audit_line SET act = 'x' WHERE family_id = 3 AND position = 4")
    tamper(f"UPDATE audit_line SET digest = {DIGEST} WHERE family_id = 3 AND position = 4")
    tamper("UPDATE audit_head SET digest = (SELECT digest FROM audit_line WHERE family_id = 3 AND position = 4)"
           " WHERE family_id = 3")  # fmt: skip
    assert found() == []
    assert [(one.family_id, one.position) for one in chain.rewritten_since(kept)] == [(3, 4)]
