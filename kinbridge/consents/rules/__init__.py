"""Whether a paper on file is good on a day, and whether a consent reaches what someone wants to share.

Papers are frozen facts (`Authority`). `state` says where one stands on a day; `faults` everything wrong with it, each a
`Defect` with its plain sentence and how to mend it; `gaps` in what respects a consent does not reach what is wanted.
A consent is relied on only with no faults and no gaps. No Django, no clock, no database.
"""

from kinbridge.consents.rules.authority import (
    ABOUT_NO_ONE,
    ANY_HOLDER,
    NEGATIVE,
    TREATING_MEMBERS,
    TREATMENT_CLASS,
    Authority,
    Days,
    Form,
    Kind,
    Party,
    Signer,
    Term,
    everyone_of,
    named,
    organization,
    person,
    program,
    role,
)
from kinbridge.consents.rules.conflicts import ACCOUNTS as CLASHES
from kinbridge.consents.rules.conflicts import Clash, clashing
from kinbridge.consents.rules.defects import PART2_ONLY, Account, Defect, account_of
from kinbridge.consents.rules.scope import GAPS, Gap, Wanted, covers, gaps, names_recipient, words
from kinbridge.consents.rules.validity import (
    COURT,
    NEW_FORM_SINCE,
    TPO,
    TPO_SINCE,
    State,
    faults,
    is_shadowed,
    shadows,
    state,
)

__all__ = [
    "ABOUT_NO_ONE",
    "ANY_HOLDER",
    "CLASHES",
    "COURT",
    "NEGATIVE",
    "NEW_FORM_SINCE",
    "PART2_ONLY",
    "TPO",
    "TPO_SINCE",
    "TREATING_MEMBERS",
    "TREATMENT_CLASS",
    "Account",
    "Authority",
    "Clash",
    "Days",
    "Defect",
    "Form",
    "GAPS",
    "Gap",
    "Kind",
    "Party",
    "Signer",
    "State",
    "Term",
    "Wanted",
    "account_of",
    "clashing",
    "covers",
    "everyone_of",
    "faults",
    "gaps",
    "is_shadowed",
    "named",
    "names_recipient",
    "organization",
    "person",
    "program",
    "role",
    "shadows",
    "state",
    "words",
]
