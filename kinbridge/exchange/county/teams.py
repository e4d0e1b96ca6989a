"""The CHARM team: who sits at its table, whom it serves, the meetings held, and the one to come."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from kinbridge.exchange.county.families import Written
from kinbridge.exchange.county.place import County, account
from kinbridge.people.models import Involvement
from kinbridge.teams import actions
from kinbridge.teams.models import Enrollment, Meeting, Seat, Team
from kinbridge.teams.roles.actions import change_row
from kinbridge.teams.roles.rules import starting_rows

SEATS = (
    "charm",
    "prenatal",
    "birth",
    "nursery",
    "newborn_follow_up",
    "otp",
    "otp_perinatal",
    "mothers_babies",
    "assessment",
    "nurse_visits",
    "maternal_child",
    "wic",
    "care_management",
    "perinatal_peers",
)
STARTED = 720
FOLLOWED_AFTER_BIRTH = 150
MEETINGS_BEFORE = 3
AT = 10 * 60
TASKS = (
    ("Call about a crib and bring it by", "nurse_visits"),
    ("Ask the plan for rides to the clinic", "care_management"),
    ("Set a visit with the newborn doctor before the birth", "newborn_follow_up"),
    ("Meet her at the next prenatal visit", "perinatal_peers"),
    ("Check that WIC has the new address", "wic"),
)


def write_team(county: County) -> Team:
    team = Team.objects.create(
        coalition=county.coalition,
        name="Alder CHARM Team",
        program=county.programs["charm"],
        memorandum_on=county.day(-STARTED),
        empaneled_on=county.day(-STARTED + 40),
    )
    Seat.objects.bulk_create(
        Seat(team=team, program=county.programs[code], pledged_on=county.day(-STARTED), since=county.day(-STARTED))
        for code in SEATS
    )
    watch = next(row for row in starting_rows() if row.task == "plan_watch")
    change_row(
        row=watch,
        parts={**watch.parts, "child_welfare": "C", "home_visiting": "R/A"},
        because="The memorandum: nurses visit at home anyway, and most of these families have no open case.",
        since=county.day(-STARTED),
        by=county.viewer("ellen"),
        at=county.moment(-STARTED),
    )
    return team


def enroll(county: County, team: Team, written: Sequence[Written]) -> int:
    """The families that agreed to be on the team's list, which the team then works with; some months after a birth they
    leave it.
    """
    rows = []
    for one in written:
        since = one.story.team_since
        if since is None:
            continue
        births = [person.born for person in one.story.people if person.carried is not None and person.born is not None]
        ends = births[-1] + FOLLOWED_AFTER_BIRTH if births else 0
        rows.append(
            Enrollment(
                family_id=one.family,
                coalition=county.coalition,
                team=team,
                person_id=one.persons[0],
                referred_by=county.programs["prenatal"],
                since=county.day(since),
                until=county.day(max(ends, since)) if ends < 0 else None,
            )
        )
    Enrollment.objects.bulk_create(rows)
    Involvement.objects.bulk_create(
        Involvement(
            family_id=row.family_id,
            coalition=county.coalition,
            program=county.programs["charm"],
            worker_id=county.viewer("ellen").user_id,
            since=row.since,
            until=row.until,
        )
        for row in rows
    )
    return len(rows)


def hold_meetings(county: County, team: Team) -> Meeting:
    """The last three meetings, closed with their minutes; and the next one, on the next working day from today on."""
    ellen = county.viewer("ellen")
    weekday = county.today.weekday()
    coming = 0 if weekday < 5 else 7 - weekday
    for back in range(MEETINGS_BEFORE, 0, -1):
        day = coming - 28 * back
        meeting = Meeting.objects.create(team=team, at=county.moment(day, AT))
        actions.freeze(meeting_id=meeting.pk, by=ellen, at=county.moment(day - 2, 16 * 60))
        items = list(meeting.items.order_by("position").select_related("enrollment__person", "family"))
        for place, item in enumerate(items):
            said_at = county.moment(day, AT) + timedelta(minutes=2 * place)
            actions.discussed(item=item, by=ellen, at=said_at)
            if place % 4 == 0 and place < 20:
                _task(county, item, number=place // 4 + back, day=day, done=back > 1 or place % 8 == 0)
        actions.close(meeting_id=meeting.pk, by=ellen, at=county.moment(day, AT + 125))
    return Meeting.objects.create(team=team, at=county.moment(coming, AT + 4 * 60))


def _task(county: County, item: actions.AgendaItem, *, number: int, day: int, done: bool) -> None:
    text, program = TASKS[number % len(TASKS)]
    owner = county.at_work(program, number)
    agreed = actions.agree(
        item=item,
        text=text,
        owner=account(owner),
        due_on=county.day(day + 14),
        by=county.viewer("ellen"),
        at=county.moment(day, AT + 5),
    )
    if done:
        actions.finish(action_id=agreed.pk, by=owner, at=county.moment(day + 9), family_told_on=county.day(day + 10))
