"""Which service fits whom: every question, what it rests on, and the sentences it answers with, as worked situations
show them; then the order of the list, and who is offered a place first.
"""

from __future__ import annotations

from collections.abc import Iterator

from kinbridge.directory.rules import FRESH_FOR, QUESTIONS, Answer, Needs
from kinbridge.directory.rules.age import FADES_AFTER
from kinbridge.directory.rules.match import MILES_THAT_HARDLY_DIFFER, ORDERS, PREFERENCE_WORDS
from kinbridge.directory.rules.question import Question
from kinbridge.directory.rules.waiting import (
    ADMIT_DAYS,
    ADMIT_DAYS_WITH_INTERIM,
    INTERIM_HOURS,
    NOTICE_CITE,
    NOTICE_DAYS,
    ORDER_CITE,
    PRIORITY,
)
from kinbridge.directory.rules.words import EVIDENCE_WORDS
from kinbridge.directory.rules.worked import AT, Worked, worked
from kinbridge.web.manual.markdown import (
    Pages,
    bullets,
    count,
    first_upper,
    listed,
    numbered,
    page,
    plain,
    say,
    section,
    table,
)

MATCHING_PAGE = "matching.md"
ANSWERS = {Answer.FITS: "yes, and why", Answer.ASK: "ask first", Answer.DOES_NOT_FIT: "no, and why not"}
COMPARED = {"room": "open places", "nearness": "distance", "evidence": "evidence for its practice"}


def pages() -> Pages:
    order = (
        f"**{words}:** {listed(COMPARED[name] for name in ORDERS[one])}" for one, words in PREFERENCE_WORDS.items()
    )
    return {
        MATCHING_PAGE: page(
            "Which service fits, and why",
            say("matching", "intro", questions=count(len(QUESTIONS), "question"), cases=len(worked())),
            section(
                "How the answer is reached", numbered(say("matching", name) for name in ("each", "no", "ask", "yes"))
            ),
            section("In what order services are listed", say("matching", "order"), bullets(order), _compared()),
            section("The questions", say("matching", "questions")),
            *(_question(one) for one in QUESTIONS),
            section("Who is offered a place first", say("matching", "waiting"), numbered(_ranks()), bullets(_owed())),
        )
    }


def _compared() -> str:
    return say(
        "matching",
        "compared",
        fresh=FRESH_FOR.days,
        fades=FADES_AFTER.days,
        miles=MILES_THAT_HARDLY_DIFFER,
        evidence=listed(EVIDENCE_WORDS.values()),
    )


def _question(one: Question) -> str:
    rests = [
        f"Asked when this is said of the need: {listed(map(_named, one.asks))}",
        f"Looks at what the service says of: {listed(map(_named, one.reads))}",
        f"Rests on: {one.cite}",
        f"Where it says no, the service is listed under “{one.no}”",
    ]
    return section(one.says, bullets(rests), table(("answer", "in these words", "as in"), _answers(one)), level=3)


def _named(fact: str) -> str:
    return plain(fact).replace("moud", "medication")


def _answers(one: Question) -> Iterator[tuple[str, str, str]]:
    """Each sentence once, with the first situation in which it is said, in the order of the answers."""
    found: dict[tuple[Answer, str], Worked] = {}
    for case in worked():
        said = one(case.offer, case.needs, AT)
        if said is not None and case.needs != Needs():
            found.setdefault((said.answer, said.words), case)
    for (answer, words), case in sorted(found.items(), key=lambda each: each[0]):
        yield ANSWERS[answer], words, case.says


def _ranks() -> Iterator[str]:
    for _who, words in PRIORITY:
        yield first_upper(words.partition(": ")[2] or words)


def _owed() -> Iterator[str]:
    yield f"The order: {ORDER_CITE}; within a rank, whoever asked first"
    yield (
        f"Interim services within {INTERIM_HOURS} hours for the first three, weekends counted: 45 CFR 96.126(b), "
        "96.131(d)"
    )
    yield (
        f"Admission of those who inject within {ADMIT_DAYS} days, or {ADMIT_DAYS_WITH_INTERIM} where interim services "
        "began in time: 45 CFR 96.126(b)"
    )
    yield f"At 90 percent of its places a program tells the State within {NOTICE_DAYS} days: {NOTICE_CITE}"
