"""Check the chains: which line was changed, moved or taken out, first of all in its chain."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction

from kinbridge.audit.models import Head

NOBODY = 0
"""The chain of the lines that are about no family."""

# The inner query reads the wide columns once, in parallel, and hands on only what the comparison in order needs.
LINKS = """
    SELECT family_id, position, at, previous, digest,
           digest <> encode(sha256(convert_to(concat_ws('|', previous, position, COALESCE(family_id, 0),
               COALESCE(actor_id, 0), COALESCE(organization_id::text, ''), act, about, because,
               array_to_string(citations, ';'), detail::text,
               to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US')), 'UTF8')), 'hex') AS changed
    FROM audit_line {lines} OFFSET 0
"""
BROKEN = """
    WITH link AS ({links}), told AS (
        SELECT COALESCE(family_id, 0) AS family, position, at, digest, changed,
               row_number() OVER chain AS place,
               previous <> lag(digest, 1, '') OVER chain AS loose,
               lead(position) OVER chain IS NULL AS last
        FROM link WINDOW chain AS (PARTITION BY family_id ORDER BY position)
    ), kept AS NOT MATERIALIZED (
        SELECT *, CASE WHEN last THEN family END AS ended FROM told WHERE changed OR loose OR position <> place OR last
    ), held AS (
        SELECT COALESCE(family, head.family_id) AS family, position, place, at,
               CASE WHEN position > place THEN 'missing'
                    WHEN changed THEN 'changed'
                    WHEN loose OR position < place THEN 'loose'
                    WHEN NOT last THEN NULL
                    WHEN head.length IS NULL OR head.length < position THEN 'unheld'
                    WHEN position IS NULL OR head.length > position THEN 'missing'
                    WHEN head.digest <> kept.digest THEN 'unheld' END AS what
        FROM kept FULL JOIN (SELECT * FROM audit_head {heads}) AS head ON head.family_id = kept.ended
    )
    SELECT DISTINCT ON (family) family,
           CASE WHEN what <> 'missing' THEN position WHEN position > place THEN place ELSE COALESCE(place, 0) + 1 END
               AS link, at, what
    FROM held WHERE what IS NOT NULL ORDER BY family, link, what
"""


def _sql(*, lines: str = "", heads: str = "") -> str:
    return BROKEN.format(links=LINKS.format(lines=lines), heads=heads)


EVERY = _sql()
ONE = _sql(lines="WHERE family_id = %(family)s", heads="WHERE family_id = %(family)s")
ABOUT_NOBODY = _sql(lines="WHERE family_id IS NULL", heads="WHERE family_id = 0")
TROUBLES = {
    "changed": "the line was changed",
    "loose": "the line does not follow the one before it",
    "missing": "a line was taken out",
    "unheld": "the end of the chain was rewritten",
}


@dataclass(frozen=True, slots=True)
class Broken:
    """The first broken link of one chain. `at` is when that line, or the last one before a missing end, was written."""

    family_id: int
    position: int
    at: datetime | None
    trouble: str


@dataclass(frozen=True, slots=True)
class Size:
    chains: int
    lines: int


def broken_links(*, family_id: int | None = None) -> Iterator[Broken]:
    """The first broken link of each chain that has one, by family id; of one chain only when a family is named."""
    sql = EVERY if family_id is None else ABOUT_NOBODY if family_id == NOBODY else ONE
    with connection.cursor() as cursor:
        cursor.execute(sql, {"family": family_id})
        for family, position, at, what in cursor:
            yield Broken(family, position, at, TROUBLES[what])


def first_broken_link(*, family_id: int) -> int | None:
    """The position of the first line of this chain that was changed or is missing; None when the chain is whole."""
    found = next(broken_links(family_id=family_id), None)
    return None if found is None else found.position


@transaction.atomic
def every_broken_link() -> list[Broken]:
    """`broken_links` of all chains, with room to sort, on every core: seconds for a million families."""
    with connection.cursor() as cursor:
        # The planner thinks a digest as cheap as a column, and would leave all of them to one core.
        cursor.execute("SELECT set_config('work_mem', '256MB', true), set_config('parallel_tuple_cost', '0', true)")
    return list(broken_links())


def size() -> Size:
    """How many chains there are, and how many lines in all."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), COALESCE(sum(length), 0) FROM audit_head")
        chains, lines = cursor.fetchone()
    return Size(int(chains), int(lines))


# ── the ends of the chains, kept elsewhere ───────────────────────────────────
# Whoever owns the database could write a chain anew from one line on, with all its digests. An end that was written
# down somewhere else is a link that the new chain does not have.


def ends() -> Iterator[tuple[int, int, str]]:
    """Family id, length and last digest of each chain; no name, and nothing of what the lines say."""
    return iter(Head.objects.order_by("family_id").values_list("family_id", "length", "digest").iterator(20_000))


@transaction.atomic
def rewritten_since(kept: Iterable[tuple[int, int, str]]) -> list[Broken]:
    """The chains that no longer hold the end that was kept of them, by family id."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE kept_end (family bigint, length bigint, digest text)")
        with cursor.copy("COPY kept_end FROM STDIN") as copy:
            for end in kept:
                copy.write_row(end)
        cursor.execute(
            "SELECT family, kept_end.length, at FROM kept_end LEFT JOIN audit_line AS line"
            " ON COALESCE(line.family_id, 0) = kept_end.family AND line.position = kept_end.length"
            " WHERE line.digest IS DISTINCT FROM kept_end.digest ORDER BY family"
        )
        found = cursor.fetchall()
        cursor.execute("DROP TABLE kept_end")
    return [Broken(family, position, at, "the chain up to here was rewritten") for family, position, at in found]
