"""The county's recovery meetings, as their groups would list them in the directory."""

from __future__ import annotations

import tomllib
from typing import Any

from kinbridge.directory.models import (
    Attribute,
    Language,
    Location,
    Schedule,
    Service,
    ServiceAtLocation,
    Taxonomy,
    TaxonomyTerm,
)
from kinbridge.directory.rules.terms import MEETING_WORDS, TAXONOMY, Meeting, Term
from kinbridge.directory.rules.words import ServiceCategory
from kinbridge.exchange.county.fitting import hours_words
from kinbridge.exchange.county.partners import HERE, identity
from kinbridge.exchange.county.place import COUNTY, County
from kinbridge.exchange.county.services import SPOKEN

TOLD: list[dict[str, Any]] = tomllib.loads((HERE / "meetings.toml").read_text("utf-8"))["meeting"]


def write_meetings(county: County) -> int:
    """The number of meetings; after the terms of `fitting`."""
    here = {"coalition": county.coalition}
    online = Location.objects.create(
        id=identity("location", "online"), name="Online or by phone", location_type=Location.Kind.VIRTUAL, **here
    )
    services = [_service(county, one) for one in TOLD]
    Service.objects.bulk_create(services)
    pairs = list(zip(TOLD, services, strict=True))
    ServiceAtLocation.objects.bulk_create(
        ServiceAtLocation(
            service=service,
            location_id=online.pk if one["where"] == "online" else identity("location", one["where"]),
            **here,
        )
        for one, service in pairs
    )
    Schedule.objects.bulk_create(
        Schedule(
            service=service,
            freq=Schedule.Frequency.WEEKLY,
            byday=one["days"],
            opens_at=one["hours"][0],
            closes_at=one["hours"][1],
            description=hours_words(one["days"], *one["hours"]),
            **here,
        )
        for one, service in pairs
    )
    Language.objects.bulk_create(
        Language(service=service, name=SPOKEN[code], code=code, **here)
        for _, service in pairs
        for code in service.language_codes or ()
    )
    terms = _terms(county)
    Attribute.objects.bulk_create(
        Attribute(link_id=service.pk, link_entity="service", taxonomy_term=terms[said], value="yes", **here)
        for one, service in pairs
        for said in one.get("says", ())
    )
    return len(services)


def _service(county: County, one: dict[str, Any]) -> Service:
    return Service(
        id=identity("meeting", one["code"]),
        coalition=county.coalition,
        organization_id=identity("organization", one["host"]),
        name=one["name"],
        description=one["about"],
        category=ServiceCategory.MEETING,
        language_codes=one.get("languages", ["en"]),
        counties=[COUNTY],
        fees_description="Free",
        url="https://meet.example.org/" + one["code"] if one["where"] == "online" else "",
        assured_date=county.day(-30),
    )


def _terms(county: County) -> dict[str, TaxonomyTerm]:
    taxonomy = Taxonomy.objects.get(coalition=county.coalition, name=TAXONOMY)
    terms = {
        said.value: TaxonomyTerm(
            id=identity("term", f"{Term.MEETING}:{said}"),
            coalition=county.coalition,
            code=f"{Term.MEETING}:{said}",
            name=MEETING_WORDS[said],
            taxonomy=TAXONOMY,
            taxonomy_detail=taxonomy,
        )
        for said in Meeting
    }
    TaxonomyTerm.objects.bulk_create(terms.values())
    return terms
