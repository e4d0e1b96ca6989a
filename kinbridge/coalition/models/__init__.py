from kinbridge.coalition.models.goals import Goal, Indicator, OfCoalition, Reading
from kinbridge.coalition.models.ideas import Idea, Looked, Result, Step, Win
from kinbridge.coalition.models.page import GoalPage
from kinbridge.coalition.models.strategy import Change, Line

__all__ = [
    "Change",
    "Goal",
    "GoalPage",
    "Idea",
    "Indicator",
    "Line",
    "Looked",
    "OfCoalition",
    "Reading",
    "Result",
    "Step",
    "Win",
]
