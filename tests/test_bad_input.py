"""Wrong ids, methods, types, sizes and encodings, at every address and in every form: words in answer, never a 500."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from itertools import product
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from kinbridge.exchange.county.place import County
from kinbridge.people.models import Family
from tests.alder import Form, personas, shape, signed_in, undone, walk

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.usefixtures("county")]
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE")
NUMBERS = ("1", "2147483648", "9223372036854775808")
WORDS = ("x", "a" * 300)
RUBBISH = (
    "",
    "\x00",
    "-1",
    "9" * 400,
    "NaN",
    "2026-02-30",
    "0001-01-01",
    "9999-12-31",
    "é" * 3000,
    "../../etc/passwd",
    "<script>alert(1)</script>",
    "' OR 1=1 --",
    "00000000-0000-0000-0000-000000000000",
    "\U0001f469\u200d\U0001f467 \u202e",
)
BODIES = (
    ("application/json", b'{"a": '),
    ("application/json", b"[" * 5000),
    ("multipart/form-data", b"no boundary at all"),
    ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data; name=\xff\r\n\r\n\xff\r\n--x--"),
    ("application/x-www-form-urlencoded; charset=utf-99", b"a=%ff%00"),
    ("application/x-www-form-urlencoded", b"%ff=%fe&csrfmiddlewaretoken=%00" + b"&a=1" * 2000),
    ("text/\xe9", b"\xff\xfe"),
)
QUERY = "?" + "&".join(
    f"{name}=%FF%00{'9' * 60}"
    for name in "before after words purpose months_shown months starts returns language lang what person to".split()
)
MOTHER = 10
LOOKS_AT = (1, 3, 5, 9, MOTHER, 12, 13, 14)
"""A caseworker, a counselor, a social worker, the coordinator, a mother, the privacy officer, counsel, a trainer."""


@pytest.fixture(scope="module", autouse=True)
def unlimited() -> Iterator[None]:
    """One address asks often here; how often someone may try to sign in has its own tests."""
    limits, settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS, False
    yield
    settings.ACCOUNT_RATE_LIMITS = limits


@pytest.fixture(scope="module")
def clients(county: County) -> dict[int, Client]:
    """Whoever asks, by the number of the persona; 0 is a visitor who has not signed in."""
    found = {persona.order: signed_in(persona.user, strict=False) for persona in personas()}
    return {0: Client(raise_request_exception=False), **{who: found[who] for who in LOOKS_AT}}


@pytest.fixture(scope="module")
def forms(clients: dict[int, Client]) -> list[tuple[int, str, Form]]:
    """Every different form that these people are shown, with the first of them to see it and where it goes."""
    found: dict[tuple[str, ...], tuple[int, str, Form]] = {}
    for who in LOOKS_AT:
        with undone():
            for visit in walk(clients[who], depth=3, pages=80, alike=1):
                for form in visit.page.forms if visit.page is not None else ():
                    at = form.action or visit.answer.request["PATH_INFO"]
                    if not at.startswith(("/leave/", "/accounts/logout/", "/i18n/")):
                        found.setdefault((shape(at), form.method, *sorted(form.fields)), (who, at, form))
    return list(found.values())


def addresses(patterns: list[URLPattern | URLResolver], *, before: str = "") -> Iterator[str]:
    """Every route of the site, as written in the urls modules."""
    for pattern in patterns:
        route = before + re.sub(r"\(\?P<(\w+)>[^()]*(\([^()]*\)[^()]*)*\)", r"<slug:\1>", str(pattern.pattern))
        route = route.replace("^", "").replace("$", "").replace("\\Z", "")
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, before=route)
        else:
            yield "/" + route


def filled(route: str) -> Iterator[str]:
    """The route with right, foreign, unknown and impossible values in each of its places."""
    known = [str(key) for key in Family.objects.order_by("pk").values_list("key", flat=True)[:2]]  # Ana's, and Maya's
    values = {
        "uuid": [*known, str(uuid4())],
        "int": list(NUMBERS),
        "slug": list(WORDS),
        "str": list(WORDS),
        "path": list(WORDS),
        "consent_step": ["about", "who", "what", "until"],
    }
    places = re.findall(r"<(?:(\w+):)?(\w+)>", route)
    for chosen in product(*(values.get(kind or "str", WORDS) for kind, _ in places)):
        address = route
        for (kind, name), value in zip(places, chosen, strict=True):
            address = address.replace(f"<{kind}:{name}>" if kind else f"<{name}>", value)
        yield address


def ask(client: Client, address: str, method: str = "GET", **more: object) -> int:
    """The status of the answer. Nothing asked lasts, not even signing out."""
    before = deepcopy(client.cookies)
    with undone():
        status: int = client.generic(method, address, **more).status_code  # type: ignore[arg-type]
    client.cookies = before
    return status


def test_the_list_of_addresses_is_not_empty() -> None:
    routes = list(addresses(get_resolver().url_patterns))
    assert len(routes) > 60
    assert "/family/<uuid:key>/chart/" in routes


@pytest.mark.parametrize("who", [0, *LOOKS_AT[:1], MOTHER])
def test_no_address_breaks_on_a_wrong_id_or_method(who: int, clients: dict[int, Client]) -> None:
    every = [address for route in addresses(get_resolver().url_patterns) for address in filled(route)]
    trouble = []
    for number, address in enumerate(every):
        methods = METHODS if number % 9 == 0 else METHODS[:2] if number % 3 == 0 else (METHODS[number % 3],)
        found = [(method, ask(clients[who], address, method)) for method in methods]
        trouble += [f"{status} {method} {address[:120]}" for method, status in found if status >= 500]
    assert not trouble, "\n".join(trouble)
    assert who == 0 or clients[who].get("/", follow=True).status_code == 200


def test_no_address_breaks_on_a_wrong_type_or_encoding(clients: dict[int, Client]) -> None:
    trouble = []
    for number, route in enumerate(addresses(get_resolver().url_patterns)):
        address, client = next(filled(route)), clients[LOOKS_AT[number % len(LOOKS_AT)]]
        found = [(kind, ask(client, address, "POST", data=body, content_type=kind)) for kind, body in BODIES]
        found.append(("query", ask(client, address + QUERY)))
        trouble += [f"{status} {kind} {address}" for kind, status in found if status >= 500]
    assert not trouble, "\n".join(trouble)


@pytest.mark.parametrize(
    "address",
    [
        "/family/not-a-key/",
        "/family/00000000-0000-0000-0000-00000000000/chart/",
        "/family/%00/",
        "/family/%ff%fe/people/",
        "/referrals/%F0%9F%91%A9/",
        "/team/1e9/",
        "/plans/copies/-1/received/",
        "/" + "a/" * 900,
        "/..%2f..%2fetc/passwd",
        "/learn/%25/",
    ],
)
def test_an_address_that_is_no_address_is_not_found(address: str, clients: dict[int, Client]) -> None:
    for client in clients.values():
        assert ask(client, address) == 404


def test_no_form_breaks_on_rubbish(forms: list[tuple[int, str, Form]], clients: dict[int, Client]) -> None:
    """Every form, with rubbish in all of its fields at once, then in one field at a time."""
    trouble = []
    for turn, (who, at, form) in enumerate(forms):
        for fields in spoiled(form, turn):
            query, body = ("", urlencode(fields)) if form.method == "post" else ("?" + urlencode(fields), "")
            kind = "application/x-www-form-urlencoded"
            status = ask(clients[who], at + query, form.method.upper(), data=body, content_type=kind)
            if status >= 500:
                trouble.append(f"{status} {form.method} {at} {str(fields)[:200]}")
    assert not trouble, "\n".join(trouble)
    assert len(forms) > 15


def spoiled(form: Form, turn: int) -> Iterator[dict[str, str]]:
    """A third of the rubbish in all fields at once, another third the next time, and some of it in single fields."""
    names = [name for name in form.fields if name != "csrfmiddlewaretoken"]
    for rubbish in RUBBISH[turn % 3 :: 3]:
        yield dict.fromkeys(names, rubbish)
    for number, name in enumerate(names[turn % 3 :: 3][:6]):
        yield form.fields | {name: RUBBISH[(turn + number) % len(RUBBISH)]}


def test_a_refusal_never_names_anybody() -> None:
    """What a stranger's family, an unknown one and a wrong number answer is the same neutral page."""
    maya = signed_in(personas()[0].user, strict=False)
    mine = {str(key) for key in re.findall(r"/family/([0-9a-f-]{36})/", maya.get("/families/").content.decode())}
    strangers = [family for family in Family.objects.all() if str(family.key) not in mine]
    assert strangers
    for family in strangers[:5]:
        for page in ("", "chart/", "people/", "timeline/", "consents/", "plans/", "screen/", "refer/", "referrals/"):
            answer = maya.get(f"/family/{family.key}/{page}")
            assert answer.status_code == 404
            assert family.name not in answer.content.decode()
