"""Another county's release beside ours: whole, careful and comparable, or it does not stand there."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.utils.timezone import now

from kinbridge.accounts.models import Role, User
from kinbridge.directory.models import Viewer
from kinbridge.directory.tests import partners as make
from kinbridge.directory.tests.browsing import browser
from kinbridge.measures.actions import open_to_all
from kinbridge.measures.handing import as_file
from kinbridge.measures.models import HandedRelease, Release
from kinbridge.measures.rules.comparing import not_comparable
from kinbridge.measures.rules.handed import NotARelease, mark, read
from kinbridge.measures.tests.released import released

pytestmark = pytest.mark.django_db


def office(county: str) -> Viewer:
    program = make.program(make.clinic(make.county(county), "Coalition office"), "Office")
    return make.worker(program, Role.COALITION_COORDINATOR, "Grace Whitfield")


@pytest.fixture
def grace() -> Viewer:
    return office("Harbor County")


@pytest.fixture
def theirs() -> Release:
    ida = office("Birch County")
    made = released(by=ida, at=now(), counseling=(10, 20), partners={ida.organization_id: (12, 18)})
    open_to_all(release=made, by=ida, at=now())
    made.refresh_from_db()
    return made


def changed(text: str, **facts: Any) -> str:
    """The same file with other facts, and a mark that fits them."""
    found = json.loads(text) | facts
    return json.dumps(found | {"mark": mark(found)})


def given(grace: Viewer, text: str | bytes) -> HttpResponse:
    content = text.encode() if isinstance(text, str) else text
    return browser(grace).post("/measures/sites/take-in/", {"file": SimpleUploadedFile("release.json", content)})  # type: ignore[return-value]


def test_a_file_holds_everyone_only_and_reads_back(theirs: Release) -> None:
    text = as_file(theirs)
    found = json.loads(text)["measures"]["counseling"]
    assert [list(year["cuts"]) for year in found["years"]] == [["quarters"]] * 3
    assert found.keys() == {"version", "last", "years", "waits"}
    assert "72" not in json.dumps(found), "no partner's line"
    assert read(text, at=now()).body["counseling"] == found


def test_a_lead_takes_a_file_in_and_puts_it_away_and_it_stands_beside_ours(grace: Viewer, theirs: Release) -> None:
    released(by=grace, at=now())
    text = changed(as_file(theirs), name="Cedar Coalition", county="Cedar", note="Its numbers are made up.")
    assert given(grace, text).status_code == 302
    page = browser(grace)
    shown = page.get("/measures/sites/").content.decode()
    for words in ("Cedar County, OH", "Its numbers are made up.", "80% (320 of 400)", "64% (328 of 512)"):
        assert words in shown
    assert "You have this release already" in given(grace, text).content.decode()
    rows = page.get("/measures/sites/figures.csv").content.decode()
    assert '"Cedar County, OH",made contact,' in rows or "Cedar County, OH" in rows
    assert page.get("/measures/sites/counseling.pdf").content.startswith(b"%PDF-")
    assert page.get("/measures/sites/counseling.gif").status_code == 404
    counselor = make.worker(User.objects.get(pk=grace.user_id).memberships.get().program, Role.COUNSELOR, "Joy Ortiz")
    kept = HandedRelease.objects.get()
    assert browser(counselor).post(f"/measures/sites/{kept.pk}/put-away/").status_code == 403
    assert given(counselor, text).status_code == given(counselor, "").status_code == 403
    assert browser(counselor).get("/measures/release.json").status_code == 404
    assert page.post(f"/measures/sites/{kept.pk}/put-away/").status_code == 302
    assert "Cedar" not in page.get("/measures/sites/").content.decode()


def test_everyone_reads_what_both_opened_and_no_more(grace: Viewer, theirs: Release) -> None:
    made = released(by=grace, at=now())
    given(grace, changed(as_file(theirs), name="Cedar Coalition", county="Cedar", open=False))
    anyone, place = Client(), f"/measures/county/{grace.coalition_id}/"
    assert anyone.get(f"{place}sites/").status_code == anyone.get(f"{place}release.json").status_code == 404
    open_to_all(release=made, by=grace, at=now())
    shown = anyone.get(f"{place}sites/").content.decode()
    assert "Birch County, OH" in shown
    assert "Cedar" not in shown, "it was handed to us, and not to everyone"
    assert read(anyone.get(f"{place}release.json").content.decode(), at=now()).open


SMALL = {"group": "Everyone", "cases": 40, "reached": [4], "percents": [None]}
SPOILED = {
    "shows counts below 11": lambda found: found.update(threshold=5),
    "still to come": lambda found: found.update(quarter_end="2999-12-31"),
    "too small to be shown": lambda found: found["measures"]["capta_plan"]["years"][0].update(everyone=SMALL),
    "more cases than the one before": lambda found: found["measures"]["capta_plan"]["years"][0].update(
        everyone=SMALL | {"reached": [50]}
    ),
    "does not go with its counts": lambda found: found["measures"]["capta_plan"]["years"][0].update(
        everyone=SMALL | {"reached": [None], "percents": [12]}
    ),
    "missing or has another form": lambda found: found["measures"]["capta_plan"].update(last=1),
    "does not say whose": lambda found: found.update(measures={}),
}


@pytest.mark.parametrize("trouble", SPOILED)
def test_a_file_that_is_not_careful_or_not_whole_is_refused_in_words(theirs: Release, trouble: str) -> None:
    found = json.loads(as_file(theirs))
    SPOILED[trouble](found)
    with pytest.raises(NotARelease, match=trouble):
        read(changed(json.dumps(found)), at=now())


def test_rubbish_and_a_file_that_was_changed_on_the_way_are_refused(grace: Viewer, theirs: Release) -> None:
    text = as_file(theirs)
    for content in (b"", b"\xff\xfe", b"[]", b"{}", text.replace("Birch", "Cedar").encode(), b"[" * 100_000):
        assert given(grace, content).status_code == 400
    assert "changed after it was published" in given(grace, text.replace("Birch", "Cedar")).content.decode()
    assert HandedRelease.objects.count() == 0


def test_numbers_stand_side_by_side_only_for_the_same_definition_and_year() -> None:
    years = [{}, {}, {}]
    ours = {"version": "1", "last": 8106, "years": years}
    assert not_comparable(ours, {"version": "1", "last": 8102, "years": years}) == "", "we tell that year as well"
    assert "by definition 2, we by definition 1" in not_comparable(ours, ours | {"version": "2"})
    assert "Theirs ends June 2026, ours September 2026" in not_comparable(ours, ours | {"last": 8105})
    assert "they do not tell" in not_comparable(ours, None)
    assert "we do not tell" in not_comparable(None, ours)


def test_a_year_that_is_not_the_newest_is_compared_where_both_tell_it(grace: Viewer, theirs: Release) -> None:
    released(by=grace, at=now() + timedelta(days=368))
    shown = browser(grace).get("/measures/sites/").content.decode()
    assert "80% (320 of 400)" in shown
    assert "Not comparable" not in shown
