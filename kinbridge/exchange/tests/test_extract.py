"""The extract holds what the gate lets a count read, and no one; and every engine counts it alike."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pyarrow.parquet as pq
import pytest
from django.test import Client
from django.utils.timezone import now

from kinbridge.accounts.models import Role, User
from kinbridge.audit.models import Line
from kinbridge.chart.models import Entry, Label
from kinbridge.directory.models import Coalition, Membership, Organization, Program
from kinbridge.exchange.extract.gate import Gate
from kinbridge.exchange.extract.keys import Keys
from kinbridge.exchange.extract.manifest import Manifest
from kinbridge.exchange.extract.write import Extract, write
from kinbridge.measures import on_duckdb
from kinbridge.measures.actions import count_in_place, release
from kinbridge.measures.counting import in_place
from kinbridge.measures.models import Quarter, Release
from kinbridge.measures.passing import Use, decisions, evaluator
from kinbridge.measures.rules.answers import Answers
from kinbridge.measures.rules.tables import SERVED
from kinbridge.measures.tribes import approved
from kinbridge.people.models import Family, Involvement, Person

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 22)
AT = datetime(2026, 11, 22, 12, tzinfo=UTC)
BIRTH = datetime(2026, 5, 4, 9, tzinfo=UTC)
FAMILIES = 40
KINDS = {
    "birth": ("general_health", "baby", 0, {"weeks": 39, "weight_grams": 3100, "affected": "yes"}),
    "prenatal_visit": ("general_health", "mother", -200, {"weeks": 10, "kept": True}),
    "discharge": ("general_health", "baby", 4, {"to": "mother"}),
    "counseling_note": ("sud_counseling_notes", "mother", -20, {"text": "She spoke of Marisol."}),
    "toxicology": ("sud_toxicology", "mother", -20, {"result": "unexpected"}),
}


@pytest.fixture
def harbor() -> Coalition:
    """Forty births, each with what the hospital and the treatment program wrote; half with early care."""
    county = Coalition.objects.create(name="Harbor County", state="OH", county="Harbor")
    ann = User.objects.create_user("ann", "ann@harbor.example")
    holder = Organization.objects.create(coalition=county, name="Clinic")
    clinic = Program.objects.create(
        organization=holder, name="Clinic", regimes=["part2", "hipaa"], attested_by=ann, attested_on=ON
    )
    Membership.objects.create(user=ann, program=clinic, role=Role.EVALUATOR, since=ON - timedelta(days=9))
    families = Family.objects.bulk_create(
        Family(coalition=county, name="Rivera family", opened_on=ON) for _ in range(FAMILIES)
    )
    for number, family in enumerate(families):
        own = {"family": family, "coalition": county}
        race, tribe = (("White", ""), ("Black", ""), ("American Indian", "Blue River Band"))[number % 3]
        mother = Person(**own, relation="mother", given_name="Marisol", race_ethnicity=race, tribe=tribe)
        baby = Person(**own, relation="infant", family_name="Rivera")
        people = dict(zip(("mother", "baby"), Person.objects.bulk_create([mother, baby]), strict=True))
        filed = sorted({(category, who) for category, who, _, _ in KINDS.values()})
        labels = Label.objects.bulk_create(
            Label(**own, program=clinic, category=category, subject=people[who], regimes=["hipaa", "part2"])
            for category, who in filed
        )
        by_kind = dict(zip(filed, labels, strict=True))
        Entry.objects.bulk_create(
            Entry(
                **own,
                label=by_kind[category, who],
                kind=kind,
                body=body,
                occurred_at=BIRTH + timedelta(days=day + number),
                recorded_at=AT,
            )
            for kind, (category, who, day, body) in KINDS.items()
            if kind != "prenatal_visit" or number % 2 == 0
        )
    return county


def extracted(county: Coalition, folder: Path, *, use: Use = Use.COUNT, size: int = 15) -> tuple[Manifest, list[int]]:
    """The extract, and how many parts were written, as they were told."""
    told: list[int] = []
    keys = Keys.of("secret", coalition=county.pk, purpose=use.name)
    leave = approved(coalition=county, on=ON, extract=True)
    extract = Extract(county, folder, keys, use, leave, size)
    return write(extract, on=ON, at=AT, fresh=False, progress=lambda done, of, facts: told.append(of)), told


def rows(folder: Path, table: str) -> list[dict[str, object]]:
    return pq.read_table(folder / table).to_pylist()


def test_it_holds_no_name_no_number_of_ours_and_nothing_the_gate_keeps(harbor: Coalition, tmp_path: Path) -> None:
    manifest, _ = extracted(harbor, tmp_path)
    facts, families = rows(tmp_path, "fact"), rows(tmp_path, "family")
    assert manifest.facts == {"birth": FAMILIES, "discharge": FAMILIES, "prenatal_visit": FAMILIES // 2}
    assert manifest.withheld == {"42 CFR 2.31(b)": FAMILIES}, "counseling notes need a consent of their own"
    assert len(families) == manifest.families == FAMILIES
    assert {fact["kind"] for fact in facts} == set(manifest.facts), "no toxicology: it is not a measure of parenting"
    ours = set(Family.objects.values_list("pk", flat=True)) | set(Person.objects.values_list("pk", flat=True))
    assert ours.isdisjoint({fact["family"] for fact in facts} | {fact["person"] for fact in facts})
    assert {fact["family"] for fact in facts} == {family["family"] for family in families}
    assert b"Marisol" not in b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert {family["tribe"] for family in families} == {None}, "no tribe agreed to be counted"
    line = Line.objects.get(act="measures.extracted")
    assert line.detail["facts"] == 100


def test_what_was_written_stays_and_what_changed_is_written_again(harbor: Coalition, tmp_path: Path) -> None:
    first, told = extracted(harbor, tmp_path)
    assert told[0] == len(first.parts) >= 3
    assert extracted(harbor, tmp_path)[1] == [0], "nothing has changed"
    entry = Entry.objects.filter(kind="birth").latest("pk")
    Entry.objects.create(
        family=entry.family,
        coalition=harbor,
        label=entry.label,
        kind="birth",
        body={**entry.body, "weeks": 36},
        occurred_at=entry.occurred_at,
        recorded_at=AT,
        supersedes=entry,
    )
    manifest, told = extracted(harbor, tmp_path)
    assert told[0] == 1, "the part of that family alone"
    assert manifest.facts["birth"] == FAMILIES
    assert min(int(str(fact["number"])) for fact in rows(tmp_path, "fact") if fact["kind"] == "birth") == 36


def test_a_run_that_was_broken_off_goes_on_where_it_was(harbor: Coalition, tmp_path: Path) -> None:
    extract = Extract(harbor, tmp_path, Keys.of("secret", coalition=harbor.pk, purpose="COUNT"), size=15)

    def power_cut(done: int, of: int, facts: int) -> None:
        if done == 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write(extract, on=ON, at=AT, fresh=False, progress=power_cut)
    left = Manifest.read(tmp_path)
    assert left is not None
    assert len(left.parts) == 1
    manifest, told = extracted(harbor, tmp_path)
    assert told[0] == len(manifest.parts) - 1
    assert manifest.families == FAMILIES


def worked_with(county: Coalition, many: int) -> None:
    """The clinic worked with so many families: twice with each, and with five until before the birth."""
    clinic, day = Program.objects.get(), (BIRTH - timedelta(days=100)).date()
    Involvement.objects.bulk_create(
        Involvement(
            family=family, coalition=county, program=clinic, since=day, until=day + timedelta(days=9) if early else None
        )
        for place, family in enumerate(Family.objects.order_by("pk")[:many])
        for early in ((True, True) if place < 5 else (True, False))
    )


def test_a_partner_that_worked_with_a_family_is_counted_and_never_handed_out(harbor: Coalition, tmp_path: Path) -> None:
    worked_with(harbor, 25)
    manifest, _ = extracted(harbor, tmp_path / "here")
    assert manifest.facts[SERVED] == 25
    manifest, _ = extracted(harbor, tmp_path / "out", use=Use.RELEASE)
    assert SERVED not in manifest.facts


def test_a_partner_that_wrote_nothing_that_may_be_counted_is_not_counted_itself(harbor: Coalition) -> None:
    worked_with(harbor, 25)
    silent = Program.objects.get()
    silent.pk, silent.organization = uuid4(), Organization.objects.create(coalition=harbor, name="Silent House")
    silent.save(force_insert=True)
    Involvement.objects.update(program=silent)
    assert not any(one.partners for one in in_place(coalition=harbor, on=ON).values())


def test_what_is_handed_out_has_no_dates_no_places_and_other_keys(harbor: Coalition, tmp_path: Path) -> None:
    extracted(harbor, tmp_path / "here")
    extracted(harbor, tmp_path / "out", use=Use.RELEASE)
    here, out = rows(tmp_path / "here", "fact"), rows(tmp_path / "out", "fact")
    assert {fact["family"] for fact in here}.isdisjoint({fact["family"] for fact in out})
    firsts: dict[object, list[int]] = {}
    for fact in out:
        firsts.setdefault(fact["family"], []).append(int(str(fact["day"])))
    assert {date(1970, 1, 1) + timedelta(days=min(days)) for days in firsts.values()} <= {
        date(2025, 1, 1),
        date(2026, 1, 1),
    }
    assert {max(days) - min(days) for days in firsts.values()} == {4, 204}, "the days between facts are kept"
    assert {family["county"] for family in rows(tmp_path / "out", "family")} == {None}


def test_the_gate_in_bulk_says_what_it_says_of_each_label(harbor: Coalition) -> None:
    families = list(Family.objects.order_by("pk").values_list("pk", flat=True))
    for use in Use:
        each = decisions(coalition=harbor, families=families, on=ON, use=use)
        at_once = Gate(harbor, on=ON, use=use).passes(families)
        assert set(at_once.labels) == {label for label, decision in each.items() if decision.allowed}
        assert sum(at_once.withheld.values()) == sum(not decision.allowed for decision in each.values()) == FAMILIES


def to_the_row(found: Answers) -> dict[str, object]:
    return {
        key: (
            *(sorted((*map(str, row[:-1]), int(str(row[-1]))) for row in rows) for rows in (one.rows, one.partners)),
            one.waits,
        )
        for key, one in found.items()
    }


def test_duckdb_over_the_extract_and_postgresql_in_place_count_alike(harbor: Coalition, tmp_path: Path) -> None:
    worked_with(harbor, 25)
    extracted(harbor, tmp_path)
    by_file = to_the_row(on_duckdb.count(tmp_path, as_of=ON))
    assert by_file == to_the_row(in_place(coalition=harbor, on=ON))
    everyone, partners, _ = by_file["early_prenatal"]  # type: ignore[misc]
    assert sum(row[-1] for row in everyone) == FAMILIES
    assert sum(row[-1] for row in partners) == 20, "five had ended before the birth"


def test_a_release_is_made_once_and_late_records_do_not_move_it(harbor: Coalition) -> None:
    made = count_in_place(by=evaluator(harbor), at=AT, on=ON)
    everyone = made.body["early_prenatal"]["years"][0]["everyone"]
    assert (everyone["cases"], everyone["reached"], everyone["percents"]) == (FAMILIES, (20,), (50,))
    assert made.body["home_with_mother"]["years"][0]["everyone"]["percents"] == (100,)
    assert Quarter.objects.filter(measure="early_prenatal").count() == 12
    late = Entry.objects.filter(kind="birth").latest("pk")
    late.pk, late.occurred_at = None, BIRTH  # another birth of the same quarter, written down when all was counted
    late.save(force_insert=True)
    assert count_in_place(by=evaluator(harbor), at=AT, on=ON).pk == made.pk
    again = release(answers=in_place(coalition=harbor, on=ON), engine="duckdb", by=evaluator(harbor), at=AT, on=ON)
    assert again.pk == made.pk
    assert Line.objects.filter(act="measures.released").count() == 1


def test_the_evaluator_counts_reads_and_opens_the_release_and_the_public_reads_it(harbor: Coalition) -> None:
    ann, anyone = Client(), Client()
    ann.force_login(User.objects.get(username="ann"))
    assert "nothing has been counted yet" in ann.get("/measures/").content.decode()
    assert anyone.get(f"/measures/county/{harbor.pk}/").status_code == 404
    assert ann.post("/measures/release/").status_code == 302
    page = ann.get("/measures/").content.decode()
    assert "50% (20 of 40)" in page
    assert "nobody in the period" in page
    one = ann.get("/measures/early_prenatal/").content.decode()
    assert "CHARM collaborative, target 1" in one
    assert ann.get("/measures/no_such_measure/").status_code == 404
    figures = ann.get("/measures/early_prenatal/figures.csv").content.decode()
    assert figures.splitlines()[1].startswith("Early prenatal care,2,2025 Q4 to 2026 Q3,Everyone,Everyone,")
    assert "first visit before week 14,20,40,50,," in figures
    assert ann.post("/measures/open/").status_code == 302
    told = anyone.get(f"/measures/county/{harbor.pk}/").content.decode()
    assert "50% (20 of 40)" in told
    assert f"/measures/county/{harbor.pk}/figures.csv" in told
    assert json.loads(json.dumps(Release.objects.get().body)) == Release.objects.get().body
    assert Release.objects.get().opened_at <= now()
