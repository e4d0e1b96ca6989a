"""Which addresses may be looked at, what an answer says, and when to look again. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from ipaddress import IPv4Address, IPv6Address, IPv6Network
from urllib.parse import urlsplit

IP = IPv4Address | IPv6Address
TRANSLATED = IPv6Network("64:ff9b::/96")
"""RFC 6052: an IPv4 address in disguise."""
PORTS = {"http": 80, "https": 443}
AGAIN_AFTER = timedelta(days=7)
AGAIN_IF_BROKEN = timedelta(days=1)


class Standing(StrEnum):
    WORKS = "works"
    MOVED = "moved"
    ASKS_PEOPLE = "people"
    MISSING = "missing"
    FAILS = "fails"
    SILENT = "silent"
    UNKNOWN = "unknown"
    UNSAFE = "unsafe"
    FORBIDDEN = "forbidden"


WORDS = {
    Standing.WORKS: "It answers.",
    Standing.MOVED: "It answers at another address.",
    Standing.ASKS_PEOPLE: "It lets no program look. Open it yourself.",
    Standing.MISSING: "The page is not there any more.",
    Standing.FAILS: "The site answers with an error of its own.",
    Standing.SILENT: "The site does not answer.",
    Standing.UNKNOWN: "There is no site of that name.",
    Standing.UNSAFE: "The site cannot prove that it is who it says.",
    Standing.FORBIDDEN: "It is not an address on the open web, so nobody looked.",
}
GOOD = frozenset({Standing.WORKS, Standing.ASKS_PEOPLE})


@dataclass(frozen=True, slots=True)
class Place:
    """Where an address leads: the site, its port, and the rest."""

    scheme: str
    host: str
    port: int
    path: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a look. `code` is the HTTP status, 0 without one; `moved_to` is where it is now."""

    standing: Standing
    code: int = 0
    moved_to: str = ""


def is_public(address: IP) -> bool:
    """On the open internet: not this machine, not a network of ours, not a cloud's own address, in any disguise."""
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return is_public(address.ipv4_mapped)
        if address.sixtofour is not None or address.teredo is not None or address in TRANSLATED:
            return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def place_of(url: str) -> Place | None:
    """None for what is no address on the web, names a person or a key, or wants another port than the web's."""
    try:
        parts = urlsplit(url)
        port = parts.port or PORTS.get(parts.scheme, 0)
    except ValueError:
        return None
    if parts.scheme not in PORTS or not parts.hostname or parts.username is not None:
        return None
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Place(parts.scheme, parts.hostname, port, path)


def on_a_port_of_the_web(place: Place) -> bool:
    return place.port == PORTS[place.scheme]


def standing_of(code: int) -> Standing:
    """What an HTTP status says about a page, once redirects were followed."""
    if 200 <= code < 300:
        return Standing.WORKS
    if code in {401, 403, 405, 406, 429, 451, 999}:
        return Standing.ASKS_PEOPLE
    return Standing.MISSING if 300 <= code < 500 else Standing.FAILS


def is_due(*, looked_at: datetime | None, broken: bool, at: datetime) -> bool:
    """A page that works is left in peace for a week, and one that does not for a day."""
    return looked_at is None or at - looked_at >= (AGAIN_IF_BROKEN if broken else AGAIN_AFTER)
