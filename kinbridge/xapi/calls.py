"""What every call shares: who calls, in which version, with which parameters; and errors as plain sentences."""

from __future__ import annotations

import binascii
import json
import re
from base64 import b64decode
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from hmac import compare_digest
from typing import Any
from urllib.parse import parse_qsl

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from kinbridge.xapi.actions import Conflict, Store, digest_of
from kinbridge.xapi.documents import Changed, Clash
from kinbridge.xapi.models import Credential
from kinbridge.xapi.rules.validity import Invalid

VERSION = "1.0.3"
KNOWN_VERSION = re.compile(r"1\.0(\.\d+)?")
VERSION_HEADER = "X-Experience-API-Version"
AS_HEADERS = {
    "authorization": "Authorization",
    "x-experience-api-version": VERSION_HEADER,
    "content-type": "Content-Type",
    "content-length": "Content-Length",
    "if-match": "If-Match",
    "if-none-match": "If-None-Match",
    "accept-language": "Accept-Language",
}


@dataclass(frozen=True, slots=True)
class Call:
    """One request, whichever of the two ways it was written."""

    method: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes
    store: Store

    def header(self, name: str) -> str:
        return self.headers.get(name.lower(), "")

    def only(self, *names: str) -> None:
        """Raises `Invalid` for a parameter that is not among these."""
        if set(self.query) - set(names):
            raise Invalid(f"A parameter is unknown here; these are known: {', '.join(sorted(names))}.")

    def needs(self, name: str) -> str:
        if not self.query.get(name):
            raise Invalid(f"{name} is missing.")
        return self.query[name]

    def json(self, name: str) -> Any:
        return parsed(self.needs(name).encode(), name)


class Unknown(Exception):
    """There is nothing at this address for this caller."""


class NotKnown(Exception):
    """The caller did not say who they are, or not truly."""


class Forbidden(Exception):
    """The caller is known, and may not do this."""


class TooLarge(Exception):
    """More came than this store takes at once."""


Answer = Callable[..., HttpResponse]
Admit = Callable[[str, str], Store]
NAMED = {"GET": "get", "HEAD": "get", "PUT": "put", "POST": "post", "DELETE": "delete"}
REFUSED = {
    Invalid: 400,
    NotKnown: 401,
    Forbidden: 403,
    Unknown: 404,
    Conflict: 409,
    Clash: 409,
    Changed: 412,
    TooLarge: 413,
}


def by_key(key: str, secret: str) -> Store:
    """The store of the outside system that holds this key. Raises `NotKnown`."""
    credential = Credential.objects.filter(key=key[:40].replace("\x00", ""), ended_at=None).first()
    digest = credential.digest if credential is not None else ""
    if credential is None or not compare_digest(digest, digest_of(secret)):
        raise NotKnown("This key and secret are not known here.")
    return Store(credential.coalition_id, authority_named(credential.key))


def resource(*, admit: Admit = by_key, **methods: Answer) -> Answer:
    """A resource of the record store: a function for each method; HEAD answers as GET does, without a body.

    `admit` finds the store for the name and the secret that the caller signs in with, or raises `NotKnown`.
    """

    def page(request: HttpRequest, **kwargs: str) -> HttpResponse:
        try:
            answer = methods.get(NAMED.get(_method(request), ""))
            response = HttpResponse(status=405) if answer is None else answer(_read(request, admit), **kwargs)
        except tuple(REFUSED) as error:
            response = HttpResponse(str(error), status=REFUSED[type(error)], content_type="text/plain; charset=utf-8")
            if response.status_code == 401:
                response["WWW-Authenticate"] = 'Basic realm="xAPI"'
        response[VERSION_HEADER] = VERSION
        return response

    return csrf_exempt(wraps(resource)(page))


def _read(request: HttpRequest, admit: Admit) -> Call:
    method, body = request.method or "GET", _body(request)
    query = {name: values[-1] for name, values in request.GET.lists()}
    headers = {name.lower(): value for name, value in request.headers.items()}
    if method == "POST" and "method" in query:
        method, query, headers, body = _alternate(query, headers, body)
    if any("\x00" in value for value in query.values()):
        raise Invalid("A parameter holds a character that is no text.")
    if not KNOWN_VERSION.fullmatch(headers.get(VERSION_HEADER.lower(), "")):
        raise Invalid(f"Send the header {VERSION_HEADER}: {VERSION}; this store speaks 1.0 only.")
    return Call(method, query, headers, body, admit(*_signed_in(headers.get("authorization", ""))))


def _method(request: HttpRequest) -> str:
    """What is asked, whichever of the two ways it is written."""
    alternate = request.GET.get("method", "") if request.method == "POST" else ""
    return alternate.upper() or request.method or "GET"


def _body(request: HttpRequest) -> bytes:
    try:
        return request.body
    except RequestDataTooBig as error:
        most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        raise TooLarge(f"This store takes {most:,} bytes at once. Send fewer statements, or smaller files.") from error


def _alternate(
    query: dict[str, str], headers: dict[str, str], body: bytes
) -> tuple[str, dict[str, str], dict[str, str], bytes]:
    """The other way to write a request: POST with the method in the address and all else as form fields."""
    if len(query) > 1:
        raise Invalid("With method in the address, every other parameter goes into the form.")
    if headers.get("content-type", "").partition(";")[0] != "application/x-www-form-urlencoded":
        raise Invalid("With method in the address, send a form.")
    try:
        form = dict(parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=100))
    except ValueError as error:
        raise Invalid("The form cannot be read as UTF-8.") from error
    content = form.pop("content", "").encode()
    told = {name.lower(): form.pop(name) for name in list(form) if name.lower() in AS_HEADERS}
    told.setdefault("content-type", "application/json")
    kept = {name: value for name, value in headers.items() if name not in ("content-type", "content-length")}
    return query["method"].upper(), form, kept | told, content


def _signed_in(authorization: str) -> tuple[str, str]:
    """The name and the secret of HTTP Basic. Raises `NotKnown`."""
    scheme, _, told = authorization.partition(" ")
    try:
        name, _, secret = b64decode(told, validate=True).decode().partition(":")
    except (binascii.Error, ValueError) as error:
        raise NotKnown("Sign in with HTTP Basic: a key of this record store and its secret.") from error
    if scheme.lower() != "basic":
        raise NotKnown("Sign in with HTTP Basic: a key of this record store and its secret.")
    return name, secret


def authority_named(name: str) -> dict[str, Any]:
    """Who vouches for what is stored: this site, by the name of a key."""
    return {"objectType": "Agent", "account": {"homePage": settings.KINBRIDGE_ADDRESS, "name": name}}


def parsed(content: bytes, what: str) -> Any:
    """JSON, strictly. Raises `Invalid`."""
    try:
        found = json.loads(content, parse_constant=_no_number, object_pairs_hook=_each_once)
        _storable(json.dumps(found, ensure_ascii=False))
    except (ValueError, RecursionError) as error:
        raise Invalid(f"{what}: this is not JSON, says a name twice, or holds a character that is no text.") from error
    return found


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose names stand once each. Raises `ValueError`."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("twice")
    return found


def _storable(text: str) -> None:
    """Raises `ValueError` for half of a surrogate pair and for NUL, which no database keeps as text."""
    text.encode()
    if "\x00" in text or "\\u0000" in text:
        raise ValueError("NUL")


def _no_number(name: str) -> float:
    raise ValueError(name)
