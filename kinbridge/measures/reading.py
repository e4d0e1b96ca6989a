"""The tables that measures read, as queries over the chart: one text for the extract and for counting in place."""

from __future__ import annotations

from collections.abc import Iterable

from kinbridge.measures.rules.tables import CATEGORY, CUTS, FACT, KEPT, PLACE_IN_FAMILY, SERVED

EPOCH = "DATE '1970-01-01'"
TYPES = {"flag": "boolean", "number": "int"}
GROUND = """
    FROM chart_entry AS entry JOIN chart_label AS label ON label.id = entry.label_id
    WHERE entry.coalition_id = %(coalition)s AND entry.family_id BETWEEN %(first)s AND %(last)s
      AND entry.id <= %(newest)s AND NOT entry.entered_in_error AND label.id = ANY(%(labels)s)
      AND NOT EXISTS (SELECT FROM chart_entry AS later WHERE later.supersedes_id = entry.id
                      AND later.family_id BETWEEN %(first)s AND %(last)s AND later.id <= %(newest)s)
"""


def facts() -> str:
    """Takes `coalition`, `zone`, `labels` (those the gate lets pass), `first` and `last` family, `newest` entry."""
    placed = [kind for kind, fields in KEPT.items() if fields.number == PLACE_IN_FAMILY]
    plain = [kind for kind in KEPT if kind not in placed]
    return " UNION ALL ".join((_select(plain), *map(_placed, placed), _served()))


def _select(kinds: Iterable[str]) -> str:
    return f"SELECT {_columns(kinds)} {GROUND} AND entry.kind IN ({quoted(kinds)})"


def _placed(kind: str) -> str:
    """Its record's own number stays here: which of the family's it is takes the place of it."""
    place = f"dense_rank() OVER (PARTITION BY entry.family_id ORDER BY (entry.body->>'{_NUMBERED[kind]}')::bigint)"
    return f"SELECT {_columns([kind], number=f'{place}::int')} {GROUND} AND entry.kind = '{kind}'"


def _served() -> str:
    """Which partners worked with a family, and when; those alone of whose records there the gate lets one pass."""
    given = {
        "family": "work.family_id",
        "person": "0",
        "kind": f"'{SERVED}'",
        "day": f"(min(work.since) - {EPOCH})",
        "code": "program.organization_id::text",
        "number": "CASE WHEN bool_and(work.until IS NOT NULL) THEN max(work.until) - min(work.since) END",
    }
    columns = ", ".join(f"{given.get(name) or _nothing(name)} AS {name}" for name in FACT)
    return f"""
        SELECT {columns}
        FROM people_involvement AS work JOIN directory_program AS program ON program.id = work.program_id
        WHERE work.coalition_id = %(coalition)s AND work.family_id BETWEEN %(first)s AND %(last)s
          AND (work.family_id, program.organization_id) IN (
            SELECT label.family_id, own.organization_id FROM chart_label AS label
            JOIN directory_program AS own ON own.id = label.program_id
            WHERE label.family_id BETWEEN %(first)s AND %(last)s AND label.id = ANY(%(labels)s))
        GROUP BY work.family_id, program.organization_id
    """  # noqa: S608 - the names of our own columns


_NUMBERED = {"referral_step": "referral"}


def _columns(kinds: Iterable[str], **instead: str) -> str:
    day = f"((entry.occurred_at AT TIME ZONE %(zone)s)::date - {EPOCH})"
    given = {"family": "entry.family_id", "person": "label.subject_id", "kind": "entry.kind", "day": day, **instead}
    return ", ".join(f"{given.get(name) or _field(kinds, name)} AS {name}" for name in FACT)


def _field(kinds: Iterable[str], column: str) -> str:
    named = [(kind, getattr(KEPT[kind], column)) for kind in kinds if getattr(KEPT[kind], column)]
    if not named:
        return _nothing(column)
    told = {kind: "label.category" if field == CATEGORY else f"entry.body->>'{field}'" for kind, field in named}
    whens = " ".join(f"WHEN '{kind}' THEN {said}" for kind, said in told.items())
    return f"(CASE entry.kind {whens} END)::{TYPES.get(column, 'text')}"


def _nothing(column: str) -> str:
    return f"NULL::{TYPES.get(column, 'text')}"


def quoted(words: Iterable[str]) -> str:
    """A list of words of our own, as SQL writes it."""
    return ", ".join(f"'{word}'" for word in words)


def families() -> str:
    """Takes `coalition`, `county`, `tribes` (those that agreed to be counted), `first` and `last`."""
    own = {
        "county": "%(county)s",
        "tribe": "CASE WHEN person.tribe = ANY(%(tribes)s) THEN person.tribe END",
    }
    cuts = ", ".join(f"NULLIF({own.get(cut, f'person.{cut}')}, '') AS {cut}" for cut in CUTS)
    return f"""
        SELECT DISTINCT ON (person.family_id) person.family_id AS family, {cuts}
        FROM people_person AS person
        WHERE person.coalition_id = %(coalition)s AND person.family_id BETWEEN %(first)s AND %(last)s
        ORDER BY person.family_id, person.relation <> 'mother', person.birth_date NULLS LAST, person.id
    """  # noqa: S608 - the names of our own columns
