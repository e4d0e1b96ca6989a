"""Score a file of answer sheets: `score_file.main(["answers.json"])` prints a JSON list of {"id", "result"}.

The file is a list of {"id", "instrument", "answers", "context"}, or an object that holds the list as "examples".
A bad sheet gets a result with status "error"; only a file that cannot be read as JSON stops the command.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from kinbridge.screening.rules import score
from kinbridge.screening.rules.result import Score, error

USAGE = 'usage: score FILE.json   (a list of {id, instrument, answers, context}, or {"examples": [...]})\n'


def score_sheet(sheet: object) -> dict[str, object]:
    """The result of one entry of the file, whatever it holds."""
    if not isinstance(sheet, dict):
        return {
            "id": None,
            "result": error("Each entry must be an object with id, instrument and answers.").as_result(),
        }
    return {"id": sheet.get("id"), "result": _score(sheet).as_result()}


def _score(sheet: dict[str, object]) -> Score:
    instrument, answers, context = sheet.get("instrument"), sheet.get("answers"), sheet.get("context") or {}
    if not isinstance(instrument, str):
        return error("instrument is missing; name one, such as audit_c.")
    if not isinstance(answers, dict):
        return error("answers must be an object of item names and answers.")
    if not isinstance(context, dict):
        return error("context must be an object, or be left out.")
    return score(instrument, answers, **context)


def main(argv: Sequence[str]) -> int:
    if len(argv) != 1:
        sys.stderr.write(USAGE)
        return 2
    try:
        content = json.loads(Path(argv[0]).read_text("utf-8-sig"))
    except OSError as trouble:
        sys.stderr.write(f"The file cannot be opened: {trouble.strerror}. Check the path.\n")
        return 2
    except (ValueError, RecursionError):
        sys.stderr.write("The file is not JSON in UTF-8. Save it as JSON and try again.\n")
        return 2
    sheets = content.get("examples") if isinstance(content, dict) else content
    if not isinstance(sheets, list):
        sys.stderr.write('The file must hold a list, or an object with a list called "examples".\n')
        return 2
    json.dump([score_sheet(sheet) for sheet in sheets], sys.stdout, indent=1)
    sys.stdout.write("\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
