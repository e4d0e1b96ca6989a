"""The shape of a statement as JSON Schema, after "Experience API" 1.0.3, part two. In our own words, as data."""

from __future__ import annotations

from typing import Any

Schema = dict[str, Any]

TAG = (  # RFC 5646: language, script, region, variants, extensions and private use, in this order
    r"^(([A-Za-z]{2,3}(-[A-Za-z]{3}){0,3}|[A-Za-z]{4,8})(-[A-Za-z]{4})?(-([A-Za-z]{2}|\d{3}))?"
    r"(-([A-Za-z0-9]{5,8}|\d[A-Za-z0-9]{3}))*(-[0-9A-WY-Za-wy-z](-[A-Za-z0-9]{2,8})+)*(-[xX](-[A-Za-z0-9]{1,8})+)?"
    r"|[xXiI](-[A-Za-z0-9]{1,8})+)$"
)
IRI = r"^[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+$"
UUID = r"^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-5][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}$"
TIME = r"^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}:\d{2}([.,]\d+)?([Zz]|[+-]\d{2}(:?\d{2})?)?$"
DURATION = (
    r"^P(\d+([.,]\d+)?W|(?=.)(\d+([.,]\d+)?Y)?(\d+([.,]\d+)?M)?(\d+([.,]\d+)?D)?"
    r"(T(?=.)(\d+([.,]\d+)?H)?(\d+([.,]\d+)?M)?(\d+([.,]\d+)?S)?)?)$"
)
VERSION = r"^1\.0(\.\d+)?$"
INTERACTIONS = (
    *("true-false", "choice", "fill-in", "long-fill-in", "matching", "performance", "sequencing"),
    *("likert", "numeric", "other"),
)
IDENTIFIERS = ("mbox", "mbox_sha1sum", "openid", "account")


def text(pattern: str = "") -> Schema:
    return {"type": "string", "pattern": pattern} if pattern else {"type": "string"}


def named(*required: str, **properties: Schema) -> Schema:
    """An object with these properties and no others."""
    return {"type": "object", "properties": properties, "required": list(required), "additionalProperties": False}


def ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def listed(what: Schema) -> Schema:
    return {"type": "array", "items": what}


LANGUAGE_MAP: Schema = {
    "type": "object",
    "propertyNames": text(TAG),
    "additionalProperties": text(),
    "minProperties": 1,
}
EXTENSIONS: Schema = {"type": "object", "propertyNames": text(IRI)}
IDENTITY: Schema = {
    "name": text(),
    "mbox": text(r"^mailto:[^@\s]+@[^@\s]+$"),
    "mbox_sha1sum": text(r"^[0-9a-fA-F]{40}$"),
    "openid": text(IRI),
    "account": named("homePage", "name", homePage=text(IRI), name=text()),
}
ONE_IDENTIFIER = [{"required": [one]} for one in IDENTIFIERS]
AGENT = named(objectType={"const": "Agent"}, **IDENTITY) | {"oneOf": ONE_IDENTIFIER}
GROUP = named("objectType", objectType={"const": "Group"}, member=listed(ref("agent")), **IDENTITY) | {
    "anyOf": [
        {"oneOf": ONE_IDENTIFIER},
        {"required": ["member"], "not": {"anyOf": ONE_IDENTIFIER}},
    ]
}
COMPONENTS = listed(named("id", id=text(), description=LANGUAGE_MAP))
DEFINITION = named(
    name=LANGUAGE_MAP,
    description=LANGUAGE_MAP,
    type=text(IRI),
    moreInfo=text(IRI),
    extensions=EXTENSIONS,
    interactionType={"enum": list(INTERACTIONS)},
    correctResponsesPattern=listed(text()),
    **dict.fromkeys(("choices", "scale", "source", "target", "steps"), COMPONENTS),
) | {"dependentRequired": {"correctResponsesPattern": ["interactionType"]}}
ACTIVITY = named("id", objectType={"const": "Activity"}, id=text(IRI), definition=DEFINITION)
STATEMENT_REF = named("objectType", "id", objectType={"const": "StatementRef"}, id=text(UUID))
ACTIVITIES: Schema = {"anyOf": [ref("activity"), listed(ref("activity"))]}
SCORE = named(
    scaled={"type": "number", "minimum": -1, "maximum": 1},
    raw={"type": "number"},
    min={"type": "number"},
    max={"type": "number"},
)
RESULT = named(
    score=SCORE,
    success={"type": "boolean"},
    completion={"type": "boolean"},
    response=text(),
    duration=text(DURATION),
    extensions=EXTENSIONS,
)
CONTEXT = named(
    registration=text(UUID),
    instructor={"anyOf": [ref("agent"), ref("group")]},
    team=ref("group"),
    contextActivities=named(**dict.fromkeys(("parent", "grouping", "category", "other"), ACTIVITIES)),
    revision=text(),
    platform=text(),
    language=text(TAG),
    statement=ref("statement_ref"),
    extensions=EXTENSIONS,
)
ATTACHMENT = named(
    *("usageType", "display", "contentType", "length", "sha2"),
    usageType=text(IRI),
    display=LANGUAGE_MAP,
    description=LANGUAGE_MAP,
    contentType=text(r"^[^\s/;]+/[^\s/;]+(\s*;.*)?$"),
    length={"type": "integer", "minimum": 0},
    sha2=text(r"^[0-9a-fA-F]{56}([0-9a-fA-F]{8}|[0-9a-fA-F]{40}|[0-9a-fA-F]{72})?$"),
    fileUrl=text(IRI),
)
SAID: Schema = {
    "actor": {"anyOf": [ref("agent"), ref("group")]},
    "verb": named("id", id=text(IRI), display=LANGUAGE_MAP),
    "result": RESULT,
    "context": CONTEXT,
    "timestamp": text(TIME),
    "attachments": listed(ATTACHMENT),
}
TARGETS = [ref("activity"), ref("statement_ref"), ref("group"), ref("agent") | {"required": ["objectType"]}]
SUB_STATEMENT = named(
    *("objectType", "actor", "verb", "object"),
    objectType={"const": "SubStatement"},
    object={"anyOf": TARGETS},
    **SAID,
)
STATEMENT = named(
    *("actor", "verb", "object"),
    id=text(UUID),
    object={"anyOf": [*TARGETS, ref("sub_statement")]},
    stored=text(TIME),
    authority={"anyOf": [ref("agent"), ref("authority_group")]},
    version=text(VERSION),
    **SAID,
)
AUTHORITY_GROUP = named(
    *("objectType", "member"),
    objectType={"const": "Group"},
    name=text(),
    member=listed(ref("agent")) | {"minItems": 2, "maxItems": 2},
)
DEFS: Schema = {
    "agent": AGENT,
    "group": GROUP,
    "authority_group": AUTHORITY_GROUP,
    "activity": ACTIVITY,
    "statement_ref": STATEMENT_REF,
    "sub_statement": SUB_STATEMENT,
}


def whole(of: Schema) -> Schema:
    """A schema that stands by itself."""
    return of | {"$schema": "https://json-schema.org/draft/2020-12/schema", "$defs": DEFS}
