"""Load a folder about families: people first, then what ties them, then facts; one audit line for each family."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from kinbridge.directory.models import Viewer
from kinbridge.exchange.database import count, run
from kinbridge.exchange.families import facts
from kinbridge.exchange.families.merge import JOINS, Load, merge
from kinbridge.exchange.families.sheets import FACTS, FILES, SHEETS
from kinbridge.exchange.report import Effect


def files_in(folder: Path) -> dict[str, Path]:
    """The files of the folder that tell of families."""
    return {path.name.lower(): path for path in sorted(folder.iterdir()) if path.name.lower() in FILES}


def load_folder(folder: Path, load: Load, *, by: Viewer, at: datetime) -> None:
    found = files_in(folder)
    run("SELECT pg_advisory_xact_lock(hashtext('kinbridge.families'), %s::int)", [load.coalition.pk])
    run("CREATE TEMP TABLE touched (family_id bigint, what text) ON COMMIT DROP")
    for sheet in SHEETS:
        if sheet.file in found:
            merge(sheet, found[sheet.file], load)
    if "persons.csv" in found:
        carry(found["persons.csv"], load)
        belong(load)
    if FACTS in found:
        facts.merge(found[FACTS], load, at=at)
    write_audit(by=by, at=at)
    for table in ("touched", *(f"{kind}_{sheet.name}" for sheet in SHEETS for kind in ("stage", "fold"))):
        run(f"DROP TABLE IF EXISTS {table}")
    run("DROP TABLE IF EXISTS stage_fact, fold_fact, chain")


def carry(path: Path, load: Load) -> None:
    """Tie each infant to the pregnancy that carried it; pregnancies come after persons, so this comes last."""
    joined = JOINS["pregnancy"].format(alias="carried", value="fold.carried_in")
    missing = run(
        f"SELECT fold.at_row FROM fold_person AS fold {joined} "  # noqa: S608
        "WHERE fold.carried_in IS NOT NULL AND carried.key IS NULL ORDER BY fold.n",
        load.where,
    )
    for (row,) in missing[:500]:
        load.report.add(
            "no such pregnancy is here or in this load.",
            file=path.name,
            row=row,
            name="carried_in",
            fix="Add it to pregnancies.csv, or correct the id.",
            effect=Effect.LEFT_BLANK,
        )
    tied = count(
        "WITH tied AS (UPDATE people_person AS person SET carried_in_id = carried.key "  # noqa: S608
        f"FROM fold_person AS fold {joined} WHERE person.id = fold.pk AND carried.key IS NOT NULL "
        "AND person.carried_in_id IS DISTINCT FROM carried.key RETURNING person.family_id, fold.fresh) "
        "INSERT INTO touched SELECT family_id, 'person' FROM tied WHERE NOT fresh",
        load.where,
    )
    tally = load.report.tally("person")
    tally.changed += tied
    tally.unchanged -= tied


def belong(load: Load) -> None:
    """A new person whom members.csv does not mention belongs to their family from the day it opened."""
    run(
        "INSERT INTO people_member (family_id, coalition_id, person_id, since) "
        "SELECT family.id, family.coalition_id, fold.pk, family.opened_on FROM fold_person AS fold "
        "JOIN people_family AS family ON family.id = fold.to_family WHERE fold.fresh AND NOT EXISTS "
        "(SELECT 1 FROM people_member AS member WHERE member.person_id = fold.pk AND member.family_id = family.id)"
    )


def write_audit(*, by: Viewer, at: datetime) -> None:
    """One line for each family that got something: how many of what, never what it says."""
    # Check foreign keys now: each statement of the chain's trigger would walk past all the checks that still wait.
    run("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
    run(
        "INSERT INTO audit_line (at, family_id, actor_id, organization_id, act, about, because, citations, detail, "
        "position, previous, digest) SELECT %(at)s, family_id, %(actor)s, %(organization)s, 'family.loaded', '', '', "
        "'{}', jsonb_object_agg(what, number), 0, '', '' FROM "
        "(SELECT family_id, what, count(*) AS number FROM touched GROUP BY family_id, what) AS told "
        "GROUP BY family_id ORDER BY family_id",
        {"at": at, "actor": by.user_id, "organization": by.organization_id},
    )
