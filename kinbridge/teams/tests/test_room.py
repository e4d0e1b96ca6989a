"""A guest without an account counts in the room, and every screen follows where the meeting is."""

from __future__ import annotations

import pytest
from django.utils.timezone import now

from kinbridge.audit.models import Line
from kinbridge.core.vocabulary import Category
from kinbridge.directory.models import Program
from kinbridge.directory.tests.browsing import browser
from kinbridge.disclosure.accounting import accounting
from kinbridge.teams import actions
from kinbridge.teams.models import Attendance
from kinbridge.teams.tests.table import Table, agrees, another, laid

pytestmark = pytest.mark.django_db


@pytest.fixture
def running() -> Table:
    """The list is frozen; the coordinator and the caseworker are in the room and have pledged."""
    table = laid()
    actions.freeze(meeting_id=table.meeting.pk, by=table.ellen, at=now())
    table.enters(table.ellen, table.county.worker)
    return table


def comes(table: Table, name: str, *, of: Program | None = None, pledges: bool = True) -> Attendance:
    """Through the coordinator's page, as she would."""
    ellen, room = browser(table.ellen), table.page("room")
    form = {"form": "invite", "name": name, "stated": "doula", "program": str(of.pk) if of else ""}
    assert ellen.post(room, form).status_code == 302
    guest = Attendance.objects.get(guest=name)
    for step in ("pledge", "in") if pledges else ("in",):
        assert ellen.post(room, {"form": step, "member": f"guest-{guest.pk}"}).status_code == 302
    return guest


def test_a_guest_of_no_partner_may_hear_of_no_family_and_the_coordinator_knows_whom_to_ask_out(running):
    ellen = browser(running.ellen)
    assert "Rivera family" in ellen.get(running.page("screen", 1)).content.decode()
    guest = comes(running, "Ida Voss")
    page = ellen.get(running.page("screen", 1)).content.decode()
    assert "Rivera" not in page
    assert "Not for everyone in the room" in page
    assert "Ida Voss" in ellen.get(running.page("case", 1)).content.decode()
    ellen.post(running.page("room"), {"form": "out", "member": f"guest-{guest.pk}"})
    assert "Rivera family" in ellen.get(running.page("screen", 1)).content.decode()


def test_a_guest_of_a_partner_sees_with_the_room_what_their_program_may_and_leaves_an_audit_line(running):
    """Ana named the clinic among those who hear of her, and lets the methadone program tell the coordinator alone."""
    county = running.county
    agrees(county, county.ana, county.methadone, [county.visiting, county.welfare], what=Category.SUD_ATTENDANCE)
    actions.update(item=running.item, topic="treatment", text="Steady.", by=county.nurse, at=now())
    actions.update(item=running.item, topic="needs", text="A crib is missing.", by=running.ellen, at=now())
    ellen = browser(running.ellen)
    before = ellen.get(running.page("screen", 1)).content.decode()
    assert "Steady." in before
    comes(running, "Ida Voss", of=county.clinic)
    page = ellen.get(running.page("screen", 1)).content.decode()
    assert "A crib is missing." in page
    assert "Steady." not in page, "the clinic was not named for treatment"
    seen = Line.objects.get(act="team.screen_seen", actor_id=None, family_id=county.family.pk)
    assert seen.organization_id == county.clinic.organization_id
    looks = accounting(family=county.family, by=running.ellen, at=now()).looks
    assert "A guest of a team meeting" in {one.who for one in looks}


def test_a_guest_without_the_pledge_darkens_the_screen(running):
    comes(running, "Ida Voss", of=running.county.clinic, pledges=False)
    page = browser(running.ellen).get(running.page("screen", 1)).content.decode()
    assert "Rivera" not in page
    assert "One person in the room has not given the pledge." in page


