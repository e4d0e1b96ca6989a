"""The mark of minutes: a digest of what they say, of who came and what was decided, and of the version before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable


def mark_of(*, held: str, came: Iterable[str], text: str, decided: Iterable[tuple[str, str, str]], before: str) -> str:
    """SHA-256. `decided`: text, owner and due day of each; `before`: the mark of the earlier version, or nothing."""
    told = {"held": held, "came": sorted(came), "text": text, "decided": sorted(decided), "before": before}
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()
