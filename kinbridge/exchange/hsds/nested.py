"""Take a nested HSDS object apart into rows, each linked to the one it stood under."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from kinbridge.exchange.hsds.tables import BY_NAME, MANY, ONE, Table
from kinbridge.exchange.report import Effect, Report

Part = tuple[Table, dict[str, Any], str]
DEEPEST = 12


def parts(table: Table, content: Mapping[str, Any], *, file: str, row: str, report: Report) -> Iterator[Part]:
    """Every row in the object, with the path to it. A row may come again; links of all its places then join."""
    yield from _parts(table, dict(content), file, row, report, organization=None, depth=0)


def _parts(
    table: Table,
    content: dict[str, Any],
    file: str,
    row: str,
    report: Report,
    *,
    organization: object,
    depth: int,
) -> Iterator[Part]:
    if depth > DEEPEST:
        report.add("it is nested too deeply.", file=file, row=row[:80], effect=Effect.LEFT_OUT)
        return
    own_id = content.get("id")
    holder = content.get("organization")
    if table.name == "organization":
        organization = own_id
    elif isinstance(holder, dict):
        organization = holder.get("id") or organization
    elif content.get("organization_id"):
        organization = content["organization_id"]
    nested: list[tuple[Table, dict[str, Any], str]] = []
    flat: dict[str, Any] = {}
    for key, value in content.items():
        if key in ONE and isinstance(value, dict):
            child = BY_NAME[ONE[key]]
            link = "taxonomy_id" if key == "taxonomy_detail" else f"{child.name}_id"
            if link in table.by_name and value.get("id"):
                flat[link] = value["id"]
            nested.append((child, dict(value), f"{row}.{key}".lstrip(".")))
        elif key in MANY and isinstance(value, list):
            for number, item in enumerate(value):
                path = f"{row}.{key}[{number}]".lstrip(".")
                if isinstance(item, dict):
                    nested.append((BY_NAME[MANY[key]], _linked(BY_NAME[MANY[key]], table, own_id, item), path))
                else:
                    report.tally(MANY[key]).left_out += 1
                    fix = "Each item is an object: {…}."
                    report.add("this is not an object.", file=file, row=path, fix=fix, effect=Effect.LEFT_OUT)
        elif key in table.by_name:
            flat[key] = value
        elif value not in (None, [], {}):
            name = f"{table.name}.{key}"[:60]
            report.notice("HSDS 3.0 has no such field; it was passed over.", file=file, name=name)
    if organization and "organization_id" in table.by_name and table.name in {"program", "service"}:
        flat.setdefault("organization_id", organization)
    yield table, flat, row
    for child, item, path in nested:
        yield from _parts(child, item, file, path, report, organization=organization, depth=depth + 1)


def _linked(child: Table, parent: Table, parent_id: object, item: dict[str, Any]) -> dict[str, Any]:
    """The nested row with the link that its place implies."""
    links: dict[str, Any] = {}
    if f"{parent.name}_id" in child.by_name:
        links[f"{parent.name}_id"] = parent_id
    elif child.name == "attribute":
        links = {"link_id": parent_id, "link_entity": parent.name}
    elif child.name == "metadata":
        links = {"resource_id": parent_id, "resource_type": parent.name}
    return {**links, **{key: value for key, value in item.items() if value is not None or key not in links}}
