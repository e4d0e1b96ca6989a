"""The manifest of a SCORM package, imsmanifest.xml, of SCORM 1.2 or 2004. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from kinbridge.learning.packages.rules.limits import Refused
from kinbridge.learning.packages.rules.manifest import Manifest, MoveOn, Part, Standard, checked, file_of, share
from kinbridge.learning.packages.rules.xml import Node, tree

NAME = "imsmanifest.xml"


def read_scorm(content: bytes, *, files: Collection[str]) -> Manifest:
    """What imsmanifest.xml says of its default organization; `files` are the paths in the package. Raises `Refused`."""
    root = tree(content, name=NAME)
    standard = _standard(root)
    organization = _organization(root)
    resources = root.first("resources")
    if root.name != "manifest" or organization is None or resources is None:
        raise Refused(f'"{NAME}" lists no course and no files for it. Export the package again as SCORM.')
    known = {one.attributes.get("identifier", ""): one for one in resources.all("resource")}
    parts = tuple(
        _part(item, known[reference], resources.attributes.get("base", ""), files)
        for item in _items(organization)
        if (reference := item.attributes.get("identifierref", "")) in known and "href" in known[reference].attributes
    )
    identifier = root.attributes.get("identifier", "").strip()[:200] or "course"
    found = Manifest(standard, identifier, organization.text_of("title"), "", parts)
    return checked(found, name=NAME)


def _standard(root: Node) -> Standard:
    version = root.text_of("metadata", "schemaversion")
    if version == "1.2":
        return Standard.SCORM_12
    if version.startswith("2004") or version == "CAM 1.3":
        return Standard.SCORM_2004
    raise Refused(f'"{NAME}" does not say that it is SCORM 1.2 or SCORM 2004. Export the package again as one of them.')


def _organization(root: Node) -> Node | None:
    told = root.first("organizations")
    held = list(told.all("organization")) if told is not None else []
    default = told.attributes.get("default", "") if told is not None else ""
    return next((one for one in held if one.attributes.get("identifier") == default), held[0] if held else None)


def _items(within: Node) -> Iterator[Node]:
    for item in within.all("item"):
        yield item
        yield from _items(item)


def _part(item: Node, resource: Node, base: str, files: Collection[str]) -> Part:
    folder = base + resource.attributes.get("base", "")
    file, query = file_of(resource.attributes["href"], folder=folder, manifest=NAME, files=files)
    kind = resource.attributes.get("scormtype") or resource.attributes.get("scormType") or "sco"
    return Part(
        identifier=item.attributes.get("identifier", "").strip()[:500] or resource.attributes["identifier"][:500],
        title=item.text_of("title"),
        file=file,
        query="&".join(filter(None, (query, item.attributes.get("parameters", "").lstrip("?&")))),
        move_on=MoveOn.NOT_FAILED if kind.lower() == "sco" else MoveOn.OPENED,
        mastery=share(item.text_of("masteryscore"), of=100) if item.first("masteryscore") else _measure(item),
        parameters=item.text_of("datafromlms") or item.text_of("dataFromLMS"),
    )


def _measure(item: Node) -> float | None:
    """The score that SCORM 2004 asks of the item's first objective, where the score is what satisfies it."""
    objective = item.first("sequencing", "objectives", "primaryObjective")
    by_score = objective is not None and objective.attributes.get("satisfiedByMeasure") == "true"
    return share(objective.text_of("minNormalizedMeasure") or "1") if objective is not None and by_score else None