def test_the_minutes_name_a_guest_as_they_said_who_they_are_and_count_no_partner_for_them(running):
    guest = comes(running, "Ida Voss", of=running.county.clinic)
    ellen = browser(running.ellen)
    page = ellen.post(running.page("close"), follow=True).content.decode()
    assert "Ida Voss, guest, doula, " in page
    assert "2 partners came; 2 make a quorum." in page
    assert "the minutes are what was signed off" in page
    Attendance.objects.filter(pk=guest.pk).update(guest="Somebody else")
    assert "no longer what was signed off" in ellen.get(running.page("minutes")).content.decode()


@pytest.mark.parametrize("form", [{"name": "", "stated": "doula"}, {"name": "Ida", "stated": "doula", "program": "x"}])
def test_a_guest_nobody_could_name_is_not_put_down(running, form):
    answer = browser(running.ellen).post(running.page("room"), {"form": "invite", **form})
    assert answer.status_code == 400
    assert not Attendance.objects.filter(user=None).exists()


def test_one_key_takes_the_family_up_goes_on_and_goes_back(running):
    hers = another(running, "Okafor")
    actions.add_late(meeting_id=running.meeting.pk, enrollment_id=hers.pk, by=running.ellen, at=now())
    running.leaves(running.county.worker)
    ellen, stands = browser(running.ellen), running.meeting.items.order_by("position").values_list

    def turn(place: int, way: str) -> tuple[str, list[tuple[bool, bool]]]:
        address = ellen.post(running.page("screen", place), {"turn": way}).url
        rows = stands("begun_at", "discussed_at")
        return address, [(begun is not None, done is not None) for begun, done in rows]

    first, second = running.page("screen", 1), running.page("screen", 2)
    assert turn(1, "onward") == (first, [(True, False), (False, False)])
    assert turn(1, "onward") == (second, [(True, True), (True, False)])
    assert turn(2, "back") == (first, [(True, False), (False, False)])
    turn(1, "onward")
    assert turn(2, "onward") == (second, [(True, True), (True, True)])
    assert ellen.post(running.page("screen", 9), {"turn": "onward"}).status_code == 302


def test_a_family_not_for_everyone_is_passed_by_and_never_counted_as_talked_about(running):
    hers = another(running, "Okafor")
    item = actions.add_late(meeting_id=running.meeting.pk, enrollment_id=hers.pk, by=running.ellen, at=now())
    ellen = browser(running.ellen)
    for place in (1, 1, item.position):
        ellen.post(running.page("screen", place), {"turn": "onward"})
    item.refresh_from_db()
    assert (item.begun_at, item.discussed_at) == (None, None)


def test_each_members_own_page_follows_the_room_and_shows_only_what_they_may_see(running):
    """A family that the caseworker may not hear of looks to her like a room between two families."""
    hers = another(running, "Okafor")
    item = actions.add_late(meeting_id=running.meeting.pk, enrollment_id=hers.pk, by=running.ellen, at=now())
    dana, here = browser(running.county.worker), running.page("now")
    asks = {"headers": {"HX-Request": "true"}}
    between = dana.get(here, {"seen": ""}, **asks).content.decode()
    assert "The room is at no family that you may hear of, or between two." in between
    assert dana.get(here, {"seen": "0"}, **asks).status_code == 204

    actions.take_up(item=running.item, by=running.ellen, at=now())
    turned = dana.get(here, {"seen": "0"}, **asks).content.decode()
    assert "Rivera family" in turned
    assert "<h1" not in turned, "a piece of the page, not the page"
    lines = Line.objects.count()
    assert dana.get(here, {"seen": "1"}, **asks).status_code == 204
    assert Line.objects.count() == lines, "nothing was read, so nothing is told"

    actions.take_up(item=item, by=running.ellen, at=now())
    hidden = dana.get(here, {"seen": "1"}, **asks).content.decode()
    assert hidden == between, "as between two families, to the byte"
    actions.close(meeting_id=running.meeting.pk, by=running.ellen, at=now())
    assert dana.get(here).content.decode().count("<h1") == 1
    closed = dana.get(here, {"seen": "0"}, **asks).content.decode()
    assert "The meeting is closed." in closed
    assert "hx-get" not in closed, "it stops asking"
    assert browser(running.county.nurse).get(here).url == running.page("meeting"), "the pledge comes first"
