"""House policy where the law leaves the answer to us."""

from __future__ import annotations

from kinbridge.disclosure.rules.ask import Ask
from kinbridge.disclosure.rules.rule import denies


@denies("policy: an unanswered question is a no", id="D-27")
def inputs_missing(ask: Ask) -> bool:
    """Something that the answer depends on is missing or cannot be read."""
    return bool(ask.missing)
