"""The policy in Casbin: one row for each rule, tried in turn, the first that fits decides."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from casbin import Enforcer
from casbin.model import Model
from peers.policy import PROVISIONS, SILENT
from peers.world import FACTS, World

NAME = "Casbin (pycasbin)"
ANY = "*"
MODEL = """
[request_definition]
r = fact, asker, papers
[policy_definition]
p = number, law, category, role, purpose, minor, own, needs, lacks, eft
[policy_effect]
e = priority(p.eft) || deny
[matchers]
m = named(r.asker[0], p.role) && named(r.asker[1], p.purpose) && named(r.fact[0], p.law) \
&& named(r.fact[1], p.category) && flag(r.fact[2], p.minor) && flag(r.fact[3], p.own) \
&& needs(r.papers, p.needs) && lacks(r.papers, p.lacks)
"""


@lru_cache
def _numbers(text: str) -> frozenset[int]:
    return frozenset(map(int, text.split(",")))


def _enforcer() -> Enforcer:
    model = Model()
    model.load_model_from_text(MODEL)
    enforcer = Enforcer(model)
    for one in PROVISIONS:
        enforcer.add_policy(
            str(one.number),
            *map(_written, (one.law, one.category, one.role, one.purpose)),
            *(ANY if value is None else str(int(value)) for value in (one.minor, one.own, one.needs, one.lacks)),
            "deny" if one.effect == "deny" else "allow",
        )
    enforcer.add_function("named", lambda value, text: text == ANY or value in _numbers(text))
    enforcer.add_function("flag", lambda value, text: text == ANY or value == (text == "1"))
    enforcer.add_function("needs", lambda papers, text: text == ANY or papers[int(text)])
    enforcer.add_function("lacks", lambda papers, text: text == ANY or not papers[int(text)])
    return enforcer


def _written(numbers: Iterable[int] | None) -> str:
    return ANY if numbers is None else ",".join(map(str, sorted(numbers)))


ENFORCER = _enforcer()


def chart(world: World, family: int, asker: int) -> list[int]:
    reached = world.reached(family, asker)
    answers = []
    for number in range(FACTS):
        case, person = world.case(family, asker, number), int(world.subject[family, number])
        papers = [(person, case.law, case.category) in cells for cells in reached]
        fact = (case.law, case.category, case.minor, case.own)
        _, why = ENFORCER.enforce_ex(fact, (case.role, case.purpose), papers)
        answers.append(int(why[0]) if why else SILENT)
    return answers
