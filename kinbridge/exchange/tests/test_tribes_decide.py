"""Nothing of a tribe leaves without its approval: no record of its programs, no name, in no release and no extract."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from kinbridge.chart.models import Entry, Label
from kinbridge.core.vocabulary import OrganizationKind
from kinbridge.directory.models import Coalition, Organization, Program
from kinbridge.exchange.tests.test_extract import AT, FAMILIES, ON, extracted, harbor, rows
from kinbridge.measures.actions import count_in_place
from kinbridge.measures.models import Release, TribalApproval, TribalUse
from kinbridge.measures.passing import Use, evaluator
from kinbridge.people.models import Family, Person

pytestmark = pytest.mark.django_db
BAND = "Blue River Band"
__all__ = ["harbor"]


@pytest.fixture
def band(harbor: Coalition) -> Organization:
    """The births of the band's own families were written down by the band's own program."""
    kind = OrganizationKind.TRIBAL_CHILD_WELFARE
    own = Organization.objects.create(coalition=harbor, name="Blue River Band Family Services", kind=kind)
    clinic = Program.objects.get()
    program = Program.objects.create(
        organization=own, name="Births", regimes=["tribal"], attested_by=clinic.attested_by, attested_on=ON
    )
    theirs = Family.objects.filter(pk__in=Person.objects.filter(tribe=BAND).values("family"))
    of_birth = Entry.objects.filter(kind="birth", family__in=theirs).values("label")
    Label.objects.filter(pk__in=of_birth).update(program=program, regimes=["tribal"])
    return own


def gives(band: Organization, *uses: TribalUse, until: object = None) -> None:
    for use in uses:
        TribalApproval.objects.create(
            coalition=band.coalition,
            tribe=BAND,
            organization=band,
            use=use,
            given_by="Its council",
            since=ON,
            until=until,
        )


def births(folder: Path) -> int:
    return sum(row["kind"] == "birth" for row in rows(folder, "fact"))


@pytest.mark.parametrize("use", list(Use))
def test_no_record_and_no_name_of_the_tribe_is_in_an_extract(band: Organization, tmp_path: Path, use: Use) -> None:
    gives(band, TribalUse.RECORDS, TribalUse.GROUP)  # to be counted here is not yet to leave
    manifest, _ = extracted(band.coalition, tmp_path, use=use)
    assert births(tmp_path) == FAMILIES - FAMILIES // 3
    assert {family["tribe"] for family in rows(tmp_path, "family")} == {None}
    assert manifest.withheld["tribal privacy code; the tribe's sovereignty over its data"] == FAMILIES // 3


def test_what_the_tribe_approves_leaves_and_what_it_withdraws_is_gone_from_every_part(
    band: Organization, tmp_path: Path
) -> None:
    gives(band, *TribalUse)
    extracted(band.coalition, tmp_path)
    assert births(tmp_path) == FAMILIES
    assert {family["tribe"] for family in rows(tmp_path, "family")} == {None, BAND}
    TribalApproval.objects.filter(use=TribalUse.EXTRACT).update(until=ON)
    extracted(band.coalition, tmp_path)
    assert births(tmp_path) == FAMILIES - FAMILIES // 3
    assert {family["tribe"] for family in rows(tmp_path, "family")} == {None}


def test_an_approval_ends_by_itself(band: Organization, tmp_path: Path) -> None:
    gives(band, *TribalUse, until=ON)
    extracted(band.coalition, tmp_path)
    assert births(tmp_path) == FAMILIES - FAMILIES // 3


def groups(release: Release) -> str:
    return json.dumps([one["years"][0]["cuts"].get("tribe") for one in release.body.values()])


def counted(release: Release) -> int | None:
    return release.body["early_prenatal"]["years"][0]["everyone"]["cases"]


def test_a_release_counts_the_tribe_while_it_approves_and_the_next_one_without(band: Organization) -> None:
    harbor = band.coalition
    gives(band, TribalUse.RECORDS, TribalUse.GROUP)
    first = count_in_place(by=evaluator(harbor), at=AT, on=ON)
    assert counted(first) == FAMILIES
    assert BAND in groups(first)
    TribalApproval.objects.update(until=ON + timedelta(days=1))
    later = count_in_place(by=evaluator(harbor), at=AT, on=ON + timedelta(days=100))
    assert later.pk != first.pk
    assert BAND not in json.dumps(later.body)
    assert set(json.loads(groups(later))) == {None}, "to leave out that group alone would give it away"


def test_without_any_approval_a_release_holds_neither(band: Organization) -> None:
    made = count_in_place(by=evaluator(band.coalition), at=AT, on=ON)
    assert counted(made) == FAMILIES - FAMILIES // 3
    assert BAND not in json.dumps(made.body)
