"""The tables that measures read, as queries over the chart: one text for the extract and for counting in place."""

from __future__ import annotations

from collections.abc import Iterable

from kinbridge.measures.rules.tables import CUTS, FACT, KEPT, PLACE_IN_FAMILY

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
    return " UNION ALL ".join((_select(plain), *map(_placed, placed)))


def _select(kinds: Iterable[str]) -> str:
    return f"SELECT {_columns(kinds)} {GROUND} AND entry.kind IN ({_quoted(kinds)})"


def _placed(kind: str) -> str:
    """Its record's own number stays here: which of the family's it is takes the place of it."""
    place = f"dense_rank() OVER (PARTITION BY entry.family_id ORDER BY (entry.body->>'{_NUMBERED[kind]}')::bigint)"
    return f"SELECT {_columns([kind], number=f'{place}::int')} {GROUND} AND entry.kind = '{kind}'"


_NUMBERED = {"referral_step": "referral"}


def _columns(kinds: Iterable[str], **instead: str) -> str:
    day = f"((entry.occurred_at AT TIME ZONE %(zone)s)::date - {EPOCH})"
    given = {"family": "entry.family_id", "person": "label.subject_id", "kind": "entry.kind", "day": day, **instead}
    return ", ".join(f"{given.get(name) or _field(kinds, name)} AS {name}" for name in FACT)


def _field(kinds: Iterable[str], column: str) -> str:
    named = [(kind, getattr(KEPT[kind], column)) for kind in kinds if getattr(KEPT[kind], column)]
    as_type = TYPES.get(column, "text")
    if not named:
        return f"NULL::{as_type}"
    whens = " ".join(f"WHEN '{kind}' THEN entry.body->>'{field}'" for kind, field in named)
    return f"(CASE entry.kind {whens} END)::{as_type}"


def _quoted(words: Iterable[str]) -> str:
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
