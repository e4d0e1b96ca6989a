"""The public vignettes get the decisions they expect, through the same gate as every page."""

import json
import os
import sys
from pathlib import Path

from kinbridge.disclosure.decide_file import answer

BESIDE = Path(__file__).resolve().parents[4] / "shared" / "cases"
ASKED = ("id", "title", "date", "item", "request", "authorities", "facts")


def vignettes() -> list[dict[str, object]]:
    """The shared file, where it lies: in the folder that KINBRIDGE_CASES names, or beside this repository."""
    path = Path(os.environ.get("KINBRIDGE_CASES", BESIDE)) / "disclosure_vignettes.json"
    if path.exists():
        return json.loads(path.read_text(encoding="utf-8"))
    sys.stderr.write(f"{path.name} is not here; set KINBRIDGE_CASES to the folder that holds it.\n")
    return []


def test_every_vignette_is_decided_as_expected() -> None:
    wrong = []
    for vignette in vignettes():
        given = answer({key: vignette[key] for key in ASKED if key in vignette})
        if given["decision"] != vignette["expected"]:
            wrong.append(f"{vignette['id']} {vignette['title']}: {given['decision']}, not {vignette['expected']}")
    assert wrong == []


def test_an_answer_never_depends_on_the_order_of_the_papers() -> None:
    for vignette in vignettes():
        backwards = {**vignette, "authorities": [*reversed(vignette["authorities"])]}
        given, other = answer(vignette), answer(backwards)
        assert (given["decision"], given["limited_to"]) == (other["decision"], other["limited_to"])
