"""Which service fits whom, and why: pure, and in plain words."""

from kinbridge.directory.rules.facts import FRESH_FOR, WHOLE_STATE, Answer, Needs, Offer, Places, Point
from kinbridge.directory.rules.match import Match, match
from kinbridge.directory.rules.places import Openings, Openness, openings, populations
from kinbridge.directory.rules.questions import QUESTIONS, categories
from kinbridge.directory.rules.shelf import Shelf

__all__ = [
    "FRESH_FOR",
    "QUESTIONS",
    "WHOLE_STATE",
    "Answer",
    "Match",
    "Needs",
    "Offer",
    "Openings",
    "Openness",
    "Places",
    "Point",
    "Shelf",
    "categories",
    "match",
    "openings",
    "populations",
]
