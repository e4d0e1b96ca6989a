"""What stands around every page: where this person may go, and what the frame says about the site."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from kinbridge.accounts.models import AWAY_FROM_FAMILIES, Draft, Persona, Role
from kinbridge.core.vocabulary import CHILD_WELFARE
from kinbridge.court.reading import COURTS
from kinbridge.directory.models import Viewer
from kinbridge.directory.staff.actions import MANAGERS
from kinbridge.disclosure.signing import READERS, rests_on_unsigned
from kinbridge.field.doors import IN_HOMES
from kinbridge.plans.births.reading import ROLES, attends_births
from kinbridge.screening.actions import SCREENERS
from kinbridge.web import page_language

STAFF = frozenset(Role) - {Role.PARENT}
WITH_FAMILIES = STAFF - AWAY_FROM_FAMILIES
AT_THE_TABLE = WITH_FAMILIES - {Role.PRIVACY_OFFICER, Role.ADMINISTRATOR}
WATCH_OVER_RECORDS = frozenset({Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
SET_VALUES = frozenset({Role.ADMINISTRATOR, Role.COALITION_COORDINATOR})
AT_COURT = frozenset({Role.COURT_LIAISON, Role.GUARDIAN_AD_LITEM})
PARENTS = frozenset({Role.PARENT})

# The words, the page, whose first steps lead there, and which other addresses belong to it. A page that is not there
# yet is left out.
PRIMARY = (
    (_("Desk"), "desk:home", STAFF, ""),
    ("First on scene", "field:home", IN_HOMES, ""),
    (_("My family"), "portal:home", PARENTS, ""),
    (_("Inbox"), "referrals:inbox", AT_THE_TABLE, "/referrals/"),
    (_("Families"), "people:families", WITH_FAMILIES, "/family/"),
    (_("Births"), "births:list", ROLES, ""),
    (_("Docket"), "court:docket", AT_COURT, ""),
    (_("Services"), "directory:services", STAFF | PARENTS, ""),
    (_("Team meeting"), "teams:meetings", AT_THE_TABLE, ""),
    (_("Measures"), "measures:county", STAFF, ""),
    (_("Learn"), "learning:catalog", STAFF, ""),
    (_("Coalition"), "coalition:board", STAFF, ""),
    (_("Staff"), "staff:list", MANAGERS, ""),
    (_("County values"), "clocks:values", SET_VALUES, ""),
    (_("Audit"), "disclosure:accounting_search", WATCH_OVER_RECORDS, ""),
    (_("State law"), "disclosure:law:packs", READERS, ""),
)
ACCOUNT = (
    (_("Two-step sign-in"), "mfa_index"),
    (_("Change password"), "account_change_password"),
    (_("Where I am signed in"), "usersessions_list"),
)
AT_WORK = ((_("Reminders and calendar"), "reminders:settings"),)
# What the coalition keeps together: the words, the page and what a person does there.
COALITION_PAGES = (
    ("Strategy", "coalition:strategy", "Five goals, what we do for each, and who owns it."),
    ("Ideas and wins", "coalition:ideas", "From an idea to what lasts, and what has stalled."),
    ("Members and agreements", "stakeholders:list", "Who is at the table, who is missing, what was signed."),
    ("Working groups", "workgroups:list", "Meetings, votes, and practices from proposed to proven."),
    ("Surveys and readiness", "surveys:list", "How ready we are, asked without names."),
    ("Six sites", "sites:list", "What other places tried and found."),
    ("Continuum and gaps", "gaps:continuum", "What there is, what is needed, what is missing."),
    ("Links between partners", "linkages:map", "Who refers to whom, and who answers."),
    ("Policy and funding", "policy:register", "What should change, who decides, what pays for it."),
    ("Messages and campaigns", "outreach:library", "Words that were tested, and whom they reached."),
    ("Newsletter", "news:list", "What is new, on a page and by e-mail to those who ask for it."),
    ("Reports", "reports:list", "Federal and funders' reports from the same facts."),
    ("Quality of our data", "quality:list", "What is late, missing or at odds, and who can mend it."),
)
FOOTER = ((_("Help to keep at hand"), "kit:show"), (_("Accessibility"), "accessibility"), (_("Privacy"), "privacy"))

AT_THE_DOOR = ("First on scene, for workers", "field:home")


@dataclass(frozen=True, slots=True)
class Link:
    label: str
    url: str
    current: bool = False
    sentence: str = ""


def address(name: str) -> str:
    """Where a named page is, or an empty text when it is not there."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def links(pairs: tuple[tuple[object, str], ...]) -> list[Link]:
    return [Link(str(label), address(name)) for label, name in pairs if address(name)]


