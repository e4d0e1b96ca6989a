"""An extract whose program is killed (kill -9) goes on where it was, and nothing written meanwhile is lost."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from pathlib import Path
from urllib.parse import urlsplit

import pyarrow.parquet as pq
import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from kinbridge.accounts.models import Role, User
from kinbridge.chart.models import Entry, Label
from kinbridge.directory.models import Coalition, Membership, Organization, Program
from kinbridge.exchange.extract.manifest import Manifest
from kinbridge.exchange.extract.write import FAMILIES
from kinbridge.people.models import Family, Person
from kinbridge.web.steps import ROOT

pytestmark = [
    pytest.mark.django_db(transaction=True),  # the program that is killed has a connection of its own
    pytest.mark.slow,  # it starts that program, and empties every table afterwards
]
ON = date(2026, 5, 4)
AT = datetime(2026, 5, 4, 9, tzinfo=UTC)
PARTS = 12


@pytest.fixture
def births() -> list[Entry]:
    """One birth in each of twelve stretches of family numbers."""
    county = Coalition.objects.create(name="Harbor County", state="OH", county="Harbor")
    ann = User.objects.create_user("ann", "ann@harbor.example")
    holder = Organization.objects.create(coalition=county, name="Hospital")
    own = {"name": "Births", "regimes": ["hipaa"], "attested_by": ann, "attested_on": ON}
    hospital = Program.objects.create(organization=holder, **own)
    Membership.objects.create(user=ann, program=hospital, role=Role.EVALUATOR, since=ON - timedelta(days=9))
    families = Family.objects.bulk_create(
        Family(pk=1_000_000 + place * FAMILIES, coalition=county, name="Rivera family", opened_on=ON)
        for place in range(PARTS)
    )
    of = [{"family": family, "coalition": county} for family in families]
    babies = Person.objects.bulk_create(Person(**one, relation="infant", family_name="Rivera") for one in of)
    filed = {"program": hospital, "category": "general_health", "regimes": ["hipaa"]}
    labels = Label.objects.bulk_create(
        Label(**one, **filed, subject=baby) for one, baby in zip(of, babies, strict=True)
    )
    return Entry.objects.bulk_create(born(label) for label in labels)


def born(label: Label, weeks: int = 39) -> Entry:
    body = {"weeks": weeks, "weight_grams": 3100, "affected": "no"}
    own = {"family_id": label.family_id, "coalition_id": label.coalition_id, "label": label}
    return Entry(**own, kind="birth", body=body, occurred_at=AT, recorded_at=AT)


def extracting(folder: Path) -> subprocess.Popen[str]:
    """The program as ./run extract starts it, on this test's database."""
    database = {
        name: urlsplit(os.environ[name])._replace(path=f"/{connection.settings_dict['NAME']}").geturl()
        for name in ("DATABASE_URL", "DATABASE_OWNER_URL")
    }
    env = {**os.environ, **database, "KINBRIDGE_EXTRACT": str(folder)}
    command = [sys.executable, str(ROOT / "manage.py"), "extract"]
    return subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_what_is_killed_goes_on_and_loses_nothing(births: list[Entry], tmp_path: Path, settings) -> None:
    settings.EXTRACT = tmp_path
    folder = tmp_path / str(births[0].coalition_id)
    with extracting(tmp_path) as program:
        next(line for line in program.stderr or () if " 2 of 12 parts" in line)
        program.kill()
    left = Manifest.read(folder)
    assert left is not None
    assert 2 <= len(left.parts) < PARTS
    with pytest.raises(CommandError, match="broken off"):
        call_command("measures")
    late = born(births[0].label, weeks=31)  # of a family whose part was written before
    late.save()
    call_command("extract", stderr=(told := StringIO()), stdout=StringIO())
    missing, grown = PARTS - len(left.parts), 1
    assert f"] 0 of {missing + grown} parts" in told.getvalue()
    found = Manifest.read(folder)
    assert found is not None
    assert (found.whole, found.facts) == (True, {"birth": PARTS + 1})
    assert sorted(pq.read_table(folder / "fact")["number"].to_pylist()) == [31, *[39] * PARTS]
