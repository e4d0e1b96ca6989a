"""What is asked of every service, in the order in which a no is named first."""

from kinbridge.directory.rules.question import Question
from kinbridge.directory.rules.questions.household import children, childs_age, own_age, sex, tribe
from kinbridge.directory.rules.questions.reach import (
    accessibility,
    county,
    distance,
    language,
    miles,
    open_places,
    opening_hours,
    payment,
    rides,
)
from kinbridge.directory.rules.questions.treatment import (
    categories,
    kind_of_service,
    medication,
    pregnancy,
    staying_on_medication,
)

QUESTIONS: tuple[Question, ...] = (
    kind_of_service,
    pregnancy,
    medication,
    staying_on_medication,
    children,
    childs_age,
    own_age,
    sex,
    tribe,
    county,
    payment,
    language,
    accessibility,
    opening_hours,
    rides,
    open_places,
    distance,
)

__all__ = ["QUESTIONS", "categories", "distance", "kind_of_service", "miles", "open_places"]
