"""What is on file of a state's law on sharing and on births: entry by entry, and the questions that stay open."""

from __future__ import annotations

from kinbridge.disclosure.pack_words import TITLES, paper_trail, particulars
from kinbridge.disclosure.rules.packs import Entry, Pack, read_packs
from kinbridge.disclosure.rules.state_law import rules_from
from kinbridge.web.manual.law import asks_state_law, to_rule
from kinbridge.web.manual.markdown import PROSE, bullets, count, listed, say, section

PACKS: dict[str, Pack] = dict(read_packs().by_state)


def size(state: str) -> str:
    """How many entries are on file for a state, or nothing."""
    return count(len(PACKS[state].entries), "entry on sharing and births", "entries on sharing and births")


def on_file(state: str, *, here: str) -> str:
    """Every entry of the state; nothing where it has none."""
    if state not in PACKS:
        return ""
    name = PACKS[state].name
    return section(
        f"What {name} says on sharing and at a birth",
        say("states", "pack", name=name, file=f"kinbridge/disclosure/rules/states/{state.lower()}.toml"),
        *(_entry(entry, here) for entry in PACKS[state].entries),
    )


def _entry(entry: Entry, here: str) -> str:
    rules = [to_rule(rule.id, here=here) for rule in rules_from((entry,))]
    return section(
        TITLES[entry.topic],
        f"**{entry.says}**",
        bullets(
            (
                *(f"{label}: {value}" for label, value in (*particulars(entry), *paper_trail(entry))),
                *((f"What the gate does: {listed(rules)}",) if rules else ()),
            )
        ),
        level=3,
    )


def open_questions(state: str, *, here: str, name: str) -> str:
    """What counsel still has to answer about sharing."""
    answered = {entry.topic.value for entry in PACKS[state].entries} if state in PACKS else set()
    asked = [one["asks"] for one in PROSE["states"]["questions"] if one.get("topic") not in answered]
    flagged = listed(to_rule(rule.id, here=here) for rule in asks_state_law())
    return section(
        "Sharing",
        say("states", "sharing_some" if state in PACKS else "sharing", name=name),
        bullets(asked),
        say("states", "flagged", rules=flagged),
        level=3,
    )
