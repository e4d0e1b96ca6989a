"""Alder County looked at as its people do: signing in, following links, reading forms."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from kinbridge.accounts.models import Persona, User

TOKEN = re.compile(rb'\b[A-Za-z0-9]{64}\b|nonce="[^"]+"')


@contextmanager
def undone() -> Iterator[None]:
    """Whatever happens inside never happened."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def signed_in(user: User, *, strict: bool = True) -> Client:
    """A browser of this person. A strict one lets an error in a view fail the test; the other answers 500."""
    client = Client(raise_request_exception=strict)
    client.force_login(user)
    return client


def personas() -> list[Persona]:
    return list(Persona.objects.select_related("user").order_by("order"))


def plain(content: bytes) -> bytes:
    """A page without the tokens that differ from one answer to the next."""
    return TOKEN.sub(b"", content)


@dataclass
class Form:
    """A form as a browser finds it: where it goes, how, and each field with the value it would send."""

    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)


class Page(HTMLParser):
    """What a crawl needs of a page: its links, its forms, how many first headings it has, and its title."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.forms: list[Form] = []
        self.headings = 0
        self.title = ""
        self._in_title = False
        self._select = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "a" and given.get("href"):
            self.links.append(given["href"])
        elif tag == "form":
            self.forms.append(Form(given.get("action", ""), given.get("method", "get").lower()))
        elif tag in {"input", "textarea", "select", "button"} and given.get("name") and self.forms:
            self._select = given["name"] if tag == "select" else ""
            self.forms[-1].fields.setdefault(given["name"], given.get("value", ""))
        elif tag == "option" and self._select and ("selected" in given or not self.forms[-1].fields[self._select]):
            self.forms[-1].fields[self._select] = given.get("value", "")
        elif tag == "h1":
            self.headings += 1
        elif tag == "title":
            self._in_title = True

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self._in_title = False

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title += data


ONE = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d+")


def shape(address: str) -> str:
    """The address without the one family, person or number it is about."""
    parts = urlsplit(address)
    return ONE.sub("*", parts.path) + ("?" + "&".join(re.findall(r"(\w+)=", parts.query)) if parts.query else "")


@dataclass(frozen=True)
class Visit:
    address: str
    came_from: str
    answer: HttpResponse
    page: Page | None


def walk(client: Client, *, depth: int, pages: int, alike: int, kind: Callable[[str], str] = shape) -> Iterator[Visit]:
    """Follow every link from the first page on; of addresses of one `kind`, `alike` of each.

    Of one kind are, where nothing else is said, those that differ only in whom they are about.
    """
    seen, same = {"/"}, Counter[str]()
    todo = deque([("/", "the start", 0)])
    for _ in range(pages):
        if not todo:
            return
        address, came_from, steps = todo.popleft()
        answer = client.get(address, follow=True)
        html = answer["Content-Type"].startswith("text/html")
        page = Page(answer.content.decode()) if html else None
        yield Visit(address, came_from, answer, page)
        for link in page.links if page is not None and steps < depth else ():
            target = urlsplit(urljoin(answer.request["PATH_INFO"], link))
            found = target.path + (f"?{target.query}" if target.query else "")
            if not target.netloc and not target.scheme and found not in seen and same[kind(found)] < alike:
                same[kind(found)] += 1
                seen.add(found)
                todo.append((found, address, steps + 1))
