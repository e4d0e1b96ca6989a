"""What may stand in the way of a step, in words for whoever took it."""

from __future__ import annotations

from kinbridge.core.decision import Decision


class NotPermitted(Exception):
    """The gate said no; `decision` says why and what would open the door."""

    def __init__(self, decision: Decision) -> None:
        super().__init__("The law or the person's consent does not allow this to be sent.")
        self.decision = decision


class NotYours(Exception):
    """The referral is neither to nor from the program that acts; to it, there is none."""


class AlreadyAnswered(Exception):
    """Someone else was faster, or the step does not follow from where the referral stands."""


class ConsentGone(AlreadyAnswered):
    """The person took back the consent it was sent under, before the program took them on."""

    def __init__(self) -> None:
        super().__init__("The consent this referral was sent under no longer holds. Ask the person what they want now.")
