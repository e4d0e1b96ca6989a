"""The five points at which a community can step in, from before a pregnancy to a child's growing up (SMA16-4978)."""

from __future__ import annotations

from kinbridge.directory.rules.words import ServiceCategory as Kind

POINT_WORDS = {
    1: "Before pregnancy",
    2: "Pregnancy",
    3: "Birth",
    4: "Baby's first year",
    5: "Childhood and youth",
}
AIMS = {
    1: "Prevent exposure; reach people before they are pregnant.",
    2: "Find early, treat, prepare.",
    3: "Identify fairly; keep parent and baby together.",
    4: "Safety, recovery, development.",
    5: "Answer the child's own needs; stop the cycle.",
}
POINTS_OF: dict[str, tuple[int, ...]] = {
    Kind.MEDICATION: (1, 2, 4),
    Kind.OUTPATIENT: (1, 2, 4),
    Kind.RESIDENTIAL: (1, 4),
    Kind.FAMILY_RESIDENTIAL: (2, 4),
    Kind.WITHDRAWAL: (1,),
    Kind.PEER_SUPPORT: (1, 2, 3, 4),
    Kind.MEETING: (1, 2, 4),
    Kind.RECOVERY_HOUSING: (1, 4),
    Kind.HARM_REDUCTION: (1, 2, 4),
    Kind.PRENATAL: (2,),
    Kind.BIRTH: (3,),
    Kind.POSTPARTUM: (4,),
    Kind.PEDIATRIC: (4, 5),
    Kind.MENTAL_HEALTH: (2, 4, 5),
    Kind.HOME_VISITING: (2, 4),
    Kind.PARENTING: (4, 5),
    Kind.EARLY_INTERVENTION: (4,),
    Kind.CHILD_CARE: (4, 5),
    Kind.CHILD_THERAPY: (5,),
    Kind.KIN_SUPPORT: (4, 5),
    Kind.FAMILY_TIME: (4, 5),
    Kind.FAMILY_SAFETY: (4, 5),
    Kind.HOUSING: (2, 4, 5),
    Kind.FOOD: (2, 4),
    Kind.BENEFITS: (2, 4, 5),
    Kind.TRANSPORT: (2, 4),
    Kind.WORK: (1, 5),
    Kind.LEGAL: (4, 5),
    Kind.VIOLENCE: (1, 2, 4, 5),
    Kind.CASE_MANAGEMENT: (2, 3, 4),
}
"""Where each kind of service mostly helps; a coalition may see its own differently and says so in the matrix."""
