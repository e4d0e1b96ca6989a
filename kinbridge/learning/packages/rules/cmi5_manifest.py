"""The course structure of a cmi5 package, cmi5.xml. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from kinbridge.learning.packages.rules.limits import Refused, shown
from kinbridge.learning.packages.rules.manifest import Manifest, MoveOn, Part, Standard, checked, file_of, share
from kinbridge.learning.packages.rules.xml import Node, tree
from kinbridge.xapi.rules.schema import IRI

NAME = "cmi5.xml"
SPACE = "https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd"
MOVE_ON = {one.value: one for one in MoveOn if one is not MoveOn.NOT_FAILED}


def read_cmi5(content: bytes, *, files: Collection[str]) -> Manifest:
    """What cmi5.xml says; `files` are the paths in the package. Raises `Refused`."""
    root = tree(content, name=NAME)
    course = root.first("course")
    if root.name != "courseStructure" or root.space != SPACE or course is None:
        raise Refused(f'"{NAME}" is not a cmi5 course structure. Export the package again as cmi5.')
    parts = tuple(_part(unit, files) for unit in _units(root))
    found = Manifest(Standard.CMI5, _id(course), _words(course, "title"), _words(course, "description"), parts)
    return checked(found, name=NAME)


def _units(within: Node) -> Iterator[Node]:
    """Every assignable unit in its order, however deep its block lies."""
    for node in within.nodes:
        if node.name == "au":
            yield node
        elif node.name == "block":
            yield from _units(node)


def _part(unit: Node, files: Collection[str]) -> Part:
    told = unit.attributes.get("moveOn", MoveOn.OPENED)
    if told not in MOVE_ON:
        raise Refused(f'"{NAME}" has the moveOn "{shown(told)}", which cmi5 does not know. Export the package again.')
    file, query = file_of(unit.text_of("url"), manifest=NAME, files=files)
    return Part(
        identifier=_id(unit),
        title=_words(unit, "title"),
        file=file,
        query=query,
        move_on=MOVE_ON[told],
        mastery=share(unit.attributes.get("masteryScore", "")),
        parameters=unit.text_of("launchParameters"),
        entitlement=unit.text_of("entitlementKey"),
    )


def _id(node: Node) -> str:
    found = node.attributes.get("id", "").strip()
    if not re.fullmatch(IRI, found) or len(found) > 500:
        raise Refused(f'"{NAME}" gives its course or a part no id, or one that is no IRI. Export the package again.')
    return found


def _words(node: Node, name: str) -> str:
    """The English words of a title or a description, or the first ones there are."""
    said = node.first(name)
    strings = list(said.all("langstring")) if said is not None else []
    english = [one for one in strings if one.attributes.get("lang", "").lower().startswith("en")]
    return next((one.text for one in (*english, *strings)), "")
