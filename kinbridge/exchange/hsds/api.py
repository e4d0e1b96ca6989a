"""The read API of HSDS 3.0: the published directory, for anyone. Partners who sign in may ask for their own view."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, StreamingHttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date
from django.utils.timezone import now
from django.views.decorators.http import require_safe

from kinbridge.accounts.models import Role
from kinbridge.directory.models import Organization, Service, Viewer, changed_at
from kinbridge.directory.rules.audience import Audience
from kinbridge.directory.shown import Sight
from kinbridge.exchange.hsds import give, listed
from kinbridge.exchange.hsds.asked import Asked, Unclear, asked
from kinbridge.exchange.hsds.capacities import with_capacities
from kinbridge.exchange.hsds.give import Shape, Tree
from kinbridge.exchange.hsds.listed import Busy, Contents, Lines

VERSION = "3.0"
PROFILE = "https://docs.openreferral.org/en/3.0/hsds/"
DEFINITION = "https://raw.githubusercontent.com/openreferral/specification/3.0/schema/openapi.json"
SERVICES_TOLD = 100
"""An organization with more services is given without them; /services?organization_id= pages through them."""
LINES = "application/x-ndjson"
Answer = Callable[..., Tree | Lines | None]


def answered(answer: Answer) -> Callable[..., HttpResponseBase]:
    """Makes a JSON answer of a tree; says in words what is wrong; sends nothing to who has it already."""

    @require_safe
    @wraps(answer)
    def page(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        viewer: Viewer | None = getattr(request, "viewer", None)
        try:
            wanted = asked(request.GET.dict())
            if wanted.view is Audience.PUBLIC:
                response = as_known(request)
                held = response.status_code in (304, 412)
                return response if held else filled(response, answer(wanted, Sight(), **kwargs))
            if viewer is None or viewer.role == Role.PARENT:
                return said("Only the coalition's partners, signed in, see this view. Leave view out.", status=403)
            response = HttpResponse(content_type="application/json")
            return filled(response, answer(wanted, Sight(viewer, wanted.view), **kwargs))
        except Unclear as trouble:
            return said(str(trouble), status=400)
        except Busy:
            busy = said(
                "Somebody else reads all of it at this moment. Try again in a minute, or read pages.", status=503
            )
            busy["Retry-After"] = "60"
            return busy

    return page


def as_known(request: HttpRequest) -> HttpResponse:
    """An empty answer with its date and tag; "not modified" when nothing was published since the reader's copy."""
    latest = changed_at()
    response = HttpResponse(content_type="application/json")
    response["Access-Control-Allow-Origin"] = "*"
    response["Cache-Control"] = "no-cache"  # a place may become confidential at any moment: ask each time
    patch_vary_headers(response, ["Cookie"])
    if latest is None:
        return response
    whole = int(latest.timestamp())
    tag = f'"{sha256(f"{latest.isoformat()} {request.get_full_path()}".encode()).hexdigest()[:32]}"'
    answer = get_conditional_response(request, etag=tag, last_modified=whole, response=response) or response
    answer["ETag"] = tag
    answer["Last-Modified"] = http_date(whole)
    return answer


def filled(response: HttpResponse, content: Tree | Lines | None) -> HttpResponseBase:
    if content is None:
        return said("There is no such row here.", status=404)
    if isinstance(content, Lines):
        stream = StreamingHttpResponse(content, content_type=LINES)
        for name in ("Access-Control-Allow-Origin", "Cache-Control", "ETag", "Last-Modified", "Vary"):
            if name in response:
                stream[name] = response[name]
        return stream
    response.content = JsonResponse(content, json_dumps_params={"ensure_ascii": False}).content
    return response


def said(words: str, *, status: int) -> HttpResponse:
    return JsonResponse({"error": words}, status=status)


def as_trees(shape: Shape, sight: Sight, asked: Asked) -> Contents:
    """What is sent line by line takes minutes, in which a place may become confidential: so it is looked at anew."""
    return lambda rows: give.given(rows, shape, sight.anew() if asked.lines else sight)


@answered
def root(_asked: Asked, _sight: Sight) -> Tree:
    return {"version": VERSION, "profile": PROFILE, "openapi_url": DEFINITION}


@answered
def services(asked: Asked, sight: Sight) -> Tree | Lines:
    trees = as_trees(give.SERVICE if asked.full else give.BRIEF_SERVICE, sight, asked)
    contents = listed.minimal if asked.minimal else lambda rows: with_capacities(trees(rows), sight, at=now())
    return listed.page_of(listed.services(asked), asked, contents)


@answered
def service(_asked: Asked, sight: Sight, *, pk: UUID) -> Tree | None:
    found = listed.one(Service.objects.all(), pk, shape=give.SERVICE, sight=sight)
    with_capacities([found] if found else [], sight, at=now())
    return found


@answered
def organizations(asked: Asked, sight: Sight) -> Tree | Lines:
    shape = give.PARTNER if asked.full else {}
    return listed.page_of(listed.organizations(asked), asked, as_trees(shape, sight, asked))


@answered
def organization(_asked: Asked, sight: Sight, *, pk: UUID) -> Tree | None:
    runs_many = Service.objects.filter(organization=pk).values("pk")[: SERVICES_TOLD + 1]
    shape = give.PARTNER if len(runs_many) > SERVICES_TOLD else give.ORGANIZATION
    return listed.one(Organization.objects.all(), pk, shape=shape, sight=sight)


@answered
def service_at_locations(asked: Asked, sight: Sight) -> Tree | Lines:
    shape = give.PLACED if asked.full else give.BRIEF_PLACED
    return listed.page_of(listed.service_at_locations(asked), asked, as_trees(shape, sight, asked))


@answered
def service_at_location(asked: Asked, sight: Sight, *, pk: UUID) -> Tree | None:
    return listed.one(listed.service_at_locations(asked), pk, shape=give.PLACED, sight=sight)


def classification(rows: Callable[[Asked], QuerySet[Any]], shape: Shape) -> tuple[Any, Any]:
    """The list of a kind of classification, and one of it."""

    @answered
    def many(asked: Asked, sight: Sight) -> Tree | Lines:
        return listed.page_of(rows(asked), asked, as_trees(shape, sight, asked))

    @answered
    def single(asked: Asked, sight: Sight, *, pk: UUID) -> Tree | None:
        return listed.one(rows(asked), pk, shape=shape, sight=sight)

    return many, single


taxonomies, taxonomy = classification(listed.taxonomies, {})
taxonomy_terms, taxonomy_term = classification(listed.taxonomy_terms, give.TERM)
