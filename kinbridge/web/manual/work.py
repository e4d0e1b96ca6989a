"""The plan of safe care, and who finds which pages: what the rest of the program is made of."""

from __future__ import annotations

from django.utils import translation

from kinbridge.accounts.models import Role
from kinbridge.plans.rules import NEEDS, Section, sections
from kinbridge.web.manual.markdown import Pages, bullets, count, page, plain, say, section, table
from kinbridge.web.navigation import PRIMARY

PLAN_PAGE, ROLES_PAGE = "plan-of-safe-care.md", "roles.md"
FIELD_KINDS = {"date": "a date", "yes_no": "yes or no", "text": "words"}


def pages() -> Pages:
    return {PLAN_PAGE: _plan(), ROLES_PAGE: _roles()}


def _plan() -> str:
    parts = sections()
    return page(
        "The plan of safe care",
        say("work", "plan", parts=count(len(parts), "part")),
        *(_part(part) for part in parts),
        section("Services", say("work", "services"), bullets(NEEDS)),
    )


def _part(part: Section) -> str:
    rows = [
        (field.label, FIELD_KINDS[field.kind], "yes" if field.needed else "no", field.hint) for field in part.fields
    ]
    return section(
        part.title,
        f"About the {part.about}; filed as {plain(part.category)}.",
        table(("what is asked", "holds", "needed before signing", "hint"), rows),
    )


def _roles() -> str:
    with translation.override("en"):
        places = [(str(words), roles) for words, _, roles, _ in PRIMARY]
        rows = [(str(role.label), *("yes" if role in roles else "" for _, roles in places)) for role in Role]
    return page(
        "Who finds which pages",
        say("work", "roles"),
        table(("role", *(words for words, _ in places)), rows),
    )
