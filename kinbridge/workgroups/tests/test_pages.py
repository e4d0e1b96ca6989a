"""A group through its pages: seats, meetings, a vote that grades a practice, rounds without names, a plan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.db.utils import ProgrammingError
from django.urls import reverse
from django.utils.timezone import localdate, now
from icalendar import Calendar

from kinbridge.accounts.models import Role, User
from kinbridge.audit.models import Line
from kinbridge.consents.tests.county import County, made, program, works
from kinbridge.core.vocabulary import OrganizationKind
from kinbridge.directory.models import Coalition, Viewer
from kinbridge.directory.tests.browsing import browser
from kinbridge.workgroups.actions import groups, practices, rounds
from kinbridge.workgroups.actions.doors import NotAMember, NotYet
from kinbridge.workgroups.models import Delphi, Group, Meeting, Member, Motion, Practice, Round, Session, Vote

pytestmark = pytest.mark.django_db
NAMES = ("Abe Ash", "Bo Birch", "Cy Cedar", "Di Dogwood", "Ed Elm", "Flo Fir")
RIDES = {"title": "Rides", "what": "Book it", "approach": "Handoff", "points": [2], "sectors": ["prenatal"]}
LIST = reverse("workgroups:list")


@dataclass(frozen=True)
class Table:
    """A group of six that met a month ago for the first time; Grace leads it and has no seat."""

    county: County
    grace: Viewer
    people: tuple[Viewer, ...]
    group: Group

    def __getitem__(self, place: int) -> Viewer:
        return self.people[place]


@pytest.fixture
def table() -> Table:
    county = made()
    grace = works("Grace Whitfield", county.visiting, Role.COALITION_COORDINATOR)
    facts = {"name": "Practice group", "purpose": "Grades", "place": "Library", "quorum_percent": 50}
    facts |= {"first_at": now() - timedelta(days=31), "minutes_long": 60}
    lead = User.objects.get(pk=grace.user_id)
    group = groups.start(facts=facts, rhythm="monthly", lead=lead, by=grace, at=now())
    people = tuple(works(name, county.clinic, Role.CLINICIAN) for name in NAMES)
    for who in people:
        seat = {"user_id": who.user_id, "name": who.name, "organization": "Clinic", "sector": "prenatal"}
        groups.give_seat(group=group, facts=seat | {"since": localdate() - timedelta(60)}, by=grace, at=now())
    return Table(county, grace, people, group)


def at(name: str, *ids: int) -> str:
    return reverse(f"workgroups:{name}", args=ids)


def soon(days: int = 7) -> str:
    return (localdate() + timedelta(days=days)).isoformat()


def proposed(table: Table) -> Practice:
    return practices.propose(facts=RIDES, origins=[("ct", "hospital-data")], by=table[0], at=now())


# ── the group and its meetings ───────────────────────────────────────────────


def test_a_group_is_started_with_two_years_of_meetings_and_a_calendar(table):
    assert table.group.meetings.count() == 24
    found = browser(table[0]).get(at("calendar", table.group.pk))
    events = Calendar.from_ical(found.content).walk("VEVENT")
    hours = {event["dtstart"].dt.hour for event in events}
    assert (len(events), len(hours)) == (24, 1), "the same hour of the place, in summer and in winter"
    client = browser(table.grace)
    assert "24 more meetings" in client.post(at("plan_on", table.group.pk), follow=True).content.decode()
    assert table.group.meetings.count() == 48


def test_the_roster_names_who_is_missing_and_a_person_has_one_seat(table):
    client = browser(table.grace)
    page = client.get(at("group", table.group.pk)).content.decode()
    assert "6 members from 1 of" in page
    assert "More than 4 of 10 seats: Prenatal care and midwifery." in page
    seat = {"account": table[0].user_id, "name": "Abe", "organization": "Clinic", "sector": "courts"}
    assert client.post(at("roster", table.group.pk), seat).status_code == 400
    without = {"name": "Rosa Lind", "organization": "Parent Partners", "sector": "parents", "votes": "on"}
    assert client.post(at("roster", table.group.pk), without).status_code == 302
    first = Member.objects.get(user=table[0].user_id)
    client.post(at("end_seat", table.group.pk, first.pk))
    assert "Abe Ash, Clinic" not in client.get(at("roster", table.group.pk)).content.decode()
    assert client.post(at("roster", table.group.pk), seat).status_code == 302, "whoever left may come back"


def test_a_meeting_is_held_written_down_and_its_minutes_keep_their_mark(table):
    client, meeting = browser(table.grace), Meeting.objects.earliest("at")
    page = at("meeting", meeting.pk)
    seats = {member.name: member.pk for member in Member.objects.all()}
    came = [seats["Abe Ash"], seats["Bo Birch"]]
    client.post(page, {"form": "came", "came-came": came})
    assert "No quorum" in client.get(page).content.decode()
    decided = {"form": "decision", "decision-text": "Ask the plan", "decision-owner": seats["Abe Ash"]}
    assert client.post(page, decided | {"decision-due_on": "2001-01-01"}).status_code == 400
    client.post(page, decided | {"decision-due_on": soon()})
    for text in ("We met.", "We met in the library."):
        client.post(page, {"form": "minutes", "minutes-text": text})
    assert [one.version for one in meeting.versions.order_by("version")] == [1, 2]
    assert "are as they were marked" in client.get(page).content.decode()
    done = meeting.decisions.get()
    abe = browser(table[0])
    assert browser(table[1]).post(at("carry_out", done.pk), {"outcome": "x"}).status_code == 403
    assert abe.post(at("carry_out", done.pk), {"outcome": "They will"}).status_code == 302
    assert "They will" in abe.get(page).content.decode()
    client.post(page, {"form": "came", "came-came": came[:1]})
    assert "write a new one" in client.get(page).content.decode()
    with pytest.raises(ProgrammingError, match="Cannot update"):
        meeting.versions.update(text="We never met.")


def test_a_meeting_to_come_has_no_attendance_yet_and_may_be_called_off(table):
    client, coming = browser(table.grace), Meeting.objects.latest("at")
    page = at("meeting", coming.pk)
    answer = client.post(page, {"form": "came", "came-came": []})
    assert (answer.status_code, "still to come" in answer.content.decode()) == (400, True)
    client.post(page, {"form": "off", "off-why": "Snow"})
    assert "STATUS:CANCELLED" in browser(table[0]).get(at("calendar", table.group.pk)).content.decode()


def test_others_read_and_do_not_run_the_group(table):
    client = browser(table.county.worker)
    meeting, practice = Meeting.objects.earliest("at"), proposed(table)
    for address in (LIST, at("group", table.group.pk), at("meeting", meeting.pk), at("practice", practice.pk)):
        assert client.get(address).status_code == 200, address
    for address in (LIST, at("roster", table.group.pk), at("meeting", meeting.pk), at("practice", practice.pk)):
        assert client.post(address).status_code == 403, address
    assert client.post(at("sessions")).status_code == 403
    assert browser(table.county.mother).get(LIST).status_code == 403
    far = Coalition.objects.create(name="Elsewhere", state="OH", county="Elsewhere")
    stranger = works("Fran Dale", program(far, "Elsewhere Office", OrganizationKind.COMMUNITY), Role.ADMINISTRATOR)
    for address in (at("group", table.group.pk), at("meeting", meeting.pk), at("practice", practice.pk)):
        assert browser(stranger).get(address).status_code == 404, address


# ── practices ────────────────────────────────────────────────────────────────


def opened(table: Table, practice: Practice, to: str = "reviewed") -> Motion:
    until = localdate() + timedelta(days=7)
    facts = {"why": "Told clearly", "reasons": ["sites"], "closes_on": until}
    return practices.open_vote(practice=practice, group=table.group, to=to, by=table.grace, at=now(), **facts)


def test_an_open_vote_waits_on_the_desk_of_each_voter_until_they_voted(table):
    motion = opened(table, proposed(table))
    until = f"is open until {motion.closes_on:%B} {motion.closes_on.day}."
    desk = browser(table[0]).get("/").content.decode()
    assert at("vote", motion.pk) in desk
    assert until in desk
    practices.vote(motion=motion, choice="for", why="", gains=False, by=table[0], at=now())
    assert until not in browser(table[0]).get("/").content.decode()
    assert until in browser(table[1]).get("/").content.decode()
    assert until not in browser(table.grace).get("/").content.decode(), "she has no seat"


def test_a_practice_moves_by_a_recorded_vote_with_its_reasons_and_its_dissent(table):
    practice, grace = proposed(table), browser(table.grace)
    page = at("practice", practice.pk)
    assert "Neonatal abstinence syndrome had risen" in grace.get(page).content.decode()
    asked = {"form": "vote", "vote-group": table.group.pk, "vote-why": "Told clearly", "vote-due_on": soon()}
    asked |= {"vote-reasons": ["sites", "fair"]}
    assert grace.post(page, asked | {"vote-to": "best"}).status_code == 400, "nothing is best before it is reviewed"
    vote = grace.post(page, asked | {"vote-to": "reviewed"}).headers["Location"]
    for place, choice in enumerate(("for", "for", "against")):
        client = browser(table[place])
        assert "Vote: Rides" in client.get(LIST).content.decode()
        client.post(vote, {"choice": choice, "why": f"Said by {place}"})
        seen = client.get(vote).content.decode()
        assert f"{place + 1} voted; 3 are needed" in seen
        assert "Said by" not in seen, "nobody follows the others"
    assert browser(table[0]).post(vote, {"choice": "against"}).status_code == 400, "once"
    told = grace.post(vote + "close/", follow=True).content.decode()
    for words in ("Carried: 2 for, 1 against", "Proposed to reviewed", "Whom it reaches, and whom not", "Said by 2"):
        assert words in told
    assert Practice.objects.graded().get().grade == "reviewed"
    with pytest.raises(ProgrammingError, match="Cannot update"):
        Vote.objects.update(choice="for")


def test_a_vote_without_a_quorum_changes_nothing_and_only_members_vote(table):
    practice = proposed(table)
    motion = opened(table, practice)
    with pytest.raises(NotYet, match="A vote on this practice is open"):
        opened(table, practice)
    cast = {"choice": "for", "why": "", "gains": False, "at": now()}
    practices.vote(motion=motion, by=table[0], **cast)
    with pytest.raises(NotAMember):
        practices.vote(motion=motion, by=table.grace, **cast)
    with pytest.raises(NotYet, match="closed"):
        practices.vote(motion=motion, by=table[1], **cast | {"at": now() + timedelta(days=9)})
    closed = practices.close_vote(motion=motion, by=table.grace, at=now())
    assert closed.result == "No quorum: 1 for, 0 against, 0 abstained; quorum 3."
    assert Practice.objects.graded().get().grade == "proposed"


def test_anyone_at_work_proposes_and_the_registry_is_read_by_discipline_and_site(table):
    client = browser(table.county.worker)
    given = {"title": "Peers", "what": "Call", "approach": "Peers", "points": ["1", "2"], "sectors": ["peers"]}
    given |= {"origins": ["ct/", "nj/screening"], "register": "peer_recovery"}
    assert client.post(at("propose"), given).status_code == 302
    assert client.post(at("propose"), given).status_code == 400, "the name is taken"
    for asked, count in (
        ({"sector": "peers"}, 1),
        ({"sector": "courts"}, 0),
        ({"site": "nj", "point": "2", "grade": "proposed"}, 1),
        ({"site": "wv"}, 0),
        ({"point": "77", "grade": "\x00"}, 1),
    ):
        page = client.get(at("practices"), asked).content.decode()
        assert f"{count} practice" in page, asked


# ── rounds without names ─────────────────────────────────────────────────────


@pytest.fixture
def delphi(table: Table) -> Delphi:
    until = localdate() + timedelta(days=7)
    return rounds.ask(
        practice=proposed(table), group=table.group, question="Sure?", closes_on=until, by=table.grace, at=now()
    )


def test_a_round_is_shown_when_it_is_closed_and_five_have_answered(table, delphi):
    page = at("rounds", delphi.pk)
    for place, rating in enumerate((9, 7, 8, 8)):
        client = browser(table[place])
        client.post(page, {"form": "rate", "rate-rating": rating, "rate-comment": f"Because {9 - place}"})
        assert "Because" not in client.get(page).content.decode()
    grace = browser(table.grace)
    grace.post(page, {"form": "close"})
    few = grace.get(page).content.decode()
    assert "4 answered; at least 5 have to" in few
    assert "Because" not in few
    grace.post(page, {"form": "next", "next-due_on": soon()})
    for place, rating in enumerate((8, 7, 8, 8, 9)):
        browser(table[place]).post(page, {"form": "rate", "rate-rating": rating, "rate-comment": f"Word {9 - place}"})
    grace.post(page, {"form": "close"})
    told = grace.get(page).content.decode()
    assert "5 answered: median 8, the middle half from 8 to 8. Agreed: for it." in told
    assert told.index("Word 5") < told.index("Word 9"), "in the order of the alphabet"
    assert not any(name in told for name in NAMES)


def test_nothing_that_is_kept_says_who_rated_what(table, delphi):
    current = delphi.rounds.get()
    for place, rating in enumerate((9, 1, 5)):
        rounds.rate(of=current, rating=rating, comment="", by=table[place], at=now())
    with pytest.raises(NotYet, match="nobody can tell which"):
        rounds.rate(of=current, rating=2, comment="", by=table[0], at=now())
    assert Round.objects.get().ratings == [1, 5, 9], "in order of size, not of time"
    assert {field.name for field in Round.objects.get().rated.model._meta.fields} == {
        "id",
        "coalition",
        "round",
        "member",
    }
    assert all(line.detail in (None, {}) for line in Line.objects.filter(act="delphi.rated"))


# ── planning ─────────────────────────────────────────────────────────────────


def test_a_session_gives_gaps_priorities_and_actions_as_a_plan(table):
    grace = browser(table.grace)
    grace.post(at("sessions"), {"group": table.group.pk, "title": "First year", "point": "4", "on": soon(0)})
    session = Session.objects.get()
    page = at("session", session.pk)
    member = browser(table[0])
    for words in ("Rides", "Child care"):
        member.post(page, {"form": "missing", "missing-words": words})
    first, second = session.items.order_by("pk")
    member.post(page, {"form": "dots", "dots-dot1": second.pk, "dots-dot2": second.pk, "dots-dot3": first.pk})
    member.post(page, {"form": "dots", "dots-dot1": second.pk, "dots-dot2": second.pk})
    said = {"form": "answer", "answer-prompt": "away", "answer-text": "Three offices", "answer-otherwise": "Courts"}
    member.post(page, said)
    owner = Member.objects.get(user=table[0].user_id)
    agreed = {"form": "agree", "agree-item": second.pk, "agree-text": "Count it", "agree-owner": owner.pk}
    assert member.post(page, agreed | {"agree-due_on": soon()}).status_code == 403, (
        "the lead writes down what is agreed"
    )
    assert grace.post(page, agreed | {"agree-due_on": soon()}).status_code == 302
    grace.post(page, {"form": "close"})
    told = member.get(page).content.decode()
    for words in ("2 dots, 2 of them yours", "Priority", "Count it", "Abe Ash", "Seen otherwise: Courts"):
        assert words in told
    assert member.post(page, {"form": "missing", "missing-words": "Late"}).status_code == 400
    member.post(at("finish", second.actions.get().pk))
    assert second.actions.get().done_on == localdate()
    plan = member.get(at("plan", session.pk))
    assert (plan.headers["Content-Type"], plan.content[:5]) == ("application/pdf", b"%PDF-")
