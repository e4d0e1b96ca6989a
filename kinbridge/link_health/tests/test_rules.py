"""Which addresses may be looked at, and what an answer says."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from ipaddress import ip_address

import pytest

from kinbridge.link_health.rules import Standing, is_due, is_public, on_a_port_of_the_web, place_of, standing_of

AT = datetime(2026, 3, 16, tzinfo=UTC)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),  # where clouds keep their machines' keys
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("fe80::1", False),
        ("fd00::1", False),
        ("ff02::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:93.184.216.34", True),
        ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False),
    ],
)
def test_only_the_open_web_is_looked_at(address: str, public: bool) -> None:
    assert is_public(ip_address(address)) is public


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.org/",
        "file:///etc/passwd",
        "https://",
        "https://someone:secret@example.org/",
        "http://[::1",
        "http://example.org:99999/",
        "javascript:alert(1)",
        "",
    ],
)
def test_what_is_no_plain_address_on_the_web_is_none(url: str) -> None:
    assert place_of(url) is None


def test_another_port_than_the_webs_is_not_looked_at() -> None:
    plain, other = place_of("https://example.org/a?b=1"), place_of("http://example.org:5432/")
    assert plain is not None
    assert other is not None
    assert (plain.path, on_a_port_of_the_web(plain), on_a_port_of_the_web(other)) == ("/a?b=1", True, False)


@pytest.mark.parametrize(
    ("code", "standing"),
    [
        (200, Standing.WORKS),
        (204, Standing.WORKS),
        (304, Standing.MISSING),
        (403, Standing.ASKS_PEOPLE),
        (404, Standing.MISSING),
        (410, Standing.MISSING),
        (429, Standing.ASKS_PEOPLE),
        (500, Standing.FAILS),
    ],
)
def test_a_status_says_how_a_page_stands(code: int, standing: Standing) -> None:
    assert standing_of(code) is standing


@pytest.mark.parametrize(
    ("days", "broken", "due"), [(6, False, False), (7, False, True), (0, True, False), (1, True, True)]
)
def test_a_page_that_works_is_left_in_peace_for_a_week(days: int, broken: bool, due: bool) -> None:
    assert is_due(looked_at=AT - timedelta(days=days), broken=broken, at=AT) is due
    assert is_due(looked_at=None, broken=False, at=AT)
