"""What the accessibility checker finds on a page, in one readable line for each fault."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def faults(page: Page) -> list[str]:
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": STANDARD}}).response["violations"]
    return [
        f"{fault['id']} ({fault['impact']}): {fault['help']} at {node['target']}"
        for fault in found
        for node in fault["nodes"]
    ]
