"""Documents that learning activities keep here, and the conditions on which one may be written over."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha1

from django.db import transaction
from django.db.models import QuerySet

from kinbridge.xapi.models import Document
from kinbridge.xapi.rules.validity import Invalid


class Clash(Exception):
    """There is a document already, and the request does not say that it knows which."""


class Changed(Exception):
    """The document is not the one that the request expects."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where a document lies: everything but its name."""

    coalition_id: int
    kind: str
    activity: str = ""
    agent: str = ""
    registration: str | None = None

    def documents(self) -> QuerySet[Document]:
        here = Document.objects.filter(
            coalition=self.coalition_id, kind=self.kind, activity=self.activity, agent=self.agent
        )
        return here if self.registration is None else here.filter(registration=self.registration)

    def find(self, name: str) -> Document | None:
        return self.documents().filter(name=name, registration=self.registration or "").first()


@dataclass(frozen=True, slots=True)
class Sent:
    """What came, and what the request expects to find."""

    content: bytes
    content_type: str
    if_match: str = ""
    if_none_match: str = ""


@transaction.atomic
def put_document(*, shelf: Shelf, name: str, sent: Sent, must_know: bool, at: datetime) -> None:
    """Write the document whole. `must_know`: who writes over a profile says which version they saw."""
    there = shelf.find(name)
    _expected(there, sent)
    if must_know and there is not None and not (sent.if_match or sent.if_none_match):
        raise Clash("There is a document of this name. Fetch it, then send its ETag as If-Match.")
    _write(shelf, name, sent.content, sent.content_type, at)


@transaction.atomic
def post_document(*, shelf: Shelf, name: str, sent: Sent, at: datetime) -> None:
    """Merge one JSON object into another, top level only; or write what was not there yet."""
    there = shelf.find(name)
    _expected(there, sent)
    content = sent.content
    if _is_json(sent.content_type):
        _object(content)
    if there is not None:
        if not (_is_json(there.content_type) and _is_json(sent.content_type)):
            raise Invalid("Only a JSON object can be merged, and only into a JSON object. Use PUT to replace.")
        content = json.dumps(_object(bytes(there.content)) | _object(content)).encode()
    _write(shelf, name, content, sent.content_type, at)


@transaction.atomic
def delete_document(*, shelf: Shelf, name: str, sent: Sent) -> None:
    """One document, or, without a name, all on this shelf."""
    if name:
        _expected(shelf.find(name), sent)
        shelf.documents().filter(name=name, registration=shelf.registration or "").delete()
    else:
        shelf.documents().delete()


def _write(shelf: Shelf, name: str, content: bytes, content_type: str, at: datetime) -> None:
    Document.objects.update_or_create(
        coalition_id=shelf.coalition_id,
        kind=shelf.kind,
        activity=shelf.activity,
        agent=shelf.agent,
        registration=shelf.registration or "",
        name=name,
        defaults={
            "content": content,
            "content_type": content_type[:200],
            "etag": sha1(content, usedforsecurity=False).hexdigest(),
            "updated": at,
        },
    )


def _expected(there: Document | None, sent: Sent) -> None:
    tag = there.etag if there is not None else ""
    if sent.if_none_match and (_names(sent.if_none_match, tag)):
        raise Changed("A document that should not be here is here.")
    if sent.if_match and not _names(sent.if_match, tag):
        raise Changed("The document is another one by now. Fetch it again.")


def _names(header: str, tag: str) -> bool:
    tags = {one.strip().removeprefix("W/").strip('"') for one in header.split(",")}
    return bool(tag) and ("*" in tags or tag in tags)


def _is_json(content_type: str) -> bool:
    return content_type.partition(";")[0].strip().lower() == "application/json"


def _object(content: bytes) -> dict[str, object]:
    try:
        found = json.loads(content)
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise Invalid("The document says that it is JSON, and is no JSON object.")
    return found
