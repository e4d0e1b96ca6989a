"""`./run explain CASE`: the decision on one situation, and every rule that was tried, with its citation."""

from __future__ import annotations

import json
import sys
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from kinbridge.consents.rules import GAPS, Kind, account_of, state
from kinbridge.core.vocabulary import Category, OrganizationKind, Purpose, Standing
from kinbridge.disclosure.rules import (
    LAW,
    Ask,
    Decision,
    Effect,
    Facts,
    Obligation,
    Rule,
    Sought,
    Trial,
    explain,
    may_share,
)
from kinbridge.disclosure.vignettes import read
from kinbridge.web.manual.cases import NUMBERED, found, title_of
from kinbridge.web.manual.markdown import count, how_sure, listed, plain
from kinbridge.web.manual.situations import question

USAGE = """\
./run explain CASE              a worked situation: some of its words, or its file and number, such as hipaa:4
./run explain FILE.json         the situation in a file
./run explain FILE.json ID      one of several, by its id, such as V001
"""
MANY, FEW = 15, 5
FLAGS = tuple(field.name for field in fields(Facts) if field.type == "bool | None")
DUTIES = {duty.value: duty.says for duty in Obligation}
HEADINGS = {
    (Effect.DENIES, True): "Forbids it",
    (Effect.ALLOWS, True): "Allows it",
    (Effect.WITHHOLDS, True): "Explains why nothing allows it",
    (Effect.ALLOWS, False): "Would allow it, but lacks a paper, or more than one thing",
    (Effect.DENIES, False): "Would forbid it, and does not stand in the way",
    (Effect.WITHHOLDS, False): "Would explain a no, and does not apply",
}
NEAR = "Would allow it with one thing changed, unless something else forbids it"


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


# ── what if ──────────────────────────────────────────────────────────────────

Change = tuple[str, str, Ask]
"""What was changed in the question, to what, and the question with that one change."""


def changes(ask: Ask) -> Iterator[Change]:
    """The same question with one thing changed: the purpose, who asks, what kind of record, or one known fact."""
    if ask.missing:
        return
    for purpose in Purpose:
        yield "for the purpose of", plain(purpose), replace(ask, purpose=purpose)
    for kind in (*OrganizationKind, *Standing):
        yield "if asked by", plain(kind), replace(ask, asker=replace(ask.asker, kind=kind))
    for category in Category:
        yield "for a record of", plain(category), replace(ask, item=replace(ask.item, category=category))
    for sought in Sought:
        yield "if what is sought were", plain(sought), replace(ask, sought=sought)
    for name in FLAGS:
        for value in (True, False):
            said = plain(name) if value else f"not {plain(name)}"
            yield "if it were known:", said, replace(ask, facts=replace(ask.facts, **{name: value}))


# ── what there is to say ─────────────────────────────────────────────────────


def lines(title: str, situation: object) -> Iterator[str]:
    ask = read(situation)
    yield from (title, "")
    yield from (_wrapped(line) for line in question(situation))
    yield ""
    yield from _decided(may_share(ask))
    yield from _papers(ask)
    yield from _tried(ask)


def _decided(decision: Decision) -> Iterator[str]:
    yield f"DECISION  {found(decision)}"
    if decision.human_review:
        yield "  A person looks first: the privacy officer or counsel."
    for reason in decision.reasons:
        yield _wrapped(f"{reason.rule}  {reason.says} ({reason.cite})")
    yield from _list("Goes with it, or must be done:", (DUTIES.get(code, plain(code)) for code in decision.obligations))
    yield from _list("What would open it:", decision.would_open)
    yield ""


def _papers(ask: Ask) -> Iterator[str]:
    """How each paper on file stands on the day: what is wrong with it, and where it does not reach."""
    if not ask.authorities or ask.missing:
        return
    yield "PAPERS ON FILE"
    for paper, wrong, short in ask.consents:
        troubles = [*(account_of(fault).says for fault in sorted(wrong)), *(GAPS[gap].says for gap in short)]
        yield _wrapped(f"{paper.id}  {plain(paper.kind)}: {' '.join(troubles) or 'good, and it reaches this.'}")
    for paper in ask.authorities:
        if paper.kind is not Kind.CONSENT:
            stands = f"{plain(state(paper, on=ask.day))} on the day."
            said = " ".join([stands, *(account_of(fault).says for fault in sorted(paper.defects))])
            yield _wrapped(f"{paper.id}  {plain(paper.kind)}: {said}")
    yield ""


def _tried(ask: Ask) -> Iterator[str]:
    trials, otherwise = explain(ask), tuple(changes(ask))
    yield f"EVERY RULE TRIED ({len(trials)})"
    allowing = [trial for trial in trials if trial.rule.effect is Effect.ALLOWS and not trial.held]
    near = {trial.rule: lacks for trial in allowing if (lacks := _what_it_lacks(trial, otherwise))}
    for (effect, held), heading in HEADINGS.items():
        these = [one for one in trials if (one.rule.effect, one.held) == (effect, held) and one.rule not in near]
        if effect is Effect.ALLOWS and not held:
            yield from _group(NEAR, [(trial, near[trial.rule]) for trial in allowing if trial.rule in near])
        why = [(one, f"{one.why} {how_sure(one.rule.confidence)}" if held else "") for one in these]
        yield from _group(heading, why)
    yield from _group("Not in force on this day", [(Trial(rule, False, ""), "") for rule in _out_of_force(ask)])


def _out_of_force(ask: Ask) -> Iterator[Rule]:
    """The rules of these laws that began later, or have ended."""
    of_these = dict.fromkeys((*LAW.everywhere, *(rule for law in sorted(ask.item.regimes) for rule in LAW.of[law])))
    return (rule for rule in of_these if not ask.missing and not rule.in_force(ask.day))


def _group(heading: str, trials: Sequence[tuple[Trial, str]]) -> Iterator[str]:
    if trials:
        yield f"\n{heading} ({len(trials)})"
    for trial, why in trials:
        yield _wrapped(f"{trial.rule.id}  {trial.rule.says} ({trial.rule.cite})")
        if why:
            yield _wrapped(f"    {why}")


def _what_it_lacks(trial: Trial, otherwise: Iterable[Change]) -> str:
    """What one change would make this rule hold; found by trying each. Empty where no single change would."""
    found_by: dict[str, list[str]] = {}
    for change, value, asked in otherwise:
        if trial.rule.holds(asked):
            found_by.setdefault(change, []).append(value)
    ways = [f"{change} {listed(_few(values), last='or')}" for change, values in found_by.items()]
    return f"It would hold {'; or '.join(ways)}." if ways else ""


def _few(values: list[str]) -> list[str]:
    return values if len(values) <= FEW else [*values[: FEW - 1], f"{len(values) - FEW + 1} others"]


def _list(heading: str, items: Iterator[str] | Sequence[str]) -> Iterator[str]:
    said = list(items)
    if said:
        yield f"  {heading}"
        yield from (_wrapped(f"- {item}", by=4) for item in said)


def _wrapped(text: str, *, by: int = 2) -> str:
    first = " " * by + " " * (len(text) - len(text.lstrip()))
    return textwrap.fill(text.strip(), 110, initial_indent=first, subsequent_indent=first + "    ")