def coalition_pages() -> list[Link]:
    return [
        Link(str(label), address(name), sentence=str(text)) for label, name, text in COALITION_PAGES if address(name)
    ]


def account_pages(viewer: Viewer | None) -> tuple[tuple[object, str], ...]:
    """The pages about someone's own account; reminders are for people at work."""
    return AT_WORK + ACCOUNT if viewer is not None and viewer.role in STAFF else ACCOUNT


def footer(viewer: Viewer | None) -> tuple[tuple[object, str], ...]:
    """The aid for the home stands there also when nobody is signed in: a session may end in the middle of a visit."""
    return (*FOOTER, AT_THE_DOOR) if viewer is None or viewer.role in IN_HOMES else FOOTER


def within(path: str, *, url: str, also: str) -> bool:
    """Whether `path` is the page at `url`, or one of those that belong to it."""
    return path == url or (url != "/" and path.startswith(url)) or (also != "" and path.startswith(also))


def primary(viewer: Viewer | None, *, path: str) -> list[Link]:
    """The places this person's role leads to, the one that `path` belongs to marked."""
    if viewer is None:
        return []
    there = [
        (label, address(name), also) for label, name, roles, also in PRIMARY if viewer.role in roles and address(name)
    ]
    return [Link(str(label), url, current=within(path, url=url, also=also)) for label, url, also in there]


def saved_draft(request: HttpRequest) -> Draft | None:
    """What this person had typed on this very page when their session ended."""
    if not request.user.is_authenticated:
        return None
    return Draft.objects.filter(user=request.user, path=request.path).first()


def demo_personas() -> list[Persona]:
    """Whom a visitor of the demo county may sign in as."""
    if not settings.KINBRIDGE_DEMO:
        return []
    return list(Persona.objects.select_related("user").order_by("order"))


def navigation(request: HttpRequest) -> dict[str, object]:
    """The context of base.html. Lazy, so that a piece htmx asks for pays nothing."""
    viewer: Viewer | None = getattr(request, "viewer", None)
    return {
        "demo_personas": SimpleLazyObject(demo_personas),
        "saved_draft": SimpleLazyObject(lambda: saved_draft(request)),
        "coalition_pages": SimpleLazyObject(coalition_pages),
        "navigation": SimpleLazyObject(lambda: primary(viewer, path=request.path)),
        "frame": {
            "coalition": viewer.coalition_name if viewer else "",
            "demo": settings.KINBRIDGE_DEMO,
            "unsigned_law": SimpleLazyObject(lambda: rests_on_unsigned(viewer) if viewer else ""),
            "family": viewer is not None and viewer.role in PARENTS,
            "births": viewer is not None and attends_births(viewer),
            "court": viewer is not None and viewer.organization_kind in COURTS | CHILD_WELFARE,
            "screens": viewer is not None and viewer.role in SCREENERS,
            "session_seconds": settings.SESSION_COOKIE_AGE,
            "account_links": SimpleLazyObject(lambda: links(account_pages(viewer))),
            "footer_links": SimpleLazyObject(lambda: links(footer(viewer))),
            "language": page_language.of_frame(request),
            "language_url": address("set_language") if page_language.speaks_more() else "",
            "stay_url": address("stay"),
            "draft_url": address("accounts:draft"),
            "sign_in_url": address("account_login"),
        },
    }
