"""The CHARM team: who sits at its table, whom it serves, the meetings held, and the ones to come."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from kinbridge.chart.models import Label
from kinbridge.consents.models import Agreement
from kinbridge.core.vocabulary import Category
from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Viewer
from kinbridge.exchange.county.agreements import SEATS
from kinbridge.exchange.county.families import Written
from kinbridge.exchange.county.place import County
from kinbridge.people.models import Involvement
from kinbridge.teams import actions
from kinbridge.teams.models import AgendaItem, Attendance, Enrollment, Meeting, Seat, Team
from kinbridge.teams.roles.actions import change_row
from kinbridge.teams.roles.rules import starting_rows

STARTED = 720
FOLLOWED_AFTER_BIRTH = 150
MEETINGS_BEFORE = 3
GUEST = ("Ida Voss", "doula, Riverbend Birth Support")
"""Somebody without an account, of no partner: she may hear of no family."""
EVERY_WEEKS = 4
AT = 14 * 60
EACH = 2
"""People at the table for each partner."""
PLEDGED_AHEAD = ("prenatal", "otp", "nurse_visits", "wic", "perinatal_peers")
TASKS = (
    ("Call about a crib and bring it by", "nurse_visits"),
    ("Ask the plan for rides to the clinic", "care_management"),
    ("Set a visit with the newborn doctor before the birth", "newborn_follow_up"),
    ("Meet her at the next prenatal visit", "perinatal_peers"),
    ("Check that WIC has the new address", "wic"),
)
UPDATES = (
    ("prenatal", "prenatal", "Came to her last two visits. The next one is set."),
    ("nurse_visits", "home_visits", "Home visits every week; the nurse is welcome."),
    ("wic", "needs", "Food is settled. Rides to the clinic are still hard."),
    ("charm", "strengths", "She says: I want to be there for every visit this time."),
)
DECISION = ("The plan of safe care is begun before the birth.", "She asked for it, and there is time.")
TOLD = "We told her who will call, and by when."
ANSWER = "She would like to hear it from the nurse."


def write_team(county: County) -> Team:
    team = Team.objects.create(
        coalition=county.coalition,
        name="Alder CHARM Team",
        area="Pregnant people and new parents with substance use disorder and their babies, Alder County.",
        program=county.programs["charm"],
        memorandum_on=county.day(-STARTED),
        memorandum_kept="The coalition office",
        every_weeks=EVERY_WEEKS,
        quorum=len(SEATS) // 2,
        first_at=county.moment(_coming(county) - 7 * EVERY_WEEKS * MEETINGS_BEFORE, AT),
        started_on=county.day(-STARTED),
    )
    team.partners.set(county.programs[code] for code in SEATS)
    people = {user: code for code in reversed(SEATS) for user in reversed(county.workers.get(code, [])[:EACH])}
    Seat.objects.bulk_create(
        Seat(team=team, user_id=user, program=county.programs[code], since=county.day(-STARTED))
        for user, code in people.items()
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


def _coming(county: County) -> int:
    """In how many days the team meets: the next working day from today on."""
    weekday = county.today.weekday()
    return 0 if weekday < 5 else 7 - weekday


def enroll(county: County, team: Team, written: Sequence[Written]) -> int:
    """The families that agreed to be on the team's list, which the team then works with; some months after a birth they
    leave it.
    """
    joined = [one for one in written if one.story.team_since is not None]
    labels = Label.objects.bulk_create(
        Label(
            family_id=one.family,
            coalition=county.coalition,
            program=team.program,
            category=Category.SOCIAL_NEEDS,
            subject_id=one.persons[0],
            regimes=sorted(team.program.regimes),
        )
        for one in joined
    )
    rows = [_enrollment(county, team, one, label) for one, label in zip(joined, labels, strict=True)]
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


def _enrollment(county: County, team: Team, one: Written, label: Label) -> Enrollment:
    since = one.story.team_since or 0
    births = [person.born for person in one.story.people if person.carried is not None and person.born is not None]
    ends = births[-1] + FOLLOWED_AFTER_BIRTH if births else 0
    return Enrollment(
        family_id=one.family,
        coalition=county.coalition,
        team=team,
        person_id=one.persons[0],
        label=label,
        referred_by=county.programs["prenatal"],
        since=county.day(since),
        until=county.day(max(ends, since)) if ends < 0 else None,
    )


def hold_meetings(county: County, team: Team) -> None:
    """The last three meetings, closed with their minutes; the next one, and the one after, stand in the calendar."""
    ellen = county.viewer("ellen")
    team.empanelment = Agreement.objects.get(reference="CHARM-MEMO")
    team.save(update_fields=["empanelment"])
    actions.plan_ahead(team=team, by=ellen, at=county.moment(_coming(county) - 28 * MEETINGS_BEFORE, 8 * 60))
    for back in range(MEETINGS_BEFORE, 0, -1):
        meeting = _next(team)
        actions.freeze(meeting_id=meeting.pk, by=ellen, at=meeting.at - timedelta(days=2))
        _attend(county, meeting, away=back)
        _visit(county, meeting, back=back)
        items = list(meeting.items.order_by("position").select_related("enrollment__person", "family"))
        for place, item in enumerate(items):
            actions.take_up(item=item, by=ellen, at=meeting.at + timedelta(minutes=2 * place))
            if place < 24:
                _talk(county, meeting, item, number=place, back=back)
        actions.close(meeting_id=meeting.pk, by=ellen, at=meeting.at + timedelta(minutes=125))
    invite(county, _next(team), at=county.at - timedelta(days=2))
    for code in PLEDGED_AHEAD:
        _pledge(county, _next(team), county.at_work(code, 0), at=county.at - timedelta(minutes=30))


def _next(team: Team) -> Meeting:
    return Meeting.objects.filter(team=team, closed_at=None).earliest("at")


def _attend(county: County, meeting: Meeting, *, away: int) -> None:
    """One person for each partner but one, and Ellen, who keeps the list."""
    for place, code in enumerate(SEATS):
        if place == 0 or place % 5 != away:
            member = county.viewer("ellen") if code == "charm" else county.at_work(code, 0)
            _pledge(county, meeting, member, at=meeting.at - timedelta(minutes=5))
            actions.place(
                meeting_id=meeting.pk,
                user=member.worker,
                program=member.acting_for,
                in_room=True,
                by=county.viewer("ellen"),
                at=meeting.at,
            )


def invite(county: County, meeting: Meeting, *, at: datetime) -> Attendance:
    name, stated = GUEST
    return actions.invite(
        meeting_id=meeting.pk, name=name, stated=stated, program=None, by=county.viewer("ellen"), at=at
    )


def _visit(county: County, meeting: Meeting, *, back: int) -> None:
    """At the last meeting a guest told of her work, before the list, and left."""
    if back == 1:
        began, ellen = meeting.at - timedelta(minutes=4), county.viewer("ellen")
        guest = invite(county, meeting, at=began)
        actions.guest_pledges(meeting_id=meeting.pk, guest=guest.pk, by=ellen, at=began)
        for minutes, in_room in ((0, True), (3, False)):
            at = began + timedelta(minutes=minutes)
            actions.place_guest(meeting_id=meeting.pk, guest=guest.pk, in_room=in_room, by=ellen, at=at)


def _pledge(county: County, meeting: Meeting, member: Viewer, **at: object) -> None:
    actions.pledge(meeting_id=meeting.pk, user=member.worker, program=member.acting_for, by=member, **at)  # type: ignore[arg-type]


def _talk(county: County, meeting: Meeting, item: AgendaItem, *, number: int, back: int) -> None:
    """What partners who work with the family say; for some families an action, a decision, and what they were told."""
    at, ellen = meeting.at + timedelta(minutes=2 * number), county.viewer("ellen")
    on = day_of(meeting.at)
    serving = set(Involvement.objects.on(on).filter(family=item.family_id).values_list("program", flat=True))
    for place, (code, topic, text) in enumerate(UPDATES):
        if county.programs[code].pk in serving and (number + place + back) % 2 == 0:
            speaker = ellen if code == "charm" else county.at_work(code, item.family_id)
            actions.update(item=item, topic=topic, text=text, by=speaker, at=at)
    if number % 4 == 0:
        _task(county, item, number=number // 4 + back, back=back, meeting=meeting)
    if number % 6 == 1:
        actions.decide(item=item, text=DECISION[0], because=DECISION[1], by=ellen, at=at)
        actions.tell_family(item=item, text=TOLD, answer=ANSWER, by=ellen, at=at + timedelta(days=1))


def _task(county: County, item: AgendaItem, *, number: int, back: int, meeting: Meeting) -> None:
    text, program = TASKS[number % len(TASKS)]
    owner = county.at_work(program, number)
    agreed = actions.agree(
        item=item,
        text=text,
        owner=owner,
        due_on=day_of(meeting.at) + timedelta(days=14),
        by=county.viewer("ellen"),
        at=meeting.at + timedelta(minutes=5),
    )
    if back > 1 or number % 2 == 0:
        told = day_of(meeting.at) + timedelta(days=10)
        actions.finish(action_id=agreed.pk, by=owner, at=meeting.at + timedelta(days=9), family_told_on=told)
