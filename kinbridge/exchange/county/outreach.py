"""What the coalition says to its county, whom it reached, and the county in numbers of its own invention."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from typing import Any

from kinbridge.directory.models import Viewer
from kinbridge.exchange.county.partners import HERE
from kinbridge.exchange.county.place import County
from kinbridge.outreach.actions.campaigns import add_channel, count_reach, keep_feedback, plan, set_open
from kinbridge.outreach.actions.figures import load
from kinbridge.outreach.actions.messages import keep_trial, write, write_anew
from kinbridge.outreach.models import Message
from kinbridge.outreach.rules.figures import Row

TOLD: dict[str, Any] = tomllib.loads((HERE / "outreach.toml").read_text("utf-8"))
SOURCE = "Invented for the demo county"
YEARS = 3


def write_outreach(county: County) -> int:
    """The number of messages in the library."""
    grace = county.viewer("grace")
    library: dict[str, Message] = {}
    for told in TOLD["message"]:
        library[told["code"]] = _message(county, told, library, by=grace)
    for told in TOLD["campaign"]:
        _campaign(county, told, library, by=grace)
    first = county.today.year - YEARS
    rows = [
        Row(told["topic"], place, first + number, Decimal(str(value)), SOURCE)
        for told in TOLD["figure"]
        for place, values in told["places"].items()
        for number, value in enumerate(values)
    ]
    load(rows=rows, by=grace, at=county.moment(-50))
    return len(library)


def _message(county: County, told: dict[str, Any], library: dict[str, Message], *, by: Viewer) -> Message:
    facts = {name: told[name] for name in ("title", "audience", "tone", "language")}
    facts["translates"] = library.get(told.get("translates", ""))
    (text, _why, began), *later = told["versions"]
    message = write(facts=facts, text=text, by=by, at=county.moment(began))
    version = message.versions.get()
    for text, why, day in later:
        version = write_anew(message=message, text=text, why=why, by=by, at=county.moment(day))
    for how, whom, people, found, day in told["trials"]:
        trial = {"how": how, "whom": whom, "people": people, "found": found, "on": county.day(day)}
        keep_trial(version=version, facts=trial, by=by, at=county.moment(day))
    return message


def _campaign(county: County, told: dict[str, Any], library: dict[str, Message], *, by: Viewer) -> None:
    names = ("title", "title_es", "purpose", "audience", "words", "words_es")
    opened = county.moment(told["opened"])
    campaign = plan(facts={name: told[name] for name in names}, by=by, at=opened)
    for kind, place, words, starts, ends, counted in told["channels"]:
        days = {"starts": county.day(starts), "ends": county.day(ends)}
        version = library[words].versions.order_by("-number")[0]
        facts = {"kind": kind, "place": place, "version": version, **days}
        channel = add_channel(campaign=campaign, facts=facts, by=by, at=opened)
        if counted:
            people, what, who, day = counted
            reach = {"people": people, "what": what, "counted_by": who, "on": county.day(day)}
            count_reach(channel=channel, facts=reach, by=by, at=county.moment(day))
    for whom, said, day in told["feedback"]:
        facts = {"whom": whom, "said": said, "on": county.day(day)}
        keep_feedback(campaign=campaign, facts=facts, by=by, at=county.moment(day))
    set_open(campaign=campaign, opened=True, by=by, at=opened)
