"""Load facts: read each against its kind, find its family, person and label in bulk, add it once, correct what changed.

A fact that came before and reads otherwise now is superseded, never overwritten; one that a person here corrected
stays corrected until its sender says something new.
"""

# ruff: noqa: S608
from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec

from kinbridge.chart.kinds import KINDS
from kinbridge.core.vocabulary import Category
from kinbridge.exchange import files
from kinbridge.exchange.database import copy, count, run
from kinbridge.exchange.families import cells
from kinbridge.exchange.families.merge import FIXES, JOINS, LISTED, Load, source_id
from kinbridge.exchange.report import Effect

NEEDED = frozenset({"source_id", "family", "person", "program", "kind", "occurred_at"})
KNOWN = NEEDED | {"category", "body", "entered_in_error"}
FIELD = "body."
CATEGORIES = {category.value: category.value for category in Category}
READERS = {kind.code: (kind, msgspec.json.Decoder(kind.body, strict=False)) for kind in KINDS}
ENCODER = msgspec.json.Encoder()
PATH = re.compile(r"`\$\.?([^`]*)`")
QUOTED = re.compile(r"field `([^`]*)`")
YES = {"yes": "true", "no": "false"}
HOW = "./run load --kinds lists every kind with its fields."
# A lookup for each fact, whatever the planner believes: statistics lag behind a load that is still going on.
BY_INDEX = "SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off; SET LOCAL enable_seqscan = off"
AS_USUAL = "RESET enable_hashjoin; RESET enable_mergejoin; RESET enable_seqscan"
STAGED = ("at_row", "source_id", "family", "person", "program", "kind", "category", "body", "occurred_at", "withdrawn")


def merge(path: Path, load: Load, *, at: datetime) -> None:
    Facts(path, load, at).all()


