"""One person at one browser, told as steps. Every page they come to is looked at before they go on."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from playwright.sync_api import BrowserContext, Locator, Page, Response, expect

from tests.journeys.axe import faults

LEFTOVERS = re.compile(r"\{\{|\}\}|\{%|%\}|\bNone\b(?=[,.]|$)|&amp;|&lt;")

BUILT = """() => [document.documentElement.scrollWidth,
    [...new Set([...document.querySelectorAll("body *")].map(it => it.tagName + "." + it.getAttribute("class")))]
        .sort().join(" ")]"""
"""How wide a page is, and what it is built of."""
CHECKED: set[tuple[int, str]] = set()
"""What axe has found sound, at which width: it is not asked again about another page built of the very same."""


@dataclass
class Person:
    """Somebody signed in. `checks` is off only where no script may run, and axe could not either."""

    name: str
    page: Page
    checks: bool = True
    trouble: list[str] = field(default_factory=list)

    def goes_to(self, address: str) -> None:
        self._after(self.page.goto(address))

    def follows(self, name: str | re.Pattern[str], *, within: Locator | None = None) -> None:
        """Follow a link by its words; with several of that name, the first."""
        link = (within or self.page).get_by_role("link", name=name, exact=isinstance(name, str)).first
        with self.page.expect_navigation() as answer:
            link.click()
        self._after(answer.value)

    def turns_to(self, tab: str) -> None:
        """One of the pages of a family."""
        self.follows(tab, within=self.page.get_by_role("navigation", name="This family"))

    def opens(self, place: str) -> None:
        """One of the places at the top."""
        menu = self.page.get_by_role("button", name="Menu")
        if menu.is_visible():
            menu.click()
        self.follows(place, within=self.page.get_by_role("navigation", name="Primary"))

    def presses(self, name: str | re.Pattern[str], *, within: Locator | None = None, answers: int = 200) -> None:
        """Press a button that sends a form; the page it leads to answers with that status."""
        button = (within or self.page).get_by_role("button", name=name, exact=isinstance(name, str)).first
        with self.page.expect_navigation() as answer:
            button.click()
        self._after(answer.value, status=answers)

    def reads(self, *sentences: str | re.Pattern[str]) -> None:
        for sentence in sentences:
            expect(self.page.get_by_role("main")).to_contain_text(sentence)

    def does_not_read(self, *sentences: str | re.Pattern[str]) -> None:
        for sentence in sentences:
            expect(self.page.get_by_role("main")).not_to_contain_text(sentence)

    def is_at(self, heading: str | re.Pattern[str]) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_have_text(heading)

    def part(self, heading: str) -> Locator:
        """What stands under a heading of the second level, where it is a list of cards or rows."""
        return self.page.locator(f"h2:text-is('{heading}') ~ :is(ul, ol, section, div)").first

    def looks(self) -> None:
        """The page is whole, reads well to a screen reader, and is not wider than its screen."""
        page = self.page
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
        assert page.title().removesuffix("· Kinbridge").strip(), f"{page.url} has no title"
        words = page.get_by_role("main").inner_text()
        assert not LEFTOVERS.search(words), f"{page.url} shows {LEFTOVERS.search(words)}"
        if not self.checks:
            return
        size = page.viewport_size
        assert size
        width, built = page.evaluate(BUILT)
        assert width <= size["width"], f"{page.url} is {width} wide"
        if (size["width"], built) not in CHECKED:
            assert faults(page) == [], page.url
            CHECKED.add((size["width"], built))

    def _after(self, answer: Response | None, *, status: int = 200) -> None:
        assert answer is not None
        assert answer.status == status, f"{self.page.url} answered {answer.status}"
        self.looks()


def sign_in(context: BrowserContext, name: str, *, checks: bool = True) -> Person:
    """Through the demo's door, as anybody looking around would."""
    page = context.new_page()
    person = Person(name, page, checks)
    page.on("pageerror", lambda error: person.trouble.append(str(error)))
    page.on("console", lambda said: person.trouble.append(said.text) if said.type == "error" else None)
    person.goes_to("/accounts/login/")
    person.presses(re.compile(f"^{name}"))
    return person
