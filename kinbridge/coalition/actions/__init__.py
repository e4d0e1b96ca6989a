from kinbridge.coalition.actions.goals import (
    LEADS,
    Bound,
    ChangedMeanwhile,
    NotTheirs,
    change_goal,
    hand_to,
    leads,
    set_goals,
    state_value,
)
from kinbridge.coalition.actions.ideas import propose, take_step
from kinbridge.coalition.actions.page import keep_page
from kinbridge.coalition.actions.results import record_result, tell_win
from kinbridge.coalition.actions.strategy import change_line, may_change, write_line

__all__ = [
    "LEADS",
    "Bound",
    "ChangedMeanwhile",
    "NotTheirs",
    "change_goal",
    "change_line",
    "hand_to",
    "keep_page",
    "leads",
    "may_change",
    "propose",
    "record_result",
    "set_goals",
    "state_value",
    "take_step",
    "tell_win",
    "write_line",
]
