"""Two years of a working group of forty, a small panel, practices in every grade, rounds, and one planning session."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import datetime, timedelta
from random import Random
from typing import Any

from kinbridge.directory.models import Organization, Viewer
from kinbridge.exchange.county.partners import HERE, identity
from kinbridge.exchange.county.place import County, account
from kinbridge.gaps.models import Gap
from kinbridge.sites.models import Finding
from kinbridge.workgroups.actions import groups, planning, practices, rounds
from kinbridge.workgroups.models import Group, Item, Meeting, Member, Motion, Practice, Round

TOLD: dict[str, Any] = tomllib.loads((HERE / "workgroups.toml").read_text("utf-8"))
BEGAN = -728
TUESDAY = 1
OPEN_DAYS = 14
COME_FIRST, COME_LAST = 0.58, 0.82
"""The part of the members who come, in the first and in the newest meeting; it rises slowly between."""
Seats = Mapping[str, Member]


def write_workgroups(county: County, *, sites: Mapping[str, str]) -> int:
    """`sites`: the codes of those that joined, by this file's word for them. The number of practices."""
    grace = county.viewer("grace")
    group, seats = _group(county, TOLD["group"])
    panel, panelists = _group(county, TOLD["panel"])
    for one in (group, panel):
        groups.plan_on(group=one, by=grace, at=county.moment(-30))
    _meet(county, group, seats)
    found = {}
    for told in TOLD["practice"]:
        found[told["code"]] = practice = _propose(county, told, sites=sites)
        for vote in told.get("votes", ()):
            by_panel = vote.get("panel", False)
            _vote(county, practice, vote, panel if by_panel else group, panelists if by_panel else seats)
    _rate(county, found[TOLD["rounds"]["practice"]], group)
    _plan(county, group, seats)
    return len(found)


def _group(county: County, told: dict[str, Any]) -> tuple[Group, dict[str, Member]]:
    grace, at = county.viewer("grace"), county.moment(BEGAN)
    first = at + timedelta(days=(TUESDAY - at.weekday()) % 7)
    facts = {name: told[name] for name in ("name", "purpose", "place", "quorum_percent")}
    facts |= {"first_at": first, "minutes_long": 90}
    group = groups.start(facts=facts, rhythm="monthly", lead=account(grace), by=grace, at=at)
    since, seats = county.day(BEGAN), {}
    for sector, people in told["seats"].items():
        for code in people:
            who = county.viewer(code)
            seat = {"user": account(who), "name": who.name, "organization": who.organization_name, "sector": sector}
            seats[code] = groups.give_seat(group=group, facts=seat | {"since": since}, by=grace, at=at)
    for name, organization, sector in told.get("no_account", ()):
        seat = {"name": name, "organization": organization, "sector": sector, "since": since}
        groups.give_seat(group=group, facts=seat, by=grace, at=at)
    return group, seats


def _meet(county: County, group: Group, seats: Seats) -> None:
    """Who came to each meeting so far, drawn from the seed; minutes and decisions of the newest ones."""
    random, grace = Random(f"{county.seed}:groups"), county.viewer("grace")  # noqa: S311 - invented, and meant to repeat
    past = list(group.meetings.filter(at__lt=county.at).order_by("at"))
    members = list(group.members.order_by("pk"))
    off = past[TOLD["group"]["called_off"]]
    groups.call_off(meeting=off, why=TOLD["group"]["why"], by=grace, at=off.at - timedelta(days=1))
    for place, meeting in enumerate(past):
        if meeting.pk != off.pk:
            share = COME_FIRST + (COME_LAST - COME_FIRST) * place / len(past)
            came = [member for member in members if random.random() < share]
            groups.write_attendance(meeting=meeting, came=came, by=grace, at=meeting.at + timedelta(hours=2))
    for told in TOLD["meeting"]:
        _write(county, past[-told["back"]], told, seats)


def _write(county: County, meeting: Meeting, told: dict[str, Any], seats: Seats) -> None:
    grace = county.viewer("grace")
    at = min(meeting.at + timedelta(hours=20), county.at)
    groups.set_agenda(meeting=meeting, agenda=told["agenda"], by=grace, at=meeting.at)
    for one in told["decisions"]:
        due, owner = county.day(one["due"]), seats[one["owner"]]
        made = groups.decide(meeting=meeting, text=one["text"], owner=owner, due_on=due, by=grace, at=at)
        if "done" in one:
            by, when = county.viewer(one["owner"]), county.moment(one["done"])
            groups.carry_out(decision=made, outcome=one["outcome"], by=by, at=when)
    for text in (told["minutes"], told.get("again")):
        if text:
            groups.write_minutes(meeting=meeting, text=text, by=grace, at=at)


