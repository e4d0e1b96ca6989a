"""A situation put to the gate, in words: who asks for what, why, on which day, and what is on file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from kinbridge.web.manual.markdown import WORDS, day, first_upper, listed, plain

Raw = Mapping[str, Any]
SAID_ALREADY = ("kind", "from", "to", "categories", "purposes", "signed", "expires", "revoked", "defects")
NO_END = ("none", "")


def question(situation: object) -> list[str]:
    """A few lines in plain words. What is missing or cannot be read is said to be so."""
    raw = situation if isinstance(situation, Mapping) else {}
    item, request, facts = (_object(raw.get(key)) for key in ("item", "request", "facts"))
    papers = raw.get("authorities")
    lines = [_record(item), _asker(request, raw.get("date")), *_known(facts)]
    if not isinstance(papers, list) or not papers:
        return [*lines, "Papers on file: none."]
    return [*lines, *(f"Paper A{number}: {_paper(_object(one))}." for number, one in enumerate(papers, 1))]


def _object(value: object) -> Raw:
    return value if isinstance(value, Mapping) else {}


def _record(item: Raw) -> str:
    laws = item.get("source_regime")
    under = listed(_law(one) for one in (laws if isinstance(laws, list) else [laws]))
    holder = item.get("holder") or "source"
    came = item.get("received_by_holder_under")
    held = f"held by {_the(holder)}" + (f", who received it under: {plain(came)}" if came else "")
    return f"Record: {_said(item.get('category'))}, about {_the(item.get('subject'))}; under {under}; {held}."


def _law(code: object) -> str:
    known: Raw = WORDS["regimes"].get(str(code), {})
    return str(known.get("short") or _said(code))


def _asker(request: Raw, on: object) -> str:
    kind, role = request.get("recipient_kind"), request.get("role")
    who = _the(kind) + (f" ({plain(role)})" if role and role != kind else "")
    own = ", who works in the program that holds it" if request.get("own_program") is True else ""
    sought = f", and seeks: {plain(request['sought'])}" if request.get("sought") else ""
    return f"Asked by: {who}{own}, for {_said(request.get('purpose'))}{sought}, on {_day(on)}."


def _known(facts: Raw) -> Iterator[str]:
    if facts:
        yield f"Known: {'; '.join(_fact(name, value) for name, value in facts.items())}."


def _fact(name: str, value: object) -> str:
    if isinstance(value, bool):
        return plain(name) if value else f"not so: {plain(name)}"
    return f"{plain(name)}: {_value(value)}"


def _paper(raw: Raw) -> str:
    parts = [f"{_said(raw.get('kind'))} from {_value(raw.get('from'))} to {_value(raw.get('to'))}"]
    if raw.get("categories"):
        parts.append(f"of {_value(raw['categories'])}")
    if raw.get("purposes"):
        parts.append(f"for {_value(raw['purposes'])}")
    parts.append(f"signed {_day(raw['signed'])}" if raw.get("signed") else "with no date of signing")
    end = raw.get("expires")
    if end:
        parts.append("with no end" if end in NO_END else f"until {_day(end)}")
    if raw.get("revoked"):
        parts.append(f"taken back {_day(raw['revoked'])}")
    if raw.get("defects"):
        parts.append(f"with these faults: {_value(raw['defects'])}")
    parts += [_fact(key, raw[key]) for key in raw if key not in SAID_ALREADY and raw[key] not in (None, [], "")]
    return ", ".join(parts)


def _the(code: object) -> str:
    words = _said(code)
    return words if not code or words.startswith(("the ", "a ", "an ")) or words != words.lower() else f"the {words}"


def _said(code: object) -> str:
    return plain(code) if code else "something that was not said"


def _value(value: object) -> str:
    if isinstance(value, list):
        return listed(map(_value, value))
    return _day(value) if isinstance(value, str) and value[:4].isdigit() else _said(value)


def _day(value: object) -> str:
    """A date in words; an event, or what cannot be read as a date, as it stands."""
    try:
        return day(date.fromisoformat(str(value)))
    except ValueError:
        return plain(value) if value else "a day that was not said"


def sentence(text: str) -> str:
    return first_upper(text if text.endswith(".") else f"{text}.")
