"""A signed statement: its signature is a JWS whose payload says what the statement says. Pure.

Whose key signed it is not checked; who asks for the statement is given the signature and can check it.
"""

from __future__ import annotations

import binascii
import json
from base64 import urlsafe_b64decode
from typing import Any

from kinbridge.xapi.rules.identity import same
from kinbridge.xapi.rules.multipart import File
from kinbridge.xapi.rules.shown import with_lists
from kinbridge.xapi.rules.validity import Invalid, check

SIGNATURE = "http://adlnet.gov/expapi/attachments/signature"
ALGORITHMS = ("RS256", "RS384", "RS512")
Json = dict[str, Any]


def check_signatures(statements: list[Json], files: list[File]) -> None:
    """Raises `Invalid` for a signature that is malformed or was made for something else."""
    came = {file.sha2: file.content for file in files}
    for statement in statements:
        for told in statement.get("attachments", ()):
            if told["usageType"] == SIGNATURE and told["sha2"].lower() in came:
                if told["contentType"] != "application/octet-stream":
                    raise Invalid("attachments: a signature's contentType is application/octet-stream.")
                _check(came[told["sha2"].lower()], statement)


def _check(signature: bytes, statement: Json) -> None:
    parts = signature.split(b".")
    if len(parts) != 3 or not parts[2]:
        raise Invalid("attachments: the signature is no JWS in compact form.")
    header, payload = _json(parts[0]), _json(parts[1])
    if header.get("alg") not in ALGORITHMS:
        raise Invalid("attachments: a signature's algorithm is RS256, RS384 or RS512.")
    check(payload)
    if not same(_unsigned(payload), _unsigned(statement)):
        raise Invalid("attachments: the signature was made for a statement that says something else.")


def _json(part: bytes) -> Json:
    try:
        found = json.loads(urlsafe_b64decode(part + b"=" * (-len(part) % 4)))
    except (binascii.Error, ValueError) as error:
        raise Invalid("attachments: the signature is no JWS in compact form.") from error
    if not isinstance(found, dict):
        raise Invalid("attachments: the signature is no JWS in compact form.")
    return found


def _unsigned(statement: Json) -> Json:
    """The statement without its signature, which cannot sign itself."""
    rest = [one for one in statement.get("attachments", ()) if one["usageType"] != SIGNATURE]
    bare = {name: value for name, value in statement.items() if name != "attachments"}
    return with_lists(bare | {"attachments": rest} if rest else bare)
