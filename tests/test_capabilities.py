"""Every row of what the program is to be able to do has a page and a test, or says why it has none."""

from pathlib import Path

from django.urls import get_resolver
from django.urls.resolvers import URLResolver

from kinbridge.web.manual.capabilities import Row, rows

ROOT = Path(__file__).resolve().parents[1]
ROWS = rows()


def names(resolver: URLResolver, within: str = "") -> set[str]:
    found = set()
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            found |= names(one, f"{within}{one.namespace}:" if one.namespace else within)
        elif one.name:
            found.add(f"{within}{one.name}")
    return found


def test_no_row_is_left_out() -> None:
    wanted = [*(f"A{number}" for number in range(1, 43)), *(f"B{number}" for number in range(1, 57))]
    assert [row.id for row in ROWS] == wanted


def test_a_row_has_someone_a_page_and_a_test_or_says_why_not() -> None:
    def whole(row: Row) -> bool:
        return bool(row.who and row.pages and row.test) or (not row.pages and bool(row.lacks))

    assert [row.id for row in ROWS if not whole(row)] == []


def test_every_page_that_is_named_is_there() -> None:
    known = names(get_resolver())
    assert {row.id: missing for row in ROWS if (missing := set(row.pages) - known)} == {}


def test_every_test_that_is_named_is_there() -> None:
    assert {row.id: row.test for row in ROWS if row.test and not (ROOT / row.test).is_file()} == {}
