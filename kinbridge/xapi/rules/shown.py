"""A statement as someone asked to see it: exactly as it came, by identifiers only, or in one language. Pure."""

from __future__ import annotations

from typing import Any

from kinbridge.xapi.rules.schema import IDENTIFIERS

Json = dict[str, Any]
FORMATS = ("exact", "ids", "canonical")
CUT = frozenset({"actor", "verb", "object", "context", "authority"})
MAPS = ("name", "description", "display")


def ids_only(said: Json) -> Json:
    """Agents, groups, verbs and activities cut down to what identifies them."""
    cut = {name: value for name, value in said.items() if name not in CUT}
    for name in ("actor", "authority"):
        if name in said:
            cut[name] = _agent(said[name])
    cut["verb"] = {"id": said["verb"]["id"]}
    target = said["object"]
    kind = target.get("objectType", "Activity")
    if kind == "SubStatement":
        cut["object"] = ids_only(target)
    elif kind in ("Agent", "Group"):
        cut["object"] = _agent(target)
    else:
        cut["object"] = _activity(target) if kind == "Activity" else target
    if "context" in said:
        context = dict(said["context"])
        for name in ("instructor", "team"):
            if name in context:
                context[name] = _agent(context[name])
        if "contextActivities" in context:
            context["contextActivities"] = {
                name: [_activity(one) for one in some] for name, some in context["contextActivities"].items()
            }
        cut["context"] = context
    return cut


def _agent(agent: Json) -> Json:
    cut = {name: agent[name] for name in ("objectType", *IDENTIFIERS) if name in agent}
    if "member" in agent and len(cut) < 2:
        cut["member"] = [_agent(member) for member in agent["member"]]
    return cut


def _activity(activity: Json) -> Json:
    return {name: activity[name] for name in ("objectType", "id") if name in activity}


def in_one_language(value: Any, languages: list[str], *, within: str = "") -> Any:
    """The same with each language map cut to one entry: the first of `languages` it has, else any."""
    if isinstance(value, list):
        return [in_one_language(one, languages, within=within) for one in value]
    if not isinstance(value, dict) or within == "extensions":
        return value
    if within in MAPS and value:
        best = next((tag for wish in languages for tag in value if _fits(tag, wish)), next(iter(value)))
        return {best: value[best]}
    return {name: in_one_language(one, languages, within=name) for name, one in value.items()}


def _fits(tag: str, wish: str) -> bool:
    return tag.lower() == wish.lower() or tag.lower().startswith(f"{wish.lower()}-")


def accepted(header: str) -> list[str]:
    """The languages of an Accept-Language header, the most wanted first."""
    wishes = []
    for place, part in enumerate(header.split(",")):
        tag, _, quality = part.strip().partition(";q=")
        try:
            wishes.append((-float(quality or 1), place, tag.strip()))
        except ValueError:
            continue
    return [tag for _, _, tag in sorted(wishes) if tag and tag != "*"]


def with_lists(said: Json) -> Json:
    """The same with each kind of context activity as a list, as the store gives them back."""
    context = said.get("context", {})
    around = context.get("contextActivities")
    if around is not None:
        lists = {name: some if isinstance(some, list) else [some] for name, some in around.items()}
        said = said | {"context": context | {"contextActivities": lists}}
    if said["object"].get("objectType") == "SubStatement":
        said = said | {"object": with_lists(said["object"])}
    return said


def person_of(agents: list[Json]) -> Json:
    """One Person object from everything known of an agent."""
    person: Json = {"objectType": "Person"}
    for name in ("name", *IDENTIFIERS):
        values = []
        for agent in agents:
            if name in agent and agent[name] not in values:
                values.append(agent[name])
        if values:
            person[name] = values
    return person


def merged(old: Json, new: Json) -> Json:
    """A definition with what is new; language maps and extensions grow, everything else is replaced."""
    both = old | new
    for name in ("name", "description", "extensions"):
        if name in old and name in new:
            both[name] = old[name] | new[name]
    return both
