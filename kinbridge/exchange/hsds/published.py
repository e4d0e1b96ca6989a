"""Check objects against HSDS's own published JSON Schemas, read from a folder outside the project (CC BY-SA 4.0)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs

from kinbridge.exchange.hsds.tables import Table

SAYS = {
    "required": "a field that HSDS requires is missing",
    "type": "it is not of the type that HSDS asks for",
    "enum": "it is not one of the words HSDS has for it",
    "format": "it is not written in the form that HSDS asks for",
}


class Schemas:
    """The schemas of one folder: `<table>.json` for nested objects, `compiled/tabular.json` for rows of tables."""

    def __init__(self, folder: Path) -> None:
        inner = folder / "schema"
        self.folder = inner if inner.is_dir() else folder
        if not (self.folder / "service.json").is_file():
            raise FileNotFoundError(
                f"{folder} holds no HSDS schemas (service.json, organization.json …); "
                "point HSDS_SCHEMAS at the schema folder of the HSDS 3.0 specification."
            )
        self.validator = cache(self._validator)

    def troubles(self, table: Table, content: dict[str, Any], *, tabular: bool = False) -> Iterator[tuple[str, str]]:
        """Each field that the published schema refuses, with the reason. Never the value itself."""
        validator = self.validator(table, tabular)
        if validator is None:
            return
        for error in validator.iter_errors(content):
            word = str(error.schema_path[-1]) if error.schema_path else ""
            path = ".".join(str(part) for part in error.instance_path)
            if word == "required":
                path = f"{path}.{error.kind.property}".lstrip(".")
            yield path, SAYS.get(word, f"the published schema's rule “{word}” does not hold")

    def _validator(self, table: Table, tabular: bool) -> Any:
        name = table.name
        if tabular:
            whole = self._read("compiled/tabular.json")
            listed = whole and whole["properties"].get(table.file)
            return jsonschema_rs.validator_for(listed["items"], validate_formats=True) if listed else None
        schema = self._read("compiled/service.json" if name == "service" else f"{name}.json")
        if schema is None:
            return None
        base = (self.folder / "x.json").as_uri()
        return jsonschema_rs.validator_for(schema, base_uri=base, retriever=self._retrieve, validate_formats=True)

    def _retrieve(self, uri: str) -> Any:
        return self._read(uri.rsplit("/", 1)[-1])

    def _read(self, name: str) -> Any:
        path = self.folder / name
        return json.loads(path.read_text("utf-8")) if path.is_file() else None
