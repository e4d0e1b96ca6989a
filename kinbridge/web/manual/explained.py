"""`./run explain CASE`: the decision on one situation, and every rule that was tried, with its citation."""

from __future__ import annotations

import json
import sys
import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from kinbridge.disclosure.explained import Explanation, explanation
from kinbridge.disclosure.vignettes import read
from kinbridge.web.manual.cases import NUMBERED, title_of
from kinbridge.web.manual.markdown import count
from kinbridge.web.manual.situations import question

USAGE = """\
./run explain CASE              a worked situation: some of its words, or its file and number, such as hipaa:4
./run explain FILE.json         the situation in a file
./run explain FILE.json ID      one of several, by its id, such as V001
"""
MANY = 15


class NotFound(Exception):
    """No situation, or more than one, goes by that name; the message says which there are."""


def main(arguments: Sequence[str]) -> int:
    """Print the explanation. 2 where no single situation is named, or a file cannot be read."""
    if not arguments or arguments[0] in ("-h", "--help"):
        sys.stdout.write(USAGE + "\n" + "\n".join(_files()) + "\n")
        return 0 if arguments else 2
    try:
        title, situation = situation_named(arguments)
    except NotFound as trouble:
        sys.stderr.write(f"{trouble}\n")
        return 2
    sys.stdout.write("\n".join(lines(title, situation)) + "\n")
    return 0


# ── which situation ──────────────────────────────────────────────────────────


def situation_named(arguments: Sequence[str]) -> tuple[str, Any]:
    """Its title and its content; raises `NotFound`."""
    files = [word for word in arguments if word.endswith(".json")]
    names = [word for word in arguments if not word.endswith(".json")]
    return _in_file(files[0], names) if files else _worked(" ".join(names))


def _in_file(file: str, names: Sequence[str]) -> tuple[str, Any]:
    try:
        content = json.loads(Path(file).read_text(encoding="utf-8-sig"))
    except OSError:
        raise NotFound("The file cannot be opened; check its name.") from None
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError):
        raise NotFound("The file is not JSON; it should hold a situation or a list of them.") from None
    if isinstance(content, dict):
        content = content.get("vignettes", [content])
    several = content if isinstance(content, list) else []
    known = {str(one.get("id", number)): one for number, one in enumerate(several, 1) if isinstance(one, dict)}
    if not names and len(known) == 1:
        names = list(known)
    if not names or names[0] not in known:
        there = ", ".join([*known][:MANY])
        raise NotFound(f"Name one of the {count(len(known), 'situation')} in the file by its id: {there or 'none'} ...")
    chosen = known[names[0]]
    return f"{names[0]}: {chosen.get('title') or 'a situation'}", chosen


def _worked(name: str) -> tuple[str, Any]:
    file, _, number = name.rpartition(":")
    wanted = name.casefold()
    matches = [one for one in NUMBERED if (one.case.file, str(one.number)) == (file, number)]
    matches = matches or [one for one in NUMBERED if one.case.says.casefold() == wanted]
    matches = matches or [one for one in NUMBERED if wanted in one.case.says.casefold()]
    if len(matches) == 1:
        one = matches[0]
        return f"{one.case.file}:{one.number}  {one.case.says}", one.case.situation
    if not matches:
        raise NotFound(f"No worked situation has these words. {USAGE}" + "\n".join(_files()))
    listing = [f"  {one.case.file}:{one.number}  {one.case.says}" for one in matches[:MANY]]
    more = f"\n  and {len(matches) - MANY} more" if len(matches) > MANY else ""
    raise NotFound("Several have these words; name one by its file and number.\n" + "\n".join(listing) + more)


def _files() -> Iterator[str]:
    for file in dict.fromkeys(one.case.file for one in NUMBERED):
        yield f"  {file:<22}{sum(one.case.file == file for one in NUMBERED):>4}  {title_of(file)}"


# ── what there is to say ─────────────────────────────────────────────────────


def lines(title: str, situation: object) -> Iterator[str]:
    told = explanation(read(situation))
    yield from (title, "")
    yield from (_wrapped(line) for line in question(situation))
    yield ""
    yield from _decided(told)
    yield from _papers(told)
    yield from _tried(told)


def _decided(told: Explanation) -> Iterator[str]:
    yield f"DECISION  {told.said}"
    if told.decision.human_review:
        yield "  A person looks first: the privacy officer or counsel."
    for reason in told.decision.reasons:
        yield _wrapped(f"{reason.rule}  {reason.says} ({reason.cite})")
    yield from _list("Goes with it, or must be done:", told.duties)
    yield from _list("What would open it:", told.decision.would_open)
    yield ""


def _papers(told: Explanation) -> Iterator[str]:
    """How each paper on file stands on the day: what is wrong with it, and where it does not reach."""
    if told.papers:
        yield "PAPERS ON FILE"
        yield from (_wrapped(f"{paper.id}  {paper.kind}: {paper.says}") for paper in told.papers)
        yield ""


def _tried(told: Explanation) -> Iterator[str]:
    yield f"EVERY RULE TRIED ({told.count})"
    for group in told.by_heading:
        yield f"\n{group.heading} ({len(group.trials)})"
        for trial in group.trials:
            yield _wrapped(f"{trial.rule.id}  {trial.rule.says} ({trial.rule.cite})")
            if trial.why:
                yield _wrapped(f"    {trial.why}")


def _list(heading: str, said: Sequence[str]) -> Iterator[str]:
    if said:
        yield f"  {heading}"
        yield from (_wrapped(f"- {item}", by=4) for item in said)


def _wrapped(text: str, *, by: int = 2) -> str:
    first = " " * by + " " * (len(text) - len(text.lstrip()))
    return textwrap.fill(text.strip(), 110, initial_indent=first, subsequent_indent=first + "    ")
