"""The front pages of the law: how an answer is reached, and every citation with the rules that rest on it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kinbridge.clocks.rules import RULES as CLOCKS
from kinbridge.core.decision import Confidence
from kinbridge.core.vocabulary import Category, Purpose
from kinbridge.disclosure.rules.decide import CONCEALED
from kinbridge.web.manual import disputed, law, papers
from kinbridge.web.manual.cases import CASES_INDEX, NUMBERED
from kinbridge.web.manual.clocks import page_of
from kinbridge.web.manual.markdown import (
    WORDS,
    Pages,
    bullets,
    count,
    first_upper,
    link,
    listed,
    numbered,
    page,
    plain,
    say,
    section,
    table,
)

CITATIONS = "by-citation.md"


def pages() -> Pages:
    return {law.INDEX: _index(), CITATIONS: _citations()}


def _index() -> str:
    here = law.INDEX
    effects, sure = WORDS["effects"].values(), WORDS["sure"].values()
    intro = say(
        "law",
        "intro",
        rules=law.size(),
        laws=count(len(law.STATUTES) - 2, "body", "bodies"),
        cases=count(len(NUMBERED), "worked situation"),
        checked=sum(rule.confidence is Confidence.VERIFIED for rule in law.HOME),
    )
    others = (
        f"{link('Worked situations', CASES_INDEX, here=here)}: each with its answer",
        f"{link('What can be wrong with a paper on file', papers.PAPERS, here=here)}: the E-codes, and what mends each",
        f"{link('Where lawyers differ', disputed.DISPUTED, here=here)}, and the choice made here",
        f"{link('Every citation', CITATIONS, here=here)}, with the rules and deadlines that rest on it",
        f"{link('Your state', 'states/README.md', here=here)}: what is here of its law, and what is not",
    )
    return page(
        "May this be shared? The law as the gate reads it",
        intro,
        section("How an answer is reached", numbered(_steps(here))),
        section("The pages", law.statutes(here), bullets(others)),
        section("What a rule can do", bullets(f"**It {one['verb']}.** {one['means']}" for one in effects)),
        section("What may go with it, or must be done", say("law", "obligations"), law.obligations(here)),
        section("How sure we are", bullets(f"**{first_upper(one['short'])}.** {one['long']}" for one in sure)),
        section("The purposes one may ask for", listed(plain(purpose) for purpose in Purpose) + "."),
        section("The kinds of record", listed(plain(category) for category in Category) + "."),
    )


def _steps(here: str) -> Iterator[str]:
    yield say("law", "missing", rule=law.to_rule("D-27", here=here))
    yield say("law", "in_force")
    yield say("law", "forbidden")
    yield say("law", "allowed")
    yield say("law", "yes")
    yield say("law", "no", codes=link("E-codes", papers.PAPERS, here=here))
    titles = (WORDS["regimes"][regime.value]["title"] for regime in sorted(CONCEALED))
    yield say("law", "neutral", concealed=listed(title[0].lower() + title[1:] for title in titles))
    yield say("law", "order")


# ── every citation ───────────────────────────────────────────────────────────


def _citations() -> str:
    found: dict[str, dict[str, str]] = {}
    for cite, who, says in _uses(CITATIONS):
        found.setdefault(cite, {})[who] = says
    groups: dict[str, list[tuple[str, str, str]]] = {}
    for cite in sorted(found, key=_natural):
        rows = [(cite if number == 0 else "", who, says) for number, (who, says) in enumerate(found[cite].items())]
        groups.setdefault(_body_of(cite), []).extend(rows)
    head = ("law", "used by", "what it says")
    return page(
        "Every citation",
        say("law", "citations"),
        *(section(name, table(head, groups[name])) for name in sorted(groups, key=_natural)),
    )


def _uses(here: str) -> Iterator[tuple[str, str, str]]:
    for rule in law.HOME:
        for cite in rule.cites:
            yield cite, law.to_rule(rule.id, here=here), rule.says
    for code, account in papers.ACCOUNTS.items():
        for cite in account.cite.split("; "):
            yield cite, link(code, papers.PAPERS, here=here), account.says
    for clock in CLOCKS:
        for cite in clock.cite.split("; "):
            yield cite, link(clock.id, page_of(clock.lane), here=here, at=clock.id), clock.says


def _body_of(cite: str) -> str:
    """The title it is printed in: 42 CFR, 20 USC. The rest are told together, last."""
    code = re.match(r"\d+ (CFR|USC|FR)\b", cite)
    return code.group() if code else "Other sources"


def _natural(text: str) -> list[tuple[int, int, str]]:
    """Numbers by size, before letters."""
    parts = re.findall(r"\d+|\D+", text)
    return [(0, int(part), "") if part.isdigit() else (1, 0, part) for part in parts]
