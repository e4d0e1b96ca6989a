"""A page for each state that has values of its own, one for all others, and a list to find one's state in."""

from __future__ import annotations

from kinbridge.clocks.rules.terms import Term, known_states
from kinbridge.web.manual.clocks import to_clock
from kinbridge.web.manual.markdown import Pages, count, link, page, say, section, sure, table
from kinbridge.web.manual.packs import PACKS, on_file, open_questions, size
from kinbridge.web.manual.settings import PLACES, SETTINGS, Setting, page_of, paper_trail, terms, words_of

STATES_INDEX = "states/README.md"
ANY_OTHER = "states/any-other-state.md"
OWN_HEAD = ("what", "value", "applies here from", "source", "looked up", "how sure", "deadline")
STAND_IN_HEAD = ("what", "value", "source", "how sure", "deadline")
NOTHING_HEAD = ("what", "what holds until there is one", "deadline")


def pages() -> Pages:
    return {
        STATES_INDEX: _index(),
        ANY_OTHER: _any_other(),
        **{page_of(code): _page(code) for code in states_on_file()},
    }


def states_on_file() -> tuple[str, ...]:
    """The states of which anything at all is written down."""
    return tuple(sorted({*known_states(), *PACKS}))


def _index() -> str:
    own = states_on_file()
    rows = [
        (link(name, page_of(code), here=STATES_INDEX), _values(code), size(code) if code in PACKS else "none yet")
        if code in own
        else (link(name, ANY_OTHER, here=STATES_INDEX), "none yet", "none yet")
        for code, name in sorted(PLACES.items(), key=lambda entry: entry[1])
    ]
    return page(
        "Your state",
        say("states", "intro", own=len(known_states()), all=len(PLACES), sharing=len(PACKS)),
        say("states", "to_add"),
        table(("state", "deadlines", "sharing and births"), rows),
    )


def _values(code: str) -> str:
    found = len(terms(state=code))
    return count(found, "value of its own", "values of its own") if found else "none yet"


def _page(code: str) -> str:
    here, name = page_of(code), PLACES[code]
    own = terms(state=code)
    return page(
        name,
        say("states", "page", values=count(len(own), "value"), name=name),
        on_file(code, here=here),
        section(
            f"What {name} says on deadlines",
            table(OWN_HEAD, (_own(term, here) for term in own)) or say("states", "no_value"),
            say("states", "from_when"),
        ),
        _missing(here, {term.name for term in own}, name, code),
    )


def _any_other() -> str:
    return page("Any other state", say("states", "other"), _missing(ANY_OTHER, set(), "your state"))


def _own(term: Term, here: str) -> tuple[str, ...]:
    setting = SETTINGS[term.name]
    return setting.says, words_of(term), *paper_trail(term), _deadlines(setting, here)


def _missing(here: str, own: set[str], name: str, code: str = "") -> str:
    """Everything that varies by state and that nobody has looked up for this one."""
    missing = [setting for key, setting in SETTINGS.items() if key not in own]
    stand_ins = [
        (one.says, words_of(national), national.source, sure(national.confidence), _deadlines(one, here))
        for one in missing
        if (national := one.national) is not None
    ]
    nothing = [(one.says, one.otherwise, _deadlines(one, here)) for one in missing if one.national is None]
    return section(
        "What is not here yet",
        section("National values that stand in", say("states", "stand_ins"), table(STAND_IN_HEAD, stand_ins), level=3),
        section("No value, here or nationally", table(NOTHING_HEAD, nothing), level=3),
        open_questions(code, here=here, name=name),
        section("Court days", say("states", "court_days", name=name), level=3),
    )


def _deadlines(setting: Setting, here: str) -> str:
    return ", ".join(to_clock(rule, here=here) for rule in setting.rules)
