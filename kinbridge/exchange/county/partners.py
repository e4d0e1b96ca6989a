"""Write the coalition, its partner organizations and their programs, and the people who work there."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID, uuid5

from django.contrib.auth.hashers import make_password

from kinbridge.accounts.models import Persona, Role, User
from kinbridge.directory.models import Coalition, Membership, Organization, Program
from kinbridge.exchange.county.draw import NAMES
from kinbridge.exchange.county.place import COUNTY, FIPS, NAME, STATE, ZONE, County

HERE = Path(__file__).parent
ORGANIZATIONS: list[dict[str, Any]] = tomllib.loads((HERE / "partners.toml").read_text("utf-8"))["organization"]
STAFF: list[dict[str, Any]] = tomllib.loads((HERE / "staff.toml").read_text("utf-8"))["person"]
MEMBERS = [one for one in ORGANIZATIONS if not one.get("outside")]
BACKBONE = "backbone"
SPACE = UUID("6b1f2f6e-7c0a-4d53-9f5e-0a1de7c0a117")
IN_EACH_PROGRAM = 2
WORKING_SINCE = 900
MAIL = "@alder.example"


def identity(*parts: object) -> UUID:
    """An id made from words: the same in every county loaded anywhere."""
    return uuid5(SPACE, "/".join(map(str, parts)))


def write_partners(*, today: date, at: datetime, seed: int, surnames: tuple[str, ...]) -> County:
    """Coalition, organizations, programs, accounts and memberships; each regime attested by the organization's own."""
    coalition = Coalition.objects.create(name=NAME, state=STATE, county=COUNTY, fips=FIPS, timezone=str(ZONE))
    organizations = {
        one["code"]: Organization(
            id=identity("organization", one["code"]),
            coalition=coalition,
            name=one["name"],
            description=one["about"],
            email=one["code"].replace("_", "-") + MAIL,
            website=f"https://{one['code'].replace('_', '-')}.alder.example/",
            kind=one["kind"],
            covered_entity=one.get("covered", False),
        )
        for one in ORGANIZATIONS
    }
    Organization.objects.bulk_create(organizations.values())
    users, persons = _users(seed, surnames)
    User.objects.bulk_create(users.values())
    programs = _programs(organizations, users, today)
    Program.objects.bulk_create(programs.values())
    county = County(coalition, today, at, seed, programs)
    _memberships(county, users)
    _personas(users, persons)
    return county


def _programs(organizations: dict[str, Organization], users: dict[str, User], today: date) -> dict[str, Program]:
    programs = {}
    for place, one in enumerate(ORGANIZATIONS):
        for program in one["programs"]:
            attested = bool(program["regimes"])
            programs[program["code"]] = Program(
                id=identity("program", program["code"]),
                organization=organizations[one["code"]],
                name=program["name"],
                regimes=program["regimes"],
                attested_by=users[_attester(one)] if attested else None,
                attested_on=today - timedelta(days=240 + 7 * place) if attested else None,
            )
    return programs


def _attester(organization: dict[str, Any]) -> str:
    """Its own administrator, or the coalition's where it has nobody with an account."""
    return f"{BACKBONE if organization.get('outside') else organization['code']}/administrator"


def _users(seed: int, surnames: tuple[str, ...]) -> tuple[dict[str, User], list[dict[str, Any]]]:
    """Accounts without a usable password: the demo signs in by choosing a person."""
    random = Random(f"{seed}:staff")  # noqa: S311 - invented, and meant to repeat
    password = make_password(None)
    users: dict[str, User] = {}

    def account(code: str, given: str, family: str) -> None:
        login = code.replace("/", ".").replace("_", "-") + MAIL
        users[code] = User(username=login, email=login, first_name=given, last_name=family, password=password)

    for one in STAFF:
        given, _, family = one["name"].partition(" ")
        account(one["code"], given, family)
    for organization in MEMBERS:
        everyone = [("administrator", organization["code"])]
        everyone += [
            (f"worker{number}", program["code"])
            for program in organization["programs"]
            if program["role"] != Role.PARENT
            for number in range(1, IN_EACH_PROGRAM + 1)
        ]
        for title, code in everyone:
            given = random.choice(NAMES["mothers"] + NAMES["fathers"])
            account(f"{code}/{title}", given, random.choice(surnames))
    return users, STAFF


def _memberships(county: County, users: dict[str, User]) -> None:
    since = county.day(-WORKING_SINCE)
    rows = []

    def works(code: str, program: str, role: str) -> None:
        rows.append(Membership(user=users[code], program=county.programs[program], role=role, since=since))

    for one in STAFF:
        for program, role in one["memberships"]:
            works(one["code"], program, role)
    for organization in MEMBERS:
        works(f"{organization['code']}/administrator", organization["programs"][0]["code"], Role.ADMINISTRATOR)
        for program in organization["programs"]:
            if program["role"] != Role.PARENT:
                for number in range(1, IN_EACH_PROGRAM + 1):
                    works(f"{program['code']}/worker{number}", program["code"], program["role"])
    _at_work(county, Membership.objects.bulk_create(rows))


def _personas(users: dict[str, User], persons: list[dict[str, Any]]) -> None:
    Persona.objects.bulk_create(
        Persona(user=users[one["code"]], order=one["persona"], title=one["title"], story=one["story"])
        for one in persons
        if "persona" in one
    )


def known_county(*, today: date, at: datetime, seed: int) -> County:
    """The county as it stands in the database."""
    ids = {identity("program", p["code"]): p["code"] for one in ORGANIZATIONS for p in one["programs"]}
    rows = Program.objects.filter(pk__in=ids).select_related("organization__coalition")
    programs = {ids[program.pk]: program for program in rows}
    county = County(programs["charm"].organization.coalition, today, at, seed, programs)
    memberships = Membership.objects.filter(program__in=ids).select_related("user", "program__organization__coalition")
    _at_work(county, memberships.order_by("pk"))
    return county


def _at_work(county: County, memberships: Iterable[Membership]) -> None:
    codes = {program.pk: code for code, program in county.programs.items()}
    for row in memberships:
        county.staff.setdefault(row.user.username.removesuffix(MAIL), []).append(row.viewer())
        if row.role not in (Role.ADMINISTRATOR, Role.SUPERVISOR, Role.PARENT, Role.COUNSEL):
            county.workers.setdefault(codes[row.program_id], []).append(row.user_id)
