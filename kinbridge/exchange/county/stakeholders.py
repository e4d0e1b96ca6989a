"""The coalition's table: who sits at it, where systems meet a family, papers with a review overdue, and the band."""

from __future__ import annotations

import tomllib
from typing import Any

from kinbridge.consents.models import Agreement
from kinbridge.directory.models import Organization, Viewer
from kinbridge.exchange.county.partners import HERE, MAIL, identity
from kinbridge.exchange.county.place import County, account
from kinbridge.measures.models import TribalUse
from kinbridge.stakeholders.actions import care_for, file_memo, say_lived, seat, sign_for, state_touchpoint
from kinbridge.stakeholders.approving import approve, name_speaker, recognize
from kinbridge.stakeholders.models import Care

TABLE: dict[str, Any] = tomllib.loads((HERE / "stakeholders.toml").read_text("utf-8"))


def write_stakeholders(county: County) -> int:
    """The number of members."""
    grace = county.viewer("grace")
    for place, told in enumerate(TABLE["member"]):
        _seat(county, told, by=grace, days=-420 + 3 * place)
    for told in TABLE["touchpoint"]:
        said = {name: told.get(name, "") for name in ("point", "system", "place", "happens", "next_step", "within")}
        state_touchpoint(facts=said | {"organization": _organization(told["at"])}, by=grace, at=county.moment(-200))
    for told in TABLE["memo"]:
        _memo(county, told)
    for told in TABLE["care"]:
        agreement = Agreement.objects.get(coalition=county.coalition, reference=told["reference"])
        _care(county, told, {"agreement_id": agreement.pk}, by=grace)
    _tribe(county, TABLE["tribe"])
    return len(TABLE["member"])


def _organization(code: str | None) -> Organization | None:
    return Organization.objects.get(pk=identity("organization", code)) if code else None


def _seat(county: County, told: dict[str, Any], *, by: Viewer, days: int) -> None:
    here = county.viewer(told["code"]) if "code" in told else None
    mail = told["name"].lower().replace(" ", ".") + MAIL
    facts = {name: told[name] for name in ("name", "sector", "standing", "work")}
    facts |= {"organization": _organization(told.get("at")), "email": mail, "liaison": told.get("liaison", False)}
    seat(facts=facts | {"account": account(here) if here else None}, by=by, at=county.moment(days))
    if here and told.get("lived"):
        say_lived(lived=True, by=here, at=county.moment(days + 1))


def _memo(county: County, told: dict[str, Any]) -> None:
    grace, at = county.viewer("grace"), county.moment(told["days"])
    facts = {name: told[name] for name in ("kind", "title", "promises", "reference")}
    facts |= {"starts_on": county.day(told["days"]), "ends_on": county.day(told["until"]) if "until" in told else None}
    facts["parties"] = [_organization(code) for code in told["at"]]
    care = file_memo(facts=facts, by=grace, at=at)
    if "lead" in told:
        _care(county, told, {"memo_id": care.memo_id}, by=grace)
    for name, organization, day in told.get("signed", ()):
        signed = county.day(day) if day else None
        sign_for(care=care, name=name, organization=organization, signed_on=signed, by=grace, at=at)


def _care(county: County, told: dict[str, Any], paper: dict[str, Any], *, by: Viewer) -> Care:
    lead, review_on = account(county.viewer(told["lead"])), county.day(told["review"])
    facts = {"lead": lead, "review_on": review_on, "document": told["document"]}
    return care_for(paper=paper, facts=facts, by=by, at=county.moment(-30))


def _tribe(county: County, told: dict[str, Any]) -> None:
    """The band joins, names who speaks, and that person approves: nobody of the coalition does any of it."""
    chief, june = county.viewer(f"{told['at']}/administrator"), county.viewer(told["speaker"])
    own = Organization.objects.get(pk=identity("organization", told["at"]))
    tribe = recognize(name=told["name"], organization=own, by=chief, at=county.moment(-400))
    name_speaker(tribe=tribe, speaker=account(june), named_in=told["named_in"], by=chief, at=county.moment(-400))
    tribe.refresh_from_db()
    for one in told["approves"]:
        until, at = county.day(one["until"]), county.moment(one["days"])
        approve(tribe=tribe, use=TribalUse(one["use"]), purpose=one["purpose"], until=until, by=june, at=at)
