"""What people keep beside the numbers: a threshold that only rises, notes on charts, owners who are told of a shift."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate, now

from kinbridge.accounts.models import Role, User
from kinbridge.audit.models import Line
from kinbridge.directory.models import Viewer
from kinbridge.directory.tests import partners as make
from kinbridge.directory.tests.browsing import browser
from kinbridge.measures import keeping
from kinbridge.measures.actions import open_to_all
from kinbridge.measures.board import Sheet
from kinbridge.measures.charts import says
from kinbridge.measures.models import Setting, Shift
from kinbridge.measures.rules.defined import BY_KEY
from kinbridge.measures.tests.released import FEW, released

pytestmark = pytest.mark.django_db
COUNSELING = BY_KEY["counseling"]


def office(county: str = "Harbor County", *, fips: str = "") -> Viewer:
    program = make.program(make.clinic(make.county(county, fips=fips), "Coalition office"), "Office")
    return make.worker(program, Role.COALITION_COORDINATOR, "Grace Whitfield")


def worker(grace: Viewer) -> Viewer:
    user = User.objects.get(pk=grace.user_id)
    return make.worker(user.memberships.get().program, Role.COUNSELOR, "Joy Ortiz")


def test_the_threshold_is_raised_by_a_lead_and_never_lowered() -> None:
    grace = office()
    page = browser(grace)
    assert page.post("/measures/careful/", {"threshold": "10", "rounding": "1"}).status_code == 400
    assert page.post("/measures/careful/", {"threshold": "20", "rounding": "5"}).status_code == 302
    assert page.post("/measures/careful/", {"threshold": "16", "rounding": "1"}).status_code == 400
    with pytest.raises(keeping.OnlyHigher, match="20 now"):
        keeping.be_careful(threshold=16, rounding=1, by=grace, at=now())
    with pytest.raises(IntegrityError), transaction.atomic():
        Setting.objects.create(coalition_id=grace.coalition_id, threshold=10, set_at=now())
    assert browser(worker(grace)).post("/measures/careful/", {"threshold": "30", "rounding": "1"}).status_code == 403
    assert Line.objects.get(act="measures.threshold_set").detail == {"threshold": 20, "rounding": 5}


def test_a_release_keeps_the_threshold_and_the_rounding_that_it_was_made_with() -> None:
    grace = office()
    keeping.be_careful(threshold=30, rounding=10, by=grace, at=now())
    sheet = Sheet(COUNSELING, released(by=grace, at=now(), counseling=(4, 3)))
    assert sheet.year.everyone.cases == 80
    assert sheet.year.everyone.reached == (50, None), (
        "48 of 80 reached the first step; 24 the second, which is small now"
    )
    assert "Counts of 1 to 29 are hidden" in sheet.caution
    assert "rounded to the nearest 10" in sheet.caution
    assert "1 to 29 are hidden" in browser(grace).get("/measures/").content.decode()


def test_a_note_stands_on_the_chart_with_its_day_and_who_wrote_it() -> None:
    grace = office()
    released(by=grace, at=now())
    page, day = browser(grace), localdate() - timedelta(days=400)
    assert page.post("/measures/counseling/note/", {"on": str(day), "text": "Lantern House opened"}).status_code == 302
    shown = page.get("/measures/counseling/").content.decode()
    assert "Lantern House opened (Grace Whitfield)" in shown
    assert "kb-plot__mark" in shown
    assert page.post("/measures/counseling/note/", {"on": "2999-01-01", "text": "x"}).status_code == 400
    assert browser(worker(grace)).post("/measures/counseling/note/", {"on": str(day), "text": "x"}).status_code == 403
    (note,) = keeping.notes_on(COUNSELING, grace.coalition_id)
    assert page.post(f"/measures/counseling/note/{note.pk}/withdraw/").status_code == 302
    assert "Lantern House" not in page.get("/measures/counseling/").content.decode()


def test_who_answers_for_a_measure_is_told_once_when_its_line_shifts() -> None:
    grace = office()
    joy = worker(grace)
    keeping.hand_to(measure=COUNSELING, owner=User.objects.get(pk=joy.user_id), by=grace, at=now())
    better = [(40, 10)] * 6 + [(10, 40)] * 6
    release = released(by=grace, at=now(), by_quarter={"counseling": better})
    assert Sheet(COUNSELING, release).reading().signal == "A shift: the last 6 quarters all lie above the median."
    (told,) = keeping.unseen_shifts(joy)
    assert (told.measure, told.better) == ("counseling", True)
    page = browser(joy)
    for place in ("/measures/", "/"):
        assert "A shift: the last 6 quarters all lie above the median." in page.get(place).content.decode()
    keeping.tell_owners(
        release=released(by=grace, at=now() + timedelta(days=92), by_quarter={"counseling": better}), at=now()
    )
    assert Shift.objects.count() == 1, "it said so in the release before"
    assert page.post("/measures/seen/").status_code == 302
    assert keeping.unseen_shifts(joy) == []


def test_every_picture_of_a_page_can_be_taken_away_and_says_what_is_hidden() -> None:
    grace = office()
    released(by=grace, at=now(), needs_met=FEW)
    page = browser(grace)
    shown = page.get("/measures/needs_met/").content.decode()
    for name in ("steps", "trend", "group-1"):
        assert f"/measures/needs_met/{name}.png" in shown
        assert page.get(f"/measures/needs_met/{name}.png").content.startswith(b"\x89PNG")
        assert page.get(f"/measures/needs_met/{name}.pdf").content.startswith(b"%PDF-")
    assert page.get("/measures/needs_met/steps.gif").status_code == 404
    assert page.get("/measures/needs_met/group-99.png").status_code == 404


def test_a_county_stands_beside_those_that_opened_their_numbers_and_no_others() -> None:
    at = now()
    grace, ida = office(), office("Birch County")
    released(by=grace, at=at)
    theirs = released(by=ida, at=at, counseling=FEW)
    page = browser(grace)
    assert "Birch" not in page.get("/measures/sites/").content.decode()
    open_to_all(release=theirs, by=ida, at=at)
    shown = page.get("/measures/sites/").content.decode()
    assert "Birch" in shown
    assert says(Sheet(COUNSELING, theirs).year.everyone) == "hidden: too few to show"
    assert "hidden: too few to show" in shown
    assert "On the map" not in shown, "neither says where it lies"


def test_counties_that_say_where_they_lie_stand_on_the_map_of_their_state() -> None:
    at = now()
    grace, ida = office(fips="39035"), office("Birch County", fips="39049")
    for who in (grace, ida):
        open_to_all(release=released(by=who, at=at, counseling=FEW), by=who, at=at)
    page = browser(grace)
    shown = page.get("/measures/sites/").content.decode()
    assert all(f'id="map-{fips}"' in shown for fips in ("39035", "39049"))
    assert "Each county of Ohio" in shown
    for form, begins in (("png", b"\x89PNG"), ("pdf", b"%PDF-")):
        assert page.get(f"/measures/sites/needs_met.{form}").content.startswith(begins)
