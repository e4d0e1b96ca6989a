"""Store statements, void them, and make and end the keys of outside systems."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from kinbridge.audit.actions import record as audit
from kinbridge.directory.models import Viewer
from kinbridge.xapi.models import Activity, Attachment, Credential, Statement
from kinbridge.xapi.rules.identity import CONTEXT_KEYS, found_by, same
from kinbridge.xapi.rules.multipart import File
from kinbridge.xapi.rules.shown import merged, with_lists
from kinbridge.xapi.rules.validity import VOIDED, Invalid, check

Json = dict[str, Any]
LISTS = ("agents", "related_agents", "activities", "related_activities", "verbs", "registrations")


class Conflict(Exception):
    """Another statement has this id already."""


@dataclass(frozen=True, slots=True)
class Store:
    """Whose record store, and which authority its statements are given."""

    coalition_id: int
    authority: Json


@transaction.atomic
def store_statements(*, store: Store, statements: list[Json], files: Iterable[File] = (), at: datetime) -> list[str]:
    """All of them or none; their ids. The same statement sent again changes nothing.

    Raises `Invalid` for a statement that does not fit the standard, and `Conflict` for an id that says something else.
    """
    for statement in statements:
        check(statement)
    ids = [statement.get("id", str(uuid4())).lower() for statement in statements]
    if len(set(ids)) < len(ids):
        raise Invalid("Two statements of this request have the same id.")
    given = [uuid for uuid, statement in zip(ids, statements, strict=True) if "id" in statement]
    rows = Statement.objects.filter(coalition=store.coalition_id, uuid__in=given)
    known = {str(one.uuid): one for one in rows} if given else {}
    for uuid, statement in zip(ids, statements, strict=True):
        if uuid not in known:
            _store(store, uuid, statement, at)
        elif not same(known[uuid].body, statement):
            raise Conflict("Another statement has this id already; statements are never changed.")
    for file in files:
        Attachment.objects.get_or_create(
            coalition_id=store.coalition_id,
            sha2=file.sha2,
            defaults={"content_type": file.content_type[:200], "content": file.content},
        )
    return ids


def _store(store: Store, uuid: str, statement: Json, at: datetime) -> None:
    now = at.astimezone(UTC).isoformat().replace("+00:00", "Z")
    body = with_lists(statement) | {"id": uuid, "stored": now, "authority": store.authority}
    body = {"timestamp": now, "version": "1.0.0"} | body
    found = found_by(body)
    row = Statement(
        coalition_id=store.coalition_id,
        uuid=UUID(uuid),
        body=body,
        stored=at,
        target=UUID(found.target) if found.target else None,
        agents=sorted(found.agents),
        related_agents=sorted(found.related_agents),
        activities=sorted(found.activities),
        related_activities=sorted(found.related_activities),
        verbs=[found.verb],
        registrations=[found.registration] if found.registration else [],
    )
    same_store = Statement.objects.filter(coalition=store.coalition_id)
    if row.target is not None:
        target = same_store.filter(uuid=row.target).first()
        if target is not None:
            if found.verb == VOIDED:
                _void(target)
            _take_on(row, target)
    if "id" in statement:  # nothing can point to an id that was made just now
        row.voided = found.verb != VOIDED and same_store.filter(target=row.uuid, body__verb__id=VOIDED).exists()
    row.save()
    if "id" in statement:
        _pass_back(row)
    _learn_activities(store.coalition_id, body)


def _void(target: Statement) -> None:
    """A statement that itself voids another cannot be voided."""
    if target.body["verb"]["id"] == VOIDED:
        raise Invalid("A statement that voids another cannot be voided.")
    Statement.objects.filter(pk=target.pk).update(voided=True)


def _take_on(row: Statement, target: Statement) -> None:
    """Who asks for the target is given what points to it too."""
    for name in LISTS:
        setattr(row, name, sorted({*getattr(row, name), *getattr(target, name)}))


def _pass_back(row: Statement) -> None:
    """What pointed here before this came is found by it from now on, and so is what points to that."""
    waiting, seen = [row], {row.pk}
    while waiting:
        target = waiting.pop()
        for pointing in Statement.objects.filter(coalition=row.coalition_id, target=target.uuid).exclude(pk__in=seen):
            _take_on(pointing, target)
            pointing.save(update_fields=LISTS)
            seen.add(pointing.pk)
            waiting.append(pointing)


def _learn_activities(coalition_id: int, body: Json) -> None:
    target = body["object"]
    around = body.get("context", {}).get("contextActivities", {})
    told = [one for name in CONTEXT_KEYS for one in around.get(name, ())]
    if target.get("objectType", "Activity") == "Activity":
        told.append(target)
    told = [one for one in told if "definition" in one]
    iris = [one["id"] for one in told]
    known = {one.iri: one.definition for one in Activity.objects.filter(coalition=coalition_id, iri__in=iris)}
    for one in told:
        if merged(known.get(one["id"], {}), one["definition"]) != known.get(one["id"]):
            _learn_activity(coalition_id, one)


def _learn_activity(coalition_id: int, told: Json) -> None:
    known, _ = Activity.objects.select_for_update().get_or_create(coalition_id=coalition_id, iri=told["id"])
    known.definition = merged(known.definition, told["definition"])
    known.save(update_fields=["definition"])


@transaction.atomic
def make_key(*, name: str, by: Viewer, at: datetime) -> tuple[Credential, str]:
    """A new key and its secret, which is told this once."""
    secret = secrets.token_urlsafe(32)
    credential = Credential.objects.create(
        coalition_id=by.coalition_id,
        name=name,
        key=secrets.token_hex(10),
        digest=digest_of(secret),
        made_by_id=by.worker,
        made_at=at,
    )
    audit("xapi.key_made", by=by, at=at, about=f"credential:{credential.pk}")
    return credential, secret


@transaction.atomic
def end_key(*, credential: Credential, by: Viewer, at: datetime) -> None:
    """From now on nothing is taken from, or given to, who holds it."""
    credential.ended_at = at
    credential.save(update_fields=["ended_at"])
    audit("xapi.key_ended", by=by, at=at, about=f"credential:{credential.pk}")


def digest_of(secret: str) -> str:
    """Secrets are long and random, so one round is enough."""
    return sha256(secret.encode()).hexdigest()
