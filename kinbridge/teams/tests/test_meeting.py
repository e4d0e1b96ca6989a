"""A team holds a meeting: a pledge, a frozen list, a room's screen that shows what everyone may see, and minutes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate, now

from kinbridge.accounts.models import Role
from kinbridge.audit.models import Line
from kinbridge.consents.tests.county import LONG_AGO, made, works
from kinbridge.core.vocabulary import Category
from kinbridge.directory.local_time import day_of
from kinbridge.directory.tests.browsing import browser
from kinbridge.teams import actions
from kinbridge.teams.models import Action, AgendaItem, AgendaReason, Attendance, Meeting, Seat, Team
from kinbridge.teams.tests.table import Table, agrees, another, laid

pytestmark = pytest.mark.django_db
STEADY = "Steady; came on every day."


@pytest.fixture
def table() -> Table:
    return laid()


@pytest.fixture
def running(table: Table) -> Table:
    """The list is frozen, and everyone but the nurse is in the room and has pledged."""
    actions.freeze(meeting_id=table.meeting.pk, by=table.ellen, at=now())
    table.enters(table.ellen, table.county.worker)
    return table


def test_nobody_hears_of_a_family_before_the_pledge(table):
    dana = browser(table.county.worker)
    actions.freeze(meeting_id=table.meeting.pk, by=table.ellen, at=now())
    page = dana.get(table.page("meeting")).content.decode()
    assert "Rivera" not in page
    assert "I give this pledge" in page
    assert dana.get(table.page("case", 1)).url == table.page("meeting")
    dana.post(table.page("pledge"))
    assert "Rivera" not in dana.get(table.page("meeting")).content.decode(), "an empty box is no pledge"
    dana.post(table.page("pledge"), {"pledge": "on"})
    assert "The baby is due in 9 days." in dana.get(table.page("meeting")).content.decode()
    assert day_of(Attendance.objects.get(user=table.county.worker.user_id).pledged_at) == localdate()
    later = Meeting.objects.create(team=table.team, at=now() + timedelta(days=29))
    assert "Rivera" not in dana.get(reverse("teams:meeting", args=[later.pk])).content.decode(), "for each meeting anew"


def test_the_rooms_screen_shows_what_everyone_in_the_room_may_see_and_nothing_else(running):
    """Ana lets the methadone program tell the coordinator how she does, and not child welfare."""
    county = running.county
    agrees(county, county.ana, county.methadone, [county.visiting], what=Category.SUD_ATTENDANCE)
    actions.update(item=running.item, topic="treatment", text=STEADY, by=county.nurse, at=now())
    agreed = actions.agree(
        item=running.item,
        text="Bring her dose card",
        owner=county.nurse,
        due_on=localdate() + timedelta(days=3),
        by=county.nurse,
        at=now(),
    )
    AgendaReason.objects.create(
        item=running.item,
        family=county.family,
        coalition=county.coalition,
        words="Overdue: full exam at the treatment program.",
        entries=[agreed.entry_id],
    )
    ellen, screen = browser(running.ellen), running.page("screen", 1)
    secrets = (STEADY, "Bring her dose card", "River Methadone", "Nia Brooks", "full exam")

    with_dana = ellen.get(screen).content.decode()
    assert "Rivera family" in with_dana
    assert [one for one in secrets if one in with_dana] == []
    dana = browser(county.worker).get(running.page("case", 1)).content.decode()
    assert [one for one in (STEADY, "Bring her dose card", "full exam") if one in dana] == []

    running.leaves(county.worker)
    without_dana = ellen.get(screen).content.decode()
    assert [one for one in secrets if one not in without_dana] == []
    assert ellen.get(running.page("case", 1)).content.decode().count(STEADY) == 1


def test_each_person_in_the_room_has_an_audit_line_of_what_the_screen_showed(running):
    browser(running.ellen).get(running.page("screen", 1))
    seen = Line.objects.filter(act="team.screen_seen", family_id=running.county.family.pk)
    assert {line.actor_id for line in seen} == {running.ellen.user_id, running.county.worker.user_id}


def test_a_family_that_someone_in_the_room_may_not_hear_of_is_not_even_named(running):
    hers = another(running, "Okafor")
    actions.add_late(meeting_id=running.meeting.pk, enrollment_id=hers.pk, by=running.ellen, at=now())
    ellen = browser(running.ellen)
    page = ellen.get(running.page("screen", 2)).content.decode()
    assert "Okafor" not in page
    assert "Not for everyone in the room" in page
    assert "Dana Cole" in ellen.get(running.page("case", 2)).content.decode(), "the coordinator knows whom to ask out"
    assert browser(running.county.worker).get(running.page("case", 2)).status_code == 404
    running.leaves(running.county.worker)
    assert "Okafor family" in ellen.get(running.page("screen", 2)).content.decode()


def test_one_person_without_the_pledge_darkens_the_screen(running):
    running.enters(running.county.nurse, pledged=False)
    page = browser(running.ellen).get(running.page("screen", 1)).content.decode()
    assert "Rivera" not in page
    assert "One person in the room has not given the pledge." in page


def test_an_empty_room_is_shown_nothing(table):
    actions.freeze(meeting_id=table.meeting.pk, by=table.ellen, at=now())
    actions.pledge(
        meeting_id=table.meeting.pk, user=table.ellen.worker, program=table.ellen.acting_for, by=table.ellen, at=now()
    )
    page = browser(table.ellen).get(table.page("screen", 1)).content.decode()
    assert "Rivera" not in page
    assert "Nobody is marked as in the room yet." in page


def test_one_who_lost_their_seat_darkens_the_screen_too(running):
    Seat.objects.filter(user=running.county.worker.user_id).update(until=LONG_AGO + timedelta(days=1))
    assert "Rivera" not in browser(running.ellen).get(running.page("screen", 1)).content.decode()


def test_an_action_goes_only_to_one_who_may_hear_of_the_family(running):
    hers = another(running, "Okafor")
    item = actions.add_late(meeting_id=running.meeting.pk, enrollment_id=hers.pk, by=running.ellen, at=now())
    form = {"form": "action", "action-text": "Call", "action-due_on": localdate()}
    owner = {"action-owner": running.county.worker.user_id}
    assert browser(running.ellen).post(running.page("case", item.position), form | owner).status_code == 400
    assert browser(running.ellen).post(running.page("case", 1), form | owner).status_code == 302
    assert "Call" in browser(running.county.worker).get("/").content.decode()


def test_a_member_asks_for_time_and_the_list_says_neither_who_nor_why(table):
    county = table.county
    table.enters(county.nurse, table.ellen)
    form = {"family": table.enrolled.pk, "topic": "treatment", "text": "She missed three days."}
    browser(county.nurse).post(table.page("ask"), form)
    actions.freeze(meeting_id=table.meeting.pk, by=table.ellen, at=now())
    page = browser(table.ellen).get(table.page("meeting")).content.decode()
    assert "The baby is due in 9 days. A member of the team asks for time." in page
    assert "She missed three days." not in browser(table.ellen).get(table.page("case", 1)).content.decode()
    assert "She missed three days." in browser(county.nurse).get(table.page("case", 1)).content.decode()


def test_what_is_added_after_the_list_was_frozen_stands_at_its_end_and_says_so(running):
    hers = another(running, "Okafor")
    browser(running.ellen).post(running.page("add"), {"family": hers.pk})
    assert [(one.position, one.added_at is not None) for one in AgendaItem.objects.order_by("position")] == [
        (1, False),
        (2, True),
    ]
    assert "Added later" in browser(running.ellen).get(running.page("meeting")).content.decode()


def test_the_minutes_tell_who_came_what_was_agreed_and_whether_they_were_changed_since(running):
    county, ellen = running.county, browser(running.ellen)
    said = {
        "update": {"update-topic": "needs", "update-text": "A crib is missing."},
        "decision": {"decision-text": "Plan before the birth.", "decision-because": "There is time."},
        "action": {
            "action-text": "Bring a crib",
            "action-owner": county.worker.user_id,
            "action-due_on": localdate() + timedelta(days=7),
        },
        "told": {"told-text": "We told her about the crib.", "told-answer": "She is glad."},
    }
    for form, fields in said.items():
        assert ellen.post(running.page("case", 1), {"form": form, **fields}).status_code == 302
    ellen.post(running.page("case", 1), {"form": "next"})
    answer = ellen.post(running.page("close"), follow=True).content.decode()
    for words in (
        "Dana Cole",
        "A crib is missing.",
        "Plan before the birth. Why: There is time.",
        "Bring a crib",
        "We told her about the crib. They said: She is glad.",
        "2 partners came; 2 make a quorum.",
        "the minutes are what was signed off",
    ):
        assert words in answer, words
    assert ellen.get(running.page("minutes_pdf")).content.startswith(b"%PDF")
    assert ellen.post(running.page("case", 1), {"form": "update", **said["update"]}).status_code == 409
    actions.tell_family(item=running.item, text="Told again.", by=running.ellen, at=now())
    assert "the minutes are what was signed off" in ellen.get(running.page("minutes")).content.decode()
    Action.objects.update(text="Bring two cribs")
    assert "no longer what was signed off" in ellen.get(running.page("minutes")).content.decode()


def test_closing_puts_the_next_two_meetings_in_the_calendar(running):
    actions.close(meeting_id=running.meeting.pk, by=running.ellen, at=now())
    coming = list(Meeting.objects.filter(closed_at=None).order_by("planned_at"))
    assert len(coming) == 2
    assert [one.planned_at - running.meeting.at for one in coming][1].days in (55, 56, 57)
    assert all(one.at.weekday() < 5 for one in coming)


def test_a_coordinator_starts_a_team_in_six_plain_steps():
    county = made()
    ellen = works("Ellen Ray", county.visiting, Role.TEAM_COORDINATOR)
    client = browser(ellen)
    first = client.post("/team/start/", {"name": "River team", "area": "Bluewater County"})
    assert first.url.endswith("/papers/")
    team = Team.objects.get()
    check = reverse("teams:set_up", args=[team.pk, "check"])
    client.post(check)
    assert Team.objects.get().started_on is None
    assert "Choose at least two partners." in client.get(check).content.decode()
    sent = {
        "papers": {"memorandum_on": "2026-01-15", "memorandum_kept": "The office", "empanelment": ""},
        "partners": {"partners": [str(county.welfare.pk), str(county.visiting.pk)]},
        "people": {"p0": [county.worker.user_id], "p1": [ellen.user_id]},
        "rhythm": {"first_at": "2031-03-06T10:00", "every_weeks": "2", "minutes": "90", "quorum": "2"},
    }
    for step, form in sent.items():
        answer = client.post(reverse("teams:set_up", args=[team.pk, step]), form)
        assert answer.status_code == 302, (step, answer.content.decode())
    client.post(check)
    days = list(Meeting.objects.order_by("at").values_list("at__date", flat=True))
    assert [day.isoformat() for day in days] == ["2031-03-06", "2031-03-20"]
    assert {seat.user_id for seat in Seat.objects.all()} == {ellen.user_id, county.worker.user_id}
    assert browser(county.worker).get("/team/").content.decode().count("River team") == 1


def test_only_a_coordinator_starts_a_team_and_only_its_own_is_found(table):
    dana = browser(table.county.worker)
    assert dana.get("/team/start/").status_code == 403
    assert dana.get(reverse("teams:set_up", args=[table.team.pk, "check"])).status_code == 404
    assert dana.get(reverse("teams:families", args=[table.team.pk])).status_code == 404
    assert dana.get(table.page("room")).status_code == 404
    assert browser(table.county.visitor).get(table.page("meeting")).status_code in (200, 404)
