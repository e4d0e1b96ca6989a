"""What the partners offer: services, places, telephone numbers and open places, from services.toml."""

from __future__ import annotations

import tomllib
from datetime import timedelta
from typing import Any

from kinbridge.directory.models import (
    Address,
    Capacity,
    Language,
    Location,
    NearlyFull,
    Organization,
    Phone,
    Service,
    ServiceAtLocation,
    Waiting,
)
from kinbridge.directory.rules.waiting import is_full
from kinbridge.exchange.county.partners import HERE, ORGANIZATIONS, identity
from kinbridge.exchange.county.place import COUNTY, STATE, County

OFFERED: dict[str, Any] = tomllib.loads((HERE / "services.toml").read_text("utf-8"))
ZIP = "05099"
USUAL_PAYERS = ["medicaid", "private", "sliding_scale"]
SPOKEN = {"en": "English", "es": "Spanish"}


def write_services(county: County) -> None:
    places = _places(county)
    services = [_service(county, one) for one in OFFERED["service"]]
    Service.objects.bulk_create(services)
    ServiceAtLocation.objects.bulk_create(
        ServiceAtLocation(
            id=identity("at", one["program"]),
            coalition=county.coalition,
            service=service,
            location=places[service.organization_id, one.get("confidential", False)],
        )
        for one, service in zip(OFFERED["service"], services, strict=True)
    )
    Language.objects.bulk_create(
        Language(
            id=identity("language", service.pk, code),
            coalition=county.coalition,
            service=service,
            name=SPOKEN[code],
            code=code,
        )
        for service in services
        for code in service.language_codes or ()
    )
    Phone.objects.bulk_create(_lines(county, services))
    Capacity.objects.bulk_create(_capacities(county))
    NearlyFull.objects.bulk_create(_nearly_full(county))
    Waiting.objects.bulk_create(_waiting(county))


def _places(county: County) -> dict[tuple[object, bool], Location]:
    """One place for each organization; the shelter's is kept private. Numbers run from 555-0101."""
    places, addresses, phones = [], [], []
    for number, one in enumerate(ORGANIZATIONS, 1):
        town_code, street = OFFERED["places"][one["code"]]
        town = OFFERED["towns"][town_code]
        hidden = any(s.get("confidential") and _owner(s["program"]) == one["code"] for s in OFFERED["service"])
        place = Location(
            id=identity("location", one["code"]),
            coalition=county.coalition,
            organization_id=identity("organization", one["code"]),
            name=one["name"],
            latitude=round(town["latitude"] + number * 0.0007, 4),
            longitude=round(town["longitude"] - number * 0.0005, 4),
            confidential=hidden,
        )
        places.append(place)
        addresses.append(
            Address(
                id=identity("address", one["code"]),
                coalition=county.coalition,
                location=place,
                address_1=street,
                city=town["name"],
                region=f"{COUNTY} County",
                state_province=STATE,
                postal_code=ZIP,
                country="US",
                address_type=Location.Kind.PHYSICAL,
            )
        )
        phones.append(
            Phone(
                id=identity("phone", one["code"]),
                coalition=county.coalition,
                organization_id=place.organization_id,
                number=f"(802) 555-01{number:02d}",
                type="voice",
            )
        )
    Location.objects.bulk_create(places)
    Address.objects.bulk_create(addresses)
    Phone.objects.bulk_create(phones)
    return {(place.organization_id, place.confidential): place for place in places}


def _owner(program: str) -> str:
    return next(o["code"] for o in ORGANIZATIONS for p in o["programs"] if p["code"] == program)


def _service(county: County, one: dict[str, Any]) -> Service:
    program = county.programs[one["program"]]
    youngest, oldest = one.get("children", (None, None))
    rating, source = one.get("evidence", ("", ""))
    organization: Organization = program.organization
    return Service(
        id=identity("service", one["program"]),
        coalition=county.coalition,
        organization=organization,
        program=program,
        name=one["name"],
        description=one.get("about", ""),
        email=organization.email,
        url=organization.website,
        category=one["category"],
        accepts_pregnant=one.get("pregnant"),
        offers_moud=one.get("moud", [] if "keeps_moud" in one else None),
        accepts_moud=True if "moud" in one else one.get("keeps_moud"),
        children_may_stay=None if youngest is None else True,
        children_from_age=youngest,
        children_to_age=oldest,
        payers=one.get("payers", USUAL_PAYERS),
        language_codes=one.get("languages", ["en"]),
        counties=[COUNTY],
        sex=one.get("sex", ""),
        evidence_rating=rating,
        evidence_source=source,
        evidence_on=county.day(-200) if rating else None,
        assured_date=county.day(-60),
    )


def _lines(county: County, services: list[Service]) -> list[Phone]:
    return [
        Phone(
            id=identity("line", number),
            coalition=county.coalition,
            service=service,
            number=number,
            description=about,
            type="voice",
            shown_to=shown_to,
        )
        for one, service in zip(OFFERED["service"], services, strict=True)
        for number, about, shown_to in one.get("lines", ())
    ]


def _capacities(county: County) -> list[Capacity]:
    return [
        Capacity(
            coalition=county.coalition,
            program=county.programs[one["program"]],
            population=population,
            unit=one.get("unit", "place"),
            open_slots=free,
            total_slots=total,
            waiting=waiting,
            wait_days=wait,
            stated_by_id=county.worker(one["program"], 0),
            stated_at=county.moment(-one["stated"], 9 * 60),
        )
        for one in OFFERED["service"]
        for population, free, total, waiting, wait in one.get("open", ())
    ]


def _nearly_full(county: County) -> list[NearlyFull]:
    """The treatment programs with few places; all but Luis's have told the State."""
    full = [
        (one["program"], county.moment(-one["stated"] - 3))
        for one in OFFERED["service"]
        if county.programs[one["program"]].is_part2 and is_full(row[1:3] for row in one.get("open", ()))
    ]
    return [
        NearlyFull(
            coalition=county.coalition,
            program=county.programs[program],
            reached_at=reached,
            told_at=None if program == "otp" else reached + timedelta(days=2),
            told_by_id=None if program == "otp" else county.worker(program, 0),
        )
        for program, reached in full
    ]


def _waiting(county: County) -> list[Waiting]:
    return [
        Waiting(
            coalition=county.coalition,
            program=county.programs[program],
            code=code,
            asked_at=(asked := county.at - timedelta(hours=hours)),
            pregnant="pregnant" in said,
            injects="injects" in said,
            interim_at=asked + timedelta(hours=began[0]) if began else None,
            added_by_id=county.worker(program, 0),
        )
        for program, people in OFFERED["waiting"].items()
        for code, hours, said, *began in people
    ]
