"""Records of a coalition and of no family."""

from kinbridge.outreach.models.campaigns import Campaign, Channel, Feedback, Reach
from kinbridge.outreach.models.figures import Figure
from kinbridge.outreach.models.messages import Message, Trial, Version

__all__ = ["Campaign", "Channel", "Feedback", "Figure", "Message", "Reach", "Trial", "Version"]
