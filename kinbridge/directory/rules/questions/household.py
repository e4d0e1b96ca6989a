"""Does it serve these people: their ages, who comes along, who they are?"""

from __future__ import annotations

from datetime import datetime

from kinbridge.directory.rules.facts import Finding, Needs, Offer, ask, does_not_fit, fits
from kinbridge.directory.rules.practices import practice_of
from kinbridge.directory.rules.question import question
from kinbridge.directory.rules.terms import CHILD_CATEGORIES, Tribal, age_words
from kinbridge.directory.rules.words import ServiceCategory

PART_C_ENDS = 36
"""Months: early intervention is for children under three years (20 USC 1432(5))."""


@question(
    no="The children may not come along",
    asks="children_ages",
    reads="children_may_stay children_from_age children_to_age",
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


@question(
    "what the practice was made for; 20 USC 1432(5) for early intervention",
    no="Not made for a child of this age",
    asks="child_months",
    reads="category practice children_from_age children_to_age",
)
def childs_age(offer: Offer, needs: Needs, at: datetime) -> Finding | None:
    """Is this service for children made for a child of this age?"""
    if needs.child_months is None or offer.category not in CHILD_CATEGORIES:
        return None
    child = f"this child is {age_words(needs.child_months)} old"
    if offer.category == ServiceCategory.EARLY_INTERVENTION and needs.child_months >= PART_C_ENDS:
        return does_not_fit(f"Early intervention is for children under 3 years; {child}.")
    practice = practice_of(offer.practice)
    if practice is not None and practice.ages is not None:
        words = f"{practice.name} is made for children {practice.ages_words}; {child}."
        return fits(words) if needs.child_months in practice.ages else does_not_fit(words)
    if offer.children_from_age is None and offer.children_to_age is None:
        return ask(f"It does not say for which ages it is; {child}.")
    years = needs.child_months / 12
    first, last = offer.children_from_age or 0, offer.children_to_age
    span = f"from age {first:g}" if last is None else f"of {first:g} to {last:g} years"
    inside = years >= first and (last is None or years < last + 1)
    words = f"It serves children {span}; {child}."
    return fits(words) if inside else does_not_fit(words)


@question(no="Does not serve people of this age", asks="age", reads="minimum_age maximum_age")
def own_age(offer: Offer, needs: Needs, at: datetime) -> Finding | None:
    """Does it serve people of this age?"""
    if needs.age is None or (offer.minimum_age is None and offer.maximum_age is None):
        return None
    if offer.minimum_age is not None and needs.age < offer.minimum_age:
        return does_not_fit(f"It serves people from age {offer.minimum_age:g}.")
    if offer.maximum_age is not None and needs.age >= offer.maximum_age + 1:
        return does_not_fit(f"It serves people up to age {offer.maximum_age:g}.")
    return fits("It serves people of this age.")


@question(no="For women only, or for men only", asks="sex pregnant", reads="sex")
def sex(offer: Offer, needs: Needs, at: datetime) -> Finding | None:
    """Does it serve women, or men, only?"""
    theirs = needs.counted_sex
    if not theirs or not offer.sex:
        return None
    whom = "women" if offer.sex == "female" else "men"
    return fits(f"It serves {whom}.") if offer.sex == theirs else does_not_fit(f"It serves {whom} only.")


@question(
    "25 USC 1912(d): active efforts draw on the tribe's own services",
    no="For citizens of a tribe only",
    asks="tribal",
    reads="tribal",
)
def tribe(offer: Offer, needs: Needs, at: datetime) -> Finding | None:
    """Is it for citizens of a tribe, and are they?"""
    if not needs.tribal or not offer.tribal:
        return None
    if needs.tribal == "yes":
        return fits("It is given by a tribe, or with one, for its families.")
    if offer.tribal == Tribal.ONLY:
        return does_not_fit("It serves citizens of a tribe and their families only.")
    return None
