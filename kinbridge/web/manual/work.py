"""The two plans made with a parent, and who finds which pages: what the rest of the program is made of."""

from __future__ import annotations

from datetime import date

from django.utils import translation

from kinbridge.accounts.models import Role
from kinbridge.plans.pathway.rules import RUNGS, items
from kinbridge.plans.pathway.words import DECIDED, STANDS, STEPS
from kinbridge.plans.rules import NEEDS, PlanKind, Section, reviews, sections
from kinbridge.web.manual.markdown import Pages, bullets, count, numbered, page, plain, say, section, table
from kinbridge.web.navigation import PRIMARY

PLAN_PAGE, CASE_PAGE, ROLES_PAGE = "plan-of-safe-care.md", "family-case-plan.md", "roles.md"
FIELD_KINDS = {"date": "a date", "yes_no": "yes or no", "text": "words"}


def pages() -> Pages:
    return {PLAN_PAGE: _plan(), CASE_PAGE: _case_plan(), ROLES_PAGE: _roles()}


def _plan() -> str:
    parts = sections()
    return page(
        "The plan of safe care",
        say("work", "plan", parts=count(len(parts), "part")),
        *(_part(part) for part in parts),
        section("Services", say("work", "services"), bullets(NEEDS)),
        section("Looked at again", say("work", "reviews", days=_review_days(PlanKind.SAFE_CARE))),
    )


def _case_plan() -> str:
    parts = sections(of=PlanKind.CASE)
    with translation.override("en"):
        stands, decided = ("; ".join(str(words).lower() for words in found.values()) for found in (STANDS, DECIDED))
        steps = [str(STEPS[step]) for step in RUNGS]
    return page(
        "The family case plan, and the way home",
        say("work", "case_plan", parts=count(len(parts), "part")),
        *(_part(part) for part in parts),
        section("Tasks", say("work", "tasks")),
        section(
            "What must be so before the children come home",
            say("work", "ready", stands=stands),
            table(
                ("item", "what is asked", "filed as"),
                [(one.title, one.asks, plain(one.category)) for one in items()],
            ),
        ),
        section("Time together, step by step", say("work", "ladder", decided=decided), numbered(steps)),
        section("After coming home", say("work", "watch", days=_review_days(PlanKind.CASE))),
    )


def _review_days(of: PlanKind) -> str:
    """After how long the plan is looked at again; the day itself does not matter."""
    names = [review.name for review in reviews(date(2026, 1, 1), of)]
    return f"{', '.join(names[:-1])} and {names[-1]}"


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
