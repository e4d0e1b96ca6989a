"""Can they get to it, be understood there, and pay for it?"""

from __future__ import annotations

from datetime import datetime

from kinbridge.directory.rules.facts import WHOLE_STATE, Finding, Needs, Offer, ask, does_not_fit, fits, stated
from kinbridge.directory.rules.places import Openness, openings
from kinbridge.directory.rules.question import question
from kinbridge.directory.rules.terms import ACCESS_WORDS, HOURS_WORDS, Access, Hours
from kinbridge.directory.rules.words import PAYER_WORDS, Payer, ServiceCategory

LANGUAGE_LAW = "42 USC 2000d and 18116: programs with federal money make themselves understood"
ACCESS_LAW = "42 USC 12182; 29 USC 794"


@question(no="Does not serve the county", asks="county", reads="counties")
def county(offer: Offer, needs: Needs, at: datetime) -> Finding | None:
    """Does it serve the county they live in?"""
    if not needs.county:
        return None
    if offer.counties is not None and WHOLE_STATE in offer.counties:
        return fits("It serves the whole state.")
    return stated(
        None if offer.counties is None else needs.county in offer.counties,
        yes=f"It serves {needs.county} County.",
        no=f"It does not serve {needs.county} County.",
        unknown=f"It does not say whether it serves {needs.county} County.",
    )


@question(no="Does not take their insurance", asks="payer", reads="payers")
def payment(offer: Offer, needs: Needs, at: datetime) -> Finding | None:
    """Can it be paid for? A service that is free takes everyone."""
    if not needs.payer:
        return None
    by = PAYER_WORDS[Payer(needs.payer)]
    if offer.payers is not None and Payer.FREE in offer.payers:
        return fits("It is free of charge.")
    return stated(
        None if offer.payers is None else needs.payer in offer.payers,
        yes=f"It takes {by}.",
        no=f"It does not take {by}.",
        unknown=f"It does not say whether it takes {by}.",
    )


@question(LANGUAGE_LAW, no="Not in their language", asks="language", reads="language_codes")
def language(offer: Offer, needs: Needs, at: datetime) -> Finding | None:
    """Is it given in their language? An interpreter may help, so only a full list that lacks it is a no."""
    if not needs.language or needs.language == "en":
        return None
    return stated(
        None if offer.language_codes is None else needs.language in offer.language_codes,
        yes="It is given in their language.",
        no="It is not given in their language; an interpreter would be needed.",
        unknown="It does not say in which languages it is given.",
    )


@question(ACCESS_LAW, no="Not set up for how they move, see or hear", asks="access", reads="access no_access")
def accessibility(offer: Offer, needs: Needs, at: datetime) -> Finding | None:
    """Can someone use it who moves, sees or hears in another way?"""
    if not needs.access:
        return None
    words = ACCESS_WORDS[Access(needs.access)]
    return stated(
        True if needs.access in offer.access else False if needs.access in offer.no_access else None,
        yes=f"It says: {words}.",
        no=f"It says that it does not have {words}; by law it should find a way.",
        unknown=f"It does not say whether it has {words}.",
    )


@question(no="Not open at those hours", asks="hours", reads="hours")
def opening_hours(offer: Offer, needs: Needs, at: datetime) -> Finding | None:
    """Is it open in the evening, or on weekends, for someone who needs that?"""
    if not needs.hours:
        return None
    words = HOURS_WORDS[Hours(needs.hours)]
    return stated(
        None if offer.hours is None else needs.hours in offer.hours or Hours.ALWAYS in offer.hours,
        yes=f"It is open {words}.",
        no=f"It is not open {words}.",
        unknown=f"It does not say whether it is open {words}.",
    )


@question(
    "42 CFR 431.53: Medicaid sees to rides",
    no="No way to get there",
    asks="needs_ride payer",
    reads="category remote comes_home gives_rides",
)
def rides(offer: Offer, needs: Needs, at: datetime) -> Finding | None:
    """Can someone without a car get to it?"""
    if not needs.needs_ride:
        return None
    if offer.comes_home or offer.category == ServiceCategory.HOME_VISITING:
        return fits("It comes to the home.")
    if offer.remote:
        return fits("It can be used online or by phone.")
    if offer.gives_rides:
        return fits("It helps with rides.")
    if needs.payer == Payer.MEDICAID:
        return ask("Ask for a ride: Medicaid sees to rides to care that it covers.")
    if offer.gives_rides is None:
        return ask("It does not say whether it helps with rides.")
    if not needs.payer:
        return ask("It does not help with rides. Where Medicaid pays, ask for one.")
    return does_not_fit("It does not help with rides.")


@question(no="Too far away", asks="near within_miles", reads="points remote")
def distance(offer: Offer, needs: Needs, at: datetime) -> Finding | None:
    """Is it near enough? Straight-line miles to its nearest public address."""
    if needs.near is None:
        return None
    away = miles(offer, needs)
    if away is not None and away <= needs.within_miles:
        return fits(f"About {away:.0f} miles away." if away >= 1.5 else "About a mile away or less.")
    if offer.remote:
        return fits("It can be used online or by phone.")
    if away is None:
        return ask("Its distance is not known: ask where to go.")
    return does_not_fit(f"It is about {away:.0f} miles away.")


@question(no="No place known to be open now", asks="open_now", reads="places")
def open_places(offer: Offer, needs: Needs, at: datetime) -> Finding | None:
    """Is a place open now? Only a statement of the last 14 days counts."""
    if not needs.open_now:
        return None
    found = openings(offer, needs, at=at)
    return fits(found.words) if found.state is Openness.OPEN else does_not_fit(found.words)


def miles(offer: Offer, needs: Needs) -> float | None:
    """To the nearest of its public places; None when there is none, or nobody asked."""
    if needs.near is None:
        return None
    return min((needs.near.miles_to(point) for point in offer.points if point.is_on_earth), default=None)
