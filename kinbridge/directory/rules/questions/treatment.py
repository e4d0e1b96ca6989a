"""Is it the right kind of service, and does it take someone in this state of health?"""

from __future__ import annotations

from datetime import datetime

from kinbridge.directory.rules.facts import Finding, Needs, Offer, does_not_fit, fits, stated
from kinbridge.directory.rules.question import question
from kinbridge.directory.rules.words import CATEGORY_WORDS, ServiceCategory

# Someone who looks for the first is served by the second as well.
INCLUDES: dict[str, frozenset[str]] = {
    ServiceCategory.RESIDENTIAL: frozenset({ServiceCategory.FAMILY_RESIDENTIAL}),
    ServiceCategory.OUTPATIENT: frozenset({ServiceCategory.MEDICATION}),
}


def categories(asked: str) -> frozenset[str]:
    """The categories that answer to the one asked for."""
    return INCLUDES.get(asked, frozenset()) | {asked}


@question(no="Another kind of service", asks="category", reads="category")
def kind_of_service(offer: Offer, needs: Needs, at: datetime) -> Finding | None:
    """Is it the kind of service that was asked for?"""
    if not needs.category:
        return None
    wanted = CATEGORY_WORDS[ServiceCategory(needs.category)]
    if offer.category in categories(needs.category):
        return fits(f"It is listed under {wanted}.")
    return does_not_fit(f"It is not listed under {wanted}.")


@question(
    "45 CFR 96.131: pregnant people come first",
    no="Does not take people who are pregnant",
    asks="pregnant",
    reads="accepts_pregnant",
)
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


@question(no="Does not give the medication asked for", asks="moud", reads="offers_moud")
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


@question(
    "42 USC 12132 and 12182 (ADA): turning away people who take prescribed medication may break the law",
    no="People may not stay on their medication",
    asks="stays_on_moud",
    reads="offers_moud accepts_moud",
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
