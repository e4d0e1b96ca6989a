"""What the county confirmed about its clocks, and the reminders that its people find on their Desks."""

from __future__ import annotations

from dataclasses import replace

from kinbridge.accounts.models import User
from kinbridge.clocks.actions import OwnValue, set_value
from kinbridge.clocks.rules.days import Span, Unit
from kinbridge.exchange.county.partners import STAFF
from kinbridge.exchange.county.place import County
from kinbridge.reminders.actions import tell

LETTER = "Alder County practice letter 4 (invented)"
ORDER = "Alder family court standing order 12 (invented)"


def confirm_values(county: County) -> int:
    """Two values that a named person of the county answers for; all others still say "confirm locally"."""
    grace, since = county.viewer("grace"), county.day(-400)
    chief = "Ruth Colby, family division (invented)"
    contact = OwnValue("first_contact", Span(72, Unit.HOURS), LETTER, since, "Denise Okafor, supervisor", since)
    hearing = replace(contact, name="shelter_hearing", source=ORDER, confirmed_by=chief)
    for own in (contact, hearing):
        set_value(own=own, by=grace, at=county.moment(-400))
    return 2


def remind(county: County) -> int:
    """Tell those who may sign in to the demo what has come due, as this morning's run did. Nothing is sent."""
    codes = [one["code"] for one in STAFF if "persona" in one and one["code"] != "ana"]
    users = User.objects.filter(pk__in=[county.viewer(code).user_id for code in codes])
    return sum(tell(user=user, at=county.at).any for user in users)
