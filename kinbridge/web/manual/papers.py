"""What can be wrong with a consent, an order or an agreement, and how to mend it."""

from __future__ import annotations

from kinbridge.consents.rules import GAPS, PART2_ONLY, Account, Defect, account_of
from kinbridge.web.manual.markdown import Pages, page, say, section, table

PAPERS = "disclosure/papers.md"
HEAD = ("code", "what is wrong", "how to mend it", "law", "counts")
ACCOUNTS: dict[str, Account] = {
    **{defect.value: account_of(defect) for defect in Defect},
    **{gap.value: account for gap, account in GAPS.items()},
}


def pages() -> Pages:
    faults = [_row(defect, "under part 2 only" if defect in PART2_ONLY else "everywhere") for defect in Defect]
    gaps = [_row(gap, "for this asking") for gap in GAPS]
    return {
        PAPERS: page(
            "What can be wrong with a paper on file",
            say("law", "papers"),
            section("Faults of a paper", say("law", "faults"), table(HEAD, faults)),
            section("Where a good paper does not reach what is asked", say("law", "gaps"), table(HEAD, gaps)),
        )
    }


def _row(code: str, counts: str) -> tuple[str, ...]:
    account = ACCOUNTS[code]
    return (str(code), account.says, account.mend, account.cite, counts)