class Facts:
    def __init__(self, path: Path, load: Load, at: datetime) -> None:
        self.path, self.load, self.at, self.report = path, load, at, load.report
        self.tally = load.report.tally("fact")
        self.identifier = lru_cache(maxsize=10_000)(cells.identifier)
        self.moment = lru_cache(maxsize=50_000)(cells.moment)

    def all(self) -> None:
        run(
            "CREATE TEMP TABLE stage_fact (n bigserial, at_row text, source_id text, family text, person text, "
            "program uuid, kind text, category text, body jsonb, occurred_at timestamptz, withdrawn boolean) "
            "ON COMMIT DROP"
        )
        copy("stage_fact", STAGED, self.rows())
        run("ANALYZE stage_fact")
        self.resolve()
        self.label()
        self.meet_what_is_here()
        self.correct()
        self.add()

    # ── reading ──────────────────────────────────────────────────────────────

    def rows(self) -> Iterator[tuple[Any, ...]]:
        for found in files.rows(self.path, self.report, known=KNOWN, needed=NEEDED, also=FIELD):
            if (row := self.row(found.content, found.row)) is not None:
                yield row

    def row(self, cell: dict[str, str], number: str) -> tuple[Any, ...] | None:
        name = "source_id"
        try:
            own = source_id(cell["source_id"])
            for name in ("source_id", "family", "person"):
                if not cell[name].strip():
                    raise cells.Unreadable("it is blank.", "Fill it in; the row means nothing without it.")
            name = "program"
            program = self.identifier(cell["program"])
            name = "kind"
            if (code := cell["kind"].strip()) not in READERS:
                raise cells.Unreadable("no such kind of fact is known.", HOW)
            kind, decoder = READERS[code]
            name = "occurred_at"
            occurred_at = self.moment(cell["occurred_at"])
            name = "category"
            category = cell.get("category", "").strip() or kind.category.value
            if category not in CATEGORIES:
                raise cells.Unreadable("no such category is known.", f"One of: {', '.join(CATEGORIES)}.")
            name = "entered_in_error"
            withdrawn = cells.yes_or_no(cell["entered_in_error"]) if cell.get("entered_in_error", "").strip() else "f"
            name = "body"
            body = ENCODER.encode(typed(decoder, cell)).decode()
            if "\\u0000" in body:
                raise cells.Unreadable("it holds a character that no text may hold.", "Take out the NUL character.")
        except cells.Unreadable as bad:
            self.left_out(number, name, bad.trouble, bad.fix)
            return None
        except msgspec.DecodeError as bad:
            self.left_out(number, *in_words(str(bad)), HOW)
            return None
        return (
            number,
            own,
            cell["family"].strip(),
            cell["person"].strip(),
            program,
            code,
            category,
            body,
            occurred_at,
            withdrawn,
        )

    def left_out(self, row: str, name: str, trouble: str, fix: str) -> None:
        self.tally.left_out += 1
        self.report.add(trouble, file=self.path.name, row=row, name=name, fix=fix, effect=Effect.LEFT_OUT)

    # ── in the database ──────────────────────────────────────────────────────

    def resolve(self) -> None:
        """One row for each program's source id, with its family, its person, and the program's attested regimes."""
        run(
            "CREATE TEMP TABLE fold_fact ON COMMIT DROP AS SELECT DISTINCT ON (stage.program, stage.source_id) "
            "stage.*, at_family.key AS family_id, at_person.key AS subject_id, at_program.key AS program_id, "
            "NULL::bigint AS label_id, NULL::bigint AS entry_id, program.regimes "
            "FROM stage_fact AS stage "
            + JOINS["family"].format(alias="at_family", value="stage.family")
            + " "
            + JOINS["person"].format(alias="at_person", value="stage.person")
            + " "
            + JOINS["program"].format(alias="at_program", value="stage.program")
            + " LEFT JOIN (SELECT id, ARRAY(SELECT unnest(regimes) ORDER BY 1) AS regimes FROM directory_program "
            "WHERE id IN (SELECT DISTINCT program FROM stage_fact)) AS program ON program.id = at_program.key "
            "ORDER BY stage.program, stage.source_id, stage.n",
            self.load.where,
        )
        twice = run(
            "SELECT at_row FROM stage_fact AS stage WHERE NOT EXISTS "
            "(SELECT 1 FROM fold_fact AS fold WHERE fold.n = stage.n) ORDER BY n"
        )
        self.tell(twice, "source_id", "an earlier row of this program has the same source_id.", "Give each its own.")
        for name, key in (("family", "family_id"), ("person", "subject_id"), ("program", "program_id")):
            self.drop(f"{key} IS NULL", name, f"no such {name} is here or in this load.", FIXES[name])
        self.drop(
            "NOT EXISTS (SELECT 1 FROM people_person AS p "
            "WHERE p.id = subject_id AND p.family_id = fold_fact.family_id) AND NOT EXISTS "
            "(SELECT 1 FROM people_member AS m WHERE m.person_id = subject_id "
            "AND m.family_id = fold_fact.family_id)",
            "person",
            "this person does not belong to this family.",
            "Correct one of the two, or add the person to members.csv.",
        )
        self.drop(
            "cardinality(regimes) = 0",
            "program",
            "nobody has attested which laws this program's records are under, so nobody could say who may see them.",
            "An administrator of the organization does that on the program's page.",
        )

    def label(self) -> None:
        """Few labels for many facts: make the missing ones, then give each fact its own."""
        parts = (
            "family_id, program_id, category, subject_id, (SELECT array_agg(r ORDER BY r) FROM unnest(regimes) AS r)"
        )
        run(
            "INSERT INTO chart_label "
            "(coalition_id, family_id, program_id, category, subject_id, regimes, received_under) "
            f"SELECT DISTINCT %(coalition)s::bigint, {parts}, '' FROM fold_fact ON CONFLICT DO NOTHING",
            self.load.where,
        )
        run("ANALYZE fold_fact")
        run(
            "UPDATE fold_fact SET label_id = label.id FROM chart_label AS label "
            "WHERE label.family_id = fold_fact.family_id "
            "AND label.program_id = fold_fact.program_id AND label.category = fold_fact.category "
            "AND label.subject_id = fold_fact.subject_id AND label.received_under = '' AND label.consent_id IS NULL "
            "AND label.regimes = fold_fact.regimes"
        )

    def meet_what_is_here(self) -> None:
        """Facts that came before; about someone else now, or of another category, they are not the same fact."""
        run(BY_INDEX)
        run(
            "UPDATE fold_fact SET entry_id = entry.id FROM chart_entry AS entry "
            "WHERE entry.family_id = fold_fact.family_id AND entry.label_id = fold_fact.label_id "
            "AND entry.source_id = fold_fact.source_id AND NOT (entry.source_id = '')"
        )
        elsewhere = (
            "EXISTS (SELECT 1 FROM chart_entry AS entry JOIN chart_label AS was ON was.id = entry.label_id "
            "WHERE entry.family_id = fold_fact.family_id AND entry.source_id = fold_fact.source_id "
            "AND NOT (entry.source_id = '') AND was.program_id = fold_fact.program_id AND was.received_under = '' "
            "AND (was.subject_id, was.category) <> (fold_fact.subject_id, fold_fact.category))"
        )
        other_kind = "(SELECT entry.kind FROM chart_entry AS entry WHERE entry.id = entry_id) <> kind"
        self.drop(
            f"CASE WHEN entry_id IS NULL THEN {elsewhere} ELSE {other_kind} END",
            "source_id",
            "this fact is here already about another person, or as another kind or category.",
            "Send the old one as entered_in_error, and the new one under a new source_id.",
        )
        run(AS_USUAL)

    def correct(self) -> None:
        """Compare with what the sender said last (source_id, source_id#2 …), and supersede what stands now."""
        run(
            "CREATE TEMP TABLE chain ON COMMIT DROP AS WITH RECURSIVE chain AS ("
            "SELECT fold.n, entry.id, 1 AS place FROM fold_fact AS fold "
            "JOIN chart_entry AS entry ON entry.id = fold.entry_id "
            "UNION ALL SELECT chain.n, newer.id, chain.place + 1 FROM chain "
            "JOIN chart_entry AS newer ON newer.supersedes_id = chain.id) SELECT * FROM chain"
        )
        corrected = count(
            "WITH head AS (SELECT DISTINCT ON (n) n, id, place FROM chain ORDER BY n, place DESC), "
            "said AS (SELECT DISTINCT ON (chain.n) chain.n, entry.* FROM chain JOIN chart_entry AS entry "
            "ON entry.id = chain.id WHERE entry.source_id <> '' ORDER BY chain.n, chain.place DESC), "
            "corrected AS (INSERT INTO chart_entry (family_id, coalition_id, label_id, kind, body, occurred_at, "
            "recorded_at, source_id, supersedes_id, entered_in_error) "
            "SELECT fold.family_id, %(coalition)s, said.label_id, fold.kind, fold.body, fold.occurred_at, %(at)s, "
            "fold.source_id || '#' || head.place + 1, head.id, fold.withdrawn "
            "FROM fold_fact AS fold JOIN head ON head.n = fold.n JOIN said ON said.n = fold.n "
            "WHERE (said.body, said.occurred_at, said.entered_in_error) "
            "IS DISTINCT FROM (fold.body, fold.occurred_at, fold.withdrawn) RETURNING family_id) "
            "INSERT INTO touched SELECT family_id, 'correction' FROM corrected",
            self.load.where | {"at": self.at},
        )
        self.tally.changed += corrected
        self.tally.unchanged += count("SELECT 1 FROM fold_fact WHERE entry_id IS NOT NULL") - corrected

    def add(self) -> None:
        self.tally.added += count(
            "WITH added AS (INSERT INTO chart_entry (family_id, coalition_id, label_id, kind, body, occurred_at, "
            "recorded_at, source_id, entered_in_error) SELECT family_id, %(coalition)s, label_id, kind, body, "
            "occurred_at, %(at)s, source_id, false FROM fold_fact WHERE entry_id IS NULL AND NOT withdrawn "
            "ORDER BY family_id, n RETURNING family_id) INSERT INTO touched SELECT family_id, 'fact' FROM added",
            self.load.where | {"at": self.at},
        )
        self.tally.unchanged += count("SELECT 1 FROM fold_fact WHERE entry_id IS NULL AND withdrawn")

    def drop(self, condition: str, name: str, trouble: str, fix: str) -> None:
        self.tell(run(f"DELETE FROM fold_fact WHERE {condition} RETURNING at_row"), name, trouble, fix)

    def tell(self, found: list[tuple[Any, ...]], name: str, trouble: str, fix: str) -> None:
        self.tally.left_out += len(found)
        for (row,) in found[:LISTED]:
            self.report.add(trouble, file=self.path.name, row=row, name=name, fix=fix, effect=Effect.LEFT_OUT)
        self.report.effects[Effect.LEFT_OUT] += max(0, len(found) - LISTED)


