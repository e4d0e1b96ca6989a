"""One function for each need: does this service fit it? None when it was not asked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from kinbridge.directory.rules.facts import (
    WHOLE_STATE,
    Finding,
    Needs,
    Offer,
    ask,
    does_not_fit,
    fits,
    stated,
)
from kinbridge.directory.rules.places import Openness, openings
from kinbridge.directory.rules.words import CATEGORY_WORDS, PAYER_WORDS, Payer, ServiceCategory

Question = Callable[[Offer, Needs, datetime], Finding | None]

# Someone who looks for the first is served by the second as well.
INCLUDES: dict[str, frozenset[str]] = {
    ServiceCategory.RESIDENTIAL: frozenset({ServiceCategory.FAMILY_RESIDENTIAL}),
    ServiceCategory.OUTPATIENT: frozenset({ServiceCategory.MEDICATION}),
}


def categories(asked: str) -> frozenset[str]:
    """The categories that answer to the one asked for."""
    return INCLUDES.get(asked, frozenset()) | {asked}


def kind_of_service(offer: Offer, needs: Needs, at: datetime) -> Finding | None:
    """Is it the kind of service that was asked for?"""
    if not needs.category:
        return None
    wanted = CATEGORY_WORDS[ServiceCategory(needs.category)]
    if offer.category in categories(needs.category):
        return fits(f"It is listed under {wanted}.")
    return does_not_fit(f"It is not listed under {wanted}.")


def pregnancy(offer: Offer, needs: Needs, at: datetime) -> Finding | None:
    """Does it take people who are pregnant?"""
    if not needs.pregnant:
        return None
    return stated(
        offer.accepts_pregnant,
        yes="It takes people who are pregnant.",
        no="It does not take people who are pregnant.",
        unknown="It does not say whether it takes people who are pregnant.",
    )


def medication(offer: Offer, needs: Needs, at: datetime) -> Finding | None:
    """Does it give the medication for opioid use disorder that was asked for?"""
    if not needs.moud:
        return None
    return stated(
        None if offer.offers_moud is None else needs.moud in offer.offers_moud,
        yes=f"It gives {needs.moud}.",
        no=f"It does not give {needs.moud}.",
        unknown=f"It does not say whether it gives {needs.moud}.",
    )


def staying_on_medication(offer: Offer, needs: Needs, at: datetime) -> Finding | None:
    """May someone who takes medication for opioid use disorder stay on it there?"""
    if not needs.stays_on_moud:
        return None
    return stated(
        True if offer.offers_moud else offer.accepts_moud,
        yes="People may stay on their medication for opioid use disorder.",
        no="People may not stay on their medication for opioid use disorder.",
        unknown="It does not say whether people may stay on their medication.",
    )


def children(offer: Offer, needs: Needs, at: datetime) -> Finding | None:
    """May all of the children come along?"""
    if not needs.children_ages:
        return None
    if offer.children_may_stay is None:
        return ask("It does not say whether children may stay.")
    if not offer.children_may_stay:
        return does_not_fit("Children may not stay.")
    youngest, oldest = min(needs.children_ages), max(needs.children_ages)
    if offer.children_from_age is not None and youngest < offer.children_from_age:
        return does_not_fit(f"Children may stay only from age {offer.children_from_age:g}.")
    if offer.children_to_age is not None and oldest >= offer.children_to_age + 1:
        return does_not_fit(f"Children may stay only up to age {offer.children_to_age:g}.")
    if offer.children_to_age is None:
        return fits("Children may stay.")
    return fits(f"Children may stay up to age {offer.children_to_age:g}.")


def own_age(offer: Offer, needs: Needs, at: datetime) -> Finding | None:
    """Does it serve people of this age?"""
    if needs.age is None or (offer.minimum_age is None and offer.maximum_age is None):
        return None
    if offer.minimum_age is not None and needs.age < offer.minimum_age:
        return does_not_fit(f"It serves people from age {offer.minimum_age:g}.")
    if offer.maximum_age is not None and needs.age >= offer.maximum_age + 1:
        return does_not_fit(f"It serves people up to age {offer.maximum_age:g}.")
    return fits("It serves people of this age.")


def sex(offer: Offer, needs: Needs, at: datetime) -> Finding | None:
    """Does it serve women, or men, only?"""
    theirs = needs.counted_sex
    if not theirs or not offer.sex:
        return None
    whom = "women" if offer.sex == "female" else "men"
    return fits(f"It serves {whom}.") if offer.sex == theirs else does_not_fit(f"It serves {whom} only.")


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


QUESTIONS: tuple[Question, ...] = (
    kind_of_service,
    pregnancy,
    medication,
    staying_on_medication,
    children,
    own_age,
    sex,
    county,
    payment,
    language,
    distance,
    open_places,
)
