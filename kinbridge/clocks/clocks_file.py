"""`./run clocks FILE.json`: answers a file of worked examples with the same rules the pages use."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from kinbridge.clocks import file_answers_care, file_answers_services, file_answers_system
from kinbridge.clocks.file_answers_system import site_span
from kinbridge.clocks.file_inputs import BadInput, Inputs
from kinbridge.clocks.file_results import RULES_BY_ID, Answer, Example, Result, plainly

ANSWERS: dict[str, Answer] = {
    **file_answers_care.ANSWERS,
    **file_answers_services.ANSWERS,
    **file_answers_system.ANSWERS,
}
USAGE = (
    "Usage: ./run clocks FILE.json   (FILE.json holds a list of examples: id, rule_id, inputs; - reads standard input)"
)
LARGEST = 50_000_000


def answer(example: Any) -> dict[str, Any]:
    """One example's id and result. Anything wrong with it becomes a sentence in the result, never an exception."""
    if not isinstance(example, dict):
        return {"id": None, "result": {"error": "an example must be an object with id, rule_id and inputs."}}
    try:
        result = _result(example)
    except BadInput as trouble:
        result = {"error": str(trouble)}
    except (ValueError, OverflowError):
        result = {"error": "the dates reach outside the calendar; check their years."}
    return {"id": example.get("id"), "result": result}


def _result(example: dict[str, Any]) -> Result:
    rule_id, inputs = example.get("rule_id"), example.get("inputs")
    if not isinstance(rule_id, str):
        raise BadInput("rule_id is missing; name the rule, such as CW-PERM-12.")
    if not isinstance(inputs, dict):
        raise BadInput("inputs is missing; give the facts as an object.")
    asked = Example(rule_id, Inputs(inputs))
    if rule_id in ANSWERS:
        return ANSWERS[rule_id](asked)
    if rule_id.startswith("SYS-"):
        return site_span(asked)
    if rule_id in RULES_BY_ID:
        return plainly(asked)
    raise BadInput("rule_id is not a rule this program knows; ./run docs lists them.")


def read(text: str) -> list[Any]:
    """The examples in a file: a list, or an object with an `examples` list."""
    try:
        given = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as trouble:
        raise BadInput(f"The file is not JSON: {trouble}.") from None
    if isinstance(given, dict):
        given = given.get("examples")
    if not isinstance(given, list):
        raise BadInput("The file must hold a list of examples, or an object with an examples list.")
    return given


def main(argv: list[str]) -> int:
    """Print the results as JSON. 0 when the file could be read, even if single examples could not be answered."""
    if len(argv) != 1 or argv[0] in ("-h", "--help"):
        sys.stderr.write(USAGE + "\n")
        return 0 if argv[:1] in (["-h"], ["--help"]) else 2
    try:
        raw = sys.stdin.buffer.read(LARGEST + 1) if argv[0] == "-" else _bytes(Path(argv[0]))
        if len(raw) > LARGEST:
            raise BadInput("The file is larger than 50 MB; split it.")
        examples = read(raw.decode("utf-8-sig"))
    except OSError as trouble:
        sys.stderr.write(f"Cannot read the file: {trouble.strerror}. Check the name.\n")
        return 2
    except UnicodeDecodeError:
        sys.stderr.write("The file is not UTF-8 text; save it as UTF-8 JSON.\n")
        return 2
    except BadInput as trouble:
        sys.stderr.write(f"{trouble}\n")
        return 2
    json.dump([answer(example) for example in examples], sys.stdout, indent=1)
    sys.stdout.write("\n")
    return 0


def _bytes(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(LARGEST + 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
