"""Look whether an address answers, without being led anywhere else than to the open web.

The name is resolved here, every address behind it has to be public, and the connection goes to that very address: a
name that points elsewhere a moment later changes nothing. Each redirect is looked at in the same way. No cookie is kept
and nothing of a page is read.
"""

from __future__ import annotations

import socket
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urljoin

import urllib3

from kinbridge.link_health.rules import (
    IP,
    Answer,
    Place,
    Standing,
    is_public,
    on_a_port_of_the_web,
    place_of,
    standing_of,
)

HOPS = 5
LONGEST = 500
LASTING = {301, 308}
REDIRECTS = {301, 302, 303, 307, 308}
PATIENCE = urllib3.Timeout(connect=5, read=10)


class Forbidden(Exception):
    """The address leads to something that is not on the open web."""


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a look may go."""

    address: Callable[[IP], bool] = is_public
    place: Callable[[Place], bool] = on_a_port_of_the_web


def follow(url: str, *, agent: str, reach: Reach = Reach()) -> Answer:
    """Waits up to 15 seconds for each of up to five redirects. `agent` names who looks. Never raises."""
    now, lasting = url, True
    try:
        for _ in range(HOPS + 1):
            code, leads_to = _ask(now, agent, reach)
            if code not in REDIRECTS or not leads_to:
                standing = standing_of(code)
                if standing is Standing.WORKS and lasting and now != url and len(now) <= LONGEST:
                    return Answer(Standing.MOVED, code, now)
                return Answer(standing, code)
            lasting, now = lasting and code in LASTING, urljoin(now, leads_to)
    except Forbidden:
        return Answer(Standing.FORBIDDEN)
    except socket.gaierror:
        return Answer(Standing.UNKNOWN)
    except urllib3.exceptions.SSLError:
        return Answer(Standing.UNSAFE)
    except (urllib3.exceptions.HTTPError, OSError, ValueError):
        return Answer(Standing.SILENT)
    return Answer(Standing.MISSING)  # it leads in a ring


def _ask(url: str, agent: str, reach: Reach) -> tuple[int, str]:
    """The status, and where it leads. A site that does not know HEAD is asked with GET."""
    place = place_of(url)
    if place is None or not reach.place(place):
        raise Forbidden
    address = _resolve(place, reach)
    code, leads_to = _send("HEAD", place, address, agent)
    return (code, leads_to) if code < 400 else _send("GET", place, address, agent)


def _resolve(place: Place, reach: Reach) -> str:
    found = socket.getaddrinfo(place.host, place.port, type=socket.SOCK_STREAM)
    addresses = sorted({ip_address(str(one[4][0]).split("%")[0]) for one in found}, key=lambda one: one.version)
    if not all(reach.address(one) for one in addresses):
        raise Forbidden
    return str(addresses[0])


def _send(method: str, place: Place, address: str, agent: str) -> tuple[int, str]:
    with _pool(place, address) as pool:
        answer = pool.request(
            method,
            place.path,
            headers={"Host": place.host, "User-Agent": agent, "Accept": "*/*", "Connection": "close"},
            redirect=False,
            retries=False,
            preload_content=False,
        )
        answer.close()  # its head says enough
    return answer.status, answer.headers.get("Location", "")


def _pool(place: Place, address: str) -> urllib3.HTTPConnectionPool:
    if place.scheme == "http":
        return urllib3.HTTPConnectionPool(address, place.port, timeout=PATIENCE)
    return urllib3.HTTPSConnectionPool(
        address, place.port, timeout=PATIENCE, server_hostname=place.host, assert_hostname=place.host
    )