def _propose(county: County, told: dict[str, Any], *, sites: Mapping[str, str]) -> Practice:
    facts = {name: told[name] for name in ("title", "what", "approach", "points", "sectors")}
    facts["register"] = told.get("register", "")
    if "organization" in told:
        facts["organization"] = Organization.objects.get(pk=identity("organization", told["organization"]))
    origins = [_origin(site, finding, sites) for site, finding in told.get("origins", ())]
    by, at = county.viewer(told["who"]), county.moment(told["days"])
    return practices.propose(facts=facts, origins=origins, by=by, at=at)


def _origin(site: str, finding: str, joined: Mapping[str, str]) -> tuple[str, str]:
    """A finding of a site that joined is named by its place in the file."""
    if site not in joined:
        return site, finding
    pairs = Finding.objects.filter(site=joined[site]).order_by("pk")
    return joined[site], pairs[int(finding) - 1].code if finding else ""


def _vote(county: County, practice: Practice, told: dict[str, Any], group: Group, seats: Seats) -> None:
    grace, at = county.viewer("grace"), county.moment(told["days"])
    facts = {"to": told["to"], "why": told["why"], "reasons": told["reasons"]}
    closes_on = county.day(told["days"] + OPEN_DAYS)
    motion = practices.open_vote(practice=practice, group=group, closes_on=closes_on, by=grace, at=at, **facts)
    people = list(seats)
    if "open" in told:  # those at the end of the list have voted; the people of the demo may still
        for code in people[-told["open"] :]:
            _cast(county.viewer(code), motion, "for", county.moment(told["days"] + 1))
        return
    against, abstain = told["against"], told["abstain"]
    voters = people[: group.quorum_percent * len(people) // 100 + 4] if len(people) > 10 else people
    for place, code in enumerate(voters):
        choice = "against" if place < against else "abstain" if place < against + abstain else "for"
        why = told.get("dissent", "") if place == 0 and against else ""
        gains = choice == "for" and seats[code].sector == told.get("gains")
        _cast(county.viewer(code), motion, choice, county.moment(told["days"] + 1 + place % 9), why=why, gains=gains)
    practices.close_vote(motion=motion, by=grace, at=county.moment(told["days"] + OPEN_DAYS))


def _cast(by: Viewer, motion: Motion, choice: str, at: datetime, *, why: str = "", gains: bool = False) -> None:
    practices.vote(motion=motion, choice=choice, why=why, gains=gains, by=by, at=at)


def _rate(county: County, practice: Practice, group: Group) -> None:
    """One round closed and one open."""
    told, grace = TOLD["rounds"], county.viewer("grace")
    day = told["days"]
    delphi = rounds.ask(
        practice=practice,
        group=group,
        question=told["question"],
        closes_on=county.day(day + OPEN_DAYS),
        by=grace,
        at=county.moment(day),
    )
    _answer(county, delphi.rounds.get(number=1), told["first"], days=day + 2)
    rounds.close_round(of=delphi.rounds.get(number=1), by=grace, at=county.moment(day + OPEN_DAYS))
    second = rounds.open_round(delphi=delphi, closes_on=county.day(OPEN_DAYS), by=grace, at=county.moment(-6))
    _answer(county, second, told["second"], days=-5)


def _answer(county: County, of: Round, told: list[Any], *, days: int) -> None:
    for who, rating, comment in told:
        rounds.rate(of=of, rating=rating, comment=comment, by=county.viewer(who), at=county.moment(days))


def _plan(county: County, group: Group, seats: Seats) -> None:
    told, grace = TOLD["session"], county.viewer("grace")
    at = county.moment(told["days"])
    on = county.day(told["days"])
    session = planning.begin(group=group, title=told["title"], point=told["point"], on=on, by=grace, at=at)
    for one in told["answers"]:
        planning.answer(session=session, **{"otherwise": "", **one}, by=grace, at=at)
    items: dict[str, Item] = {}
    dots: dict[str, list[Item]] = {}
    for one in told["missing"]:
        gap = Gap.objects.filter(coalition=county.coalition, title=one.get("gap")).first()
        item = planning.name_missing(session=session, words=one["words"], gap=gap, by=grace, at=at)
        items[one["words"]] = item
        for who in one["dots"]:
            dots.setdefault(who, []).append(item)
    for who, chosen in dots.items():
        planning.put_dots(session=session, items=chosen, by=county.viewer(who), at=at)
    for one in told["agreed"]:
        owner, due = seats[one["owner"]], county.day(one["due"])
        facts = {"item": items[one["words"]], "text": one["text"], "owner": owner, "due_on": due}
        action = planning.agree(session=session, **facts, by=grace, at=at)
        if one.get("done"):
            planning.finish(action=action, by=county.viewer(one["owner"]), at=county.moment(one["due"] - 1))
    planning.close(session=session, by=grace, at=at)
