"""Two incidents of Maya's, one of them written twice; what people carry and practiced; and who asked to be called."""

from __future__ import annotations

import tomllib
from typing import Any

from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Membership, Viewer
from kinbridge.exchange.county.partners import HERE, MAIL, identity
from kinbridge.exchange.county.place import County
from kinbridge.field.actions.incidents import Said, Written, close, keep_debrief, take_in
from kinbridge.field.actions.readiness import Box, carry, count_gear, hand_out, hold_drill
from kinbridge.field.models import Incident, Version
from kinbridge.field.reading_readiness import people_of

TOLD: dict[str, Any] = tomllib.loads((HERE / "field.toml").read_text("utf-8"))
PHONE, OFFICE = Version.Device.PHONE, Version.Device.OFFICE


def write_field(county: County) -> int:
    """The number of incidents."""
    maya = county.viewer("maya")
    closed = _incident(county, "overdose", ("said", PHONE, 890))
    close(incident=closed, by=maya, at=county.moment(-12, 17 * 60))
    _incident(
        county, "twice", ("first", PHONE, 15 * 60 + 40), ("office", OFFICE, 16 * 60 + 30), ("phone", PHONE, 17 * 60)
    )
    _debrief(county, maya, "steady", "Slept badly for two nights. Talked with Denise; that helped.", call=False)
    _debrief(county, _someone(county, "assessment/worker2"), "shaken", "", call=True)
    _ready(county)
    return Incident.objects.filter(coalition=county.coalition).count()


def _incident(county: County, code: str, *written: tuple[str, str, int]) -> Incident:
    """Each version, with its minute of the day, goes on from the first: later ones are written apart."""
    told, maya, key = TOLD[code], county.viewer("maya"), identity("incident", code)
    for number, (name, device, minute) in enumerate(written):
        at = county.moment(told["day"], minute)
        body = told[written[0][0]] | told[name]
        body |= {"happened_at": f"{day_of(at)}T{body['happened_at']}"}
        base = identity("incident", code, written[0][0]) if number else None
        sent = Written(identity("incident", code, name), base, body, Version.Device(device), at)
        take_in(key=key, written=sent, by=maya, at=at)
    return Incident.objects.get(key=key)


def _debrief(county: County, by: Viewer, how: str, words: str, *, call: bool) -> None:
    at = county.moment(-1, 18 * 60)
    keep_debrief(key=identity("debrief", by.name), said=Said(how, words, call, at), by=by, at=at)


def _ready(county: County) -> None:
    denise = county.viewer("denise")
    for one in TOLD["carry"]:
        by = _someone(county, one["who"])
        box = Box(lot=one["lot"], doses=2, expires_on=county.day(one["expires"]))
        carry(box=box, by=by, at=county.moment(-60))
    for one in TOLD["drill"]:
        program, day = county.programs[one["program"]], county.day(one["day"])
        people = people_of([program], on=day)[program.pk]
        at = county.moment(one["day"], 16 * 60)
        hold_drill(program=program.pk, what=one["what"], held_on=day, people=people, by=denise, at=at)
    for one in TOLD["gear"]:
        said = {name: one[name] for name in ("item", "count", "wanted")}
        count_gear(program=county.programs[one["program"]].pk, **said, by=denise, at=county.moment(-20))
    for one in TOLD["given"]:
        by, on = _someone(county, one["who"]), county.day(one["day"])
        at = county.moment(one["day"], 17 * 60)
        hand_out(thing=one["thing"], count=one["count"], given_on=on, by=by, at=at)


def _someone(county: County, who: str) -> Viewer:
    """A named person, or one of a program's unnamed ones, also of those who came lately."""
    if "/" not in who:
        return county.viewer(who)
    program = who.partition("/")[0]
    work = Membership.objects.filter(user__username=who.replace("/", ".") + MAIL, program=county.programs[program])
    return work.select_related("user", "program__organization__coalition").get().viewer()
