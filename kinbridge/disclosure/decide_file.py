"""`./run decide FILE.json`: the gate's answer to each situation in a file."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from kinbridge.core.decision import Decision
from kinbridge.disclosure.rules import may_share
from kinbridge.disclosure.vignette_words import OBLIGATIONS
from kinbridge.disclosure.vignettes import read


def answer(situation: object) -> dict[str, Any]:
    """The decision on one situation, in the words of the public vignettes."""
    key = situation.get("id") if isinstance(situation, dict) else None
    return {"id": key, **in_words(may_share(read(situation)))}


def in_words(decision: Decision) -> dict[str, Any]:
    cites = [cite for reason in decision.reasons for cite in reason.cite.split("; ")]
    return {
        "decision": decision.outcome.value,
        "limited_to": list(decision.limits),
        "basis": list(dict.fromkeys(cites)),
        "obligations": [duty for duty in decision.obligations if duty in OBLIGATIONS],
        "why": " ".join(dict.fromkeys(reason.says for reason in decision.reasons)),
        "would_open": list(decision.would_open),
    }


def main(argv: Sequence[str]) -> int:
    """Print a JSON list of answers to the situations in the file named; 2 where it cannot be read."""
    if len(argv) != 1:
        print("Name one file: ./run decide FILE.json", file=sys.stderr)  # noqa: T201
        return 2
    try:
        situations = json.loads(Path(argv[0]).read_text(encoding="utf-8"))
    except OSError:
        print("The file cannot be opened; check its name.", file=sys.stderr)  # noqa: T201
        return 2
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError):
        print("The file is not JSON; it should hold a list of situations.", file=sys.stderr)  # noqa: T201
        return 2
    if isinstance(situations, dict):
        situations = situations.get("vignettes", [situations])
    if not isinstance(situations, list):
        print("The file should hold a list of situations.", file=sys.stderr)  # noqa: T201
        return 2
    json.dump([answer(each) for each in situations], sys.stdout, indent=1, ensure_ascii=False)
    sys.stdout.write("\n")
    return 0
