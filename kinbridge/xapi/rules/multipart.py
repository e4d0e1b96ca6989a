"""Statements with files: `multipart/mixed` read and written. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from email.message import Message
from email.parser import BytesParser
from hashlib import sha256, sha384, sha512
from typing import Any

from kinbridge.xapi.rules.validity import Invalid

DIGESTS = {64: sha256, 96: sha384, 128: sha512}


@dataclass(frozen=True, slots=True)
class File:
    """One attachment's bytes, named by the digest that its statement gives."""

    sha2: str
    content_type: str
    content: bytes


def parts_of(body: bytes, content_type: str) -> tuple[bytes, list[File]]:
    """The JSON part and the files. Raises `Invalid` for anything else."""
    head = f"Content-Type: {content_type}\r\nMIME-Version: 1.0\r\n\r\n".encode("latin-1", "replace")
    message = BytesParser().parsebytes(head + body)
    parts = message.get_payload() if message.is_multipart() else []
    if not isinstance(parts, list) or not parts or message.defects:
        raise Invalid("The request is not multipart/mixed with a boundary; send application/json, or mend the parts.")
    first, *rest = [part for part in parts if isinstance(part, Message)]
    if first.get_content_type() != "application/json":
        raise Invalid("The first part holds the statements, as application/json.")
    return _bytes(first), [_file(part) for part in rest]


def _file(part: Message) -> File:
    sha2 = str(part.get("X-Experience-API-Hash", "")).lower()
    content = _bytes(part)
    if str(part.get("Content-Transfer-Encoding", "")).lower() != "binary":
        raise Invalid("Each file says Content-Transfer-Encoding: binary.")
    digest = DIGESTS.get(len(sha2))
    if digest is None or digest(content).hexdigest() != sha2:
        raise Invalid("A file's X-Experience-API-Hash is not the SHA-2 digest of what came.")
    return File(sha2, part.get_content_type(), content)


def _bytes(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def check_files(statements: list[dict[str, Any]], files: list[File]) -> None:
    """Every file belongs to a statement, and every attachment has its file or says where it is."""
    told = [one for statement in statements for one in _attachments(statement)]
    known = {one["sha2"].lower() for one in told}
    came = {file.sha2 for file in files}
    if came - known:
        raise Invalid("A file came that no statement names.")
    if any("fileUrl" not in one and one["sha2"].lower() not in came for one in told):
        raise Invalid("An attachment has neither a file in this request nor a fileUrl.")


def _attachments(statement: dict[str, Any]) -> list[dict[str, Any]]:
    sub = statement["object"] if statement["object"].get("objectType") == "SubStatement" else {}
    return [*statement.get("attachments", ()), *sub.get("attachments", ())]


def joined(statements: bytes, files: list[File], *, boundary: str) -> bytes:
    """One multipart/mixed body."""
    pieces = [b"Content-Type: application/json\r\n\r\n" + statements]
    pieces += [
        f"Content-Type: {file.content_type}\r\nContent-Transfer-Encoding: binary\r\n"
        f"X-Experience-API-Hash: {file.sha2}\r\n\r\n".encode()
        + file.content
        for file in files
    ]
    mark = f"--{boundary}".encode()
    return b"".join(mark + b"\r\n" + piece + b"\r\n" for piece in pieces) + mark + b"--\r\n"
