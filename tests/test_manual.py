"""docs/reference says what the rules say, its links lead somewhere, and nothing that varies by state is left out."""

import re
from pathlib import Path

from kinbridge.clocks.rules.pack import RULES as CLOCKS
from kinbridge.clocks.rules.terms import all_terms
from kinbridge.disclosure.rules import RULES
from kinbridge.web.manual import contents
from kinbridge.web.manual.markdown import anchor
from kinbridge.web.manual.settings import SETTINGS

PAGES = contents.pages()
CLOCK_RULES = Path(contents.__file__).parents[2] / "clocks" / "rules"


def test_the_reference_is_what_the_rules_say_now() -> None:
    assert contents.stale() == [], "write these pages again: ./run docs"


def test_the_same_rules_give_the_same_pages() -> None:
    assert contents.pages() == PAGES


def test_every_rule_and_every_deadline_can_be_looked_up() -> None:
    headings = {line.lstrip("# ") for text in PAGES.values() for line in text.splitlines() if line.startswith("#")}
    assert [one.id for one in (*RULES, *CLOCKS) if one.id not in headings] == []


def test_every_link_leads_to_a_page_and_a_heading() -> None:
    headings = {
        place: {anchor(line.lstrip("# ")) for line in text.splitlines() if line.startswith("#")}
        for place, text in PAGES.items()
    }
    lost = []
    for place, text in PAGES.items():
        for path, at in re.findall(r"\]\(([^)#\s]*)(?:#([^)\s]+))?\)", text):
            there = (Path("/", place).parent / path).resolve().relative_to("/").as_posix() if path else place
            if there not in PAGES or (at and at not in headings[there]):
                lost.append(f"{place} points to {path}#{at}")
    assert lost == []


def test_the_index_of_the_documentation_leads_somewhere() -> None:
    index = contents.FOLDER.parent / "README.md"
    there = re.findall(r"\]\(([^)#]+)", index.read_text("utf-8"))
    assert [path for path in there if not (index.parent / path).exists()] == []


def test_a_page_has_one_first_heading_and_no_heading_twice() -> None:
    for place, text in PAGES.items():
        headings = [line for line in text.splitlines() if line.startswith("#")]
        assert [line for line in headings if line.startswith("# ")] == headings[:1], place
        names = [anchor(line.lstrip("# ")) for line in headings]
        assert len(names) == len(set(names)), place


# ── states ───────────────────────────────────────────────────────────────────


def test_everything_that_varies_by_state_is_described() -> None:
    on_file = {term.name for term in all_terms()}
    asked = {rule.term for rule in CLOCKS if rule.term}
    for path in CLOCK_RULES.glob("*.py"):
        asked |= set(re.findall(r'terms\.(?:get|number|says|elects|span)\(\s*"(\w+)"', path.read_text("utf-8")))
        asked |= set(re.findall(r'span_due\(case, "(\w+)"', path.read_text("utf-8")))
    assert (on_file | asked) - SETTINGS.keys() == set()


def test_what_is_described_is_read_by_deadlines_that_exist() -> None:
    known = {rule.id for rule in CLOCKS}
    odd = [name for name, one in SETTINGS.items() if not (one.rules or one.also) or not known.issuperset(one.rules)]
    assert odd == []


def test_what_has_no_value_says_what_holds_instead() -> None:
    assert [name for name, one in SETTINGS.items() if one.national is None and not one.otherwise] == []


def test_a_state_with_values_and_one_without_can_both_be_found() -> None:
    index = PAGES["states/README.md"]
    assert "[Vermont](vermont.md)" in index
    assert "[Ohio](any-other-state.md)" in index
    for term in all_terms():
        if term.state == "VT":
            assert term.source in PAGES["states/vermont.md"]
    assert "What is not here yet" in PAGES["states/vermont.md"]


def test_what_nobody_has_read_says_confirm_locally() -> None:
    entry = PAGES["disclosure/hipaa.md"].split("### HP-01\n")[1].split("###")[0]
    assert "How sure: Confirm locally." in entry