def typed(decoder: msgspec.json.Decoder[Any], cell: dict[str, str]) -> Any:
    """The body, from the `body` column as JSON, or from one column for each of its fields, where yes is true."""
    if whole := cell.get("body", "").strip():
        return decoder.decode(whole)
    given = {
        name.removeprefix(FIELD): value for name, value in cell.items() if name.startswith(FIELD) and value.strip()
    }
    try:
        return decoder.decode(ENCODER.encode(given))
    except msgspec.ValidationError:
        plain = {name: YES.get(value.strip().lower(), value.strip()) for name, value in given.items()}
        return decoder.decode(ENCODER.encode(plain))


def in_words(trouble: str) -> tuple[str, str]:
    """The field and the trouble of a body that does not fit its kind, without the value msgspec would repeat."""
    place = PATH.search(trouble)
    named = QUOTED.search(trouble)
    name = f"{FIELD}{place[1]}" if place and place[1] else "body"
    if "missing required" in trouble and named:
        return f"{FIELD}{named[1]}", "it is missing, and this kind of fact needs it."
    if "unknown field" in trouble:
        return name, "it has a field that this kind of fact does not have."
    if "enum" in trouble:
        return name, "it is not one of the words for it."
    if trouble.startswith("Expected"):
        return name, "it is not of the type that this field has."
    return name, "it is not JSON."
