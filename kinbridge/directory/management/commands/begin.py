"""A coalition of one's own, and its first administrator."""

from argparse import ArgumentParser
from typing import Any
from zoneinfo import available_timezones

import us
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.utils.timezone import now

from kinbridge.directory.atlas import code_of, state_map
from kinbridge.directory.staff.founding import Exists, begin


class Command(BaseCommand):
    help = "Begin a coalition of your own. Prints the link by which its first administrator chooses a password."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--name", required=True, help='such as "Harbor County Family Coalition"')
        parser.add_argument("--state", required=True, help="two letters; it picks the state's rules")
        parser.add_argument("--county", required=True)
        parser.add_argument("--fips", default="", help="the county's code of five digits, where its name is not enough")
        parser.add_argument("--email", required=True, help="the first administrator's address at work")
        parser.add_argument("--person", required=True, help="the first administrator's first and last name")
        parser.add_argument("--time-zone", default=settings.TIME_ZONE, help=f"({settings.TIME_ZONE})")

    def handle(self, *args: Any, **options: Any) -> None:
        state = us.states.lookup(options["state"])
        if state is None:
            raise CommandError(f"{options['state']} is no state; give its two letters, such as VT.")
        if options["time_zone"] not in available_timezones():
            raise CommandError(f"{options['time_zone']} is no time zone; give one such as America/Chicago.")
        drawn = state_map(state.abbr)
        if options["fips"] and (drawn is None or options["fips"] not in drawn.counties):
            raise CommandError(f"{options['fips']} is no county of {state.name}; leave it out to look up the name.")
        try:
            validate_email(options["email"])
            path = begin(
                name=options["name"],
                state=state.abbr,
                county=options["county"],
                fips=options["fips"] or code_of(options["county"], state=drawn),
                timezone=options["time_zone"],
                email=options["email"],
                person=options["person"],
                at=now(),
            )
        except ValidationError:
            raise CommandError("The address cannot be read; write it as name@agency.example.") from None
        except Exists as trouble:
            raise CommandError(str(trouble)) from None
        self.stdout.write(
            f"{options['name']} has begun. {options['person']} chooses a password here, once, within three days:"
        )
        self.stdout.write(settings.KINBRIDGE_ADDRESS.rstrip("/") + path)
