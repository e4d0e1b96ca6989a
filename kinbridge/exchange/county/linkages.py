"""How some of the partners say they work with others, and the count of what goes between them."""

from __future__ import annotations

from kinbridge.directory.models import Organization
from kinbridge.exchange.county.partners import identity
from kinbridge.exchange.county.place import County
from kinbridge.linkages.actions import count, say
from kinbridge.linkages.rules import Agreement, Trust

SAID = (
    ("denise", "cedar", Agreement.WRITTEN, Trust.KNOWN, "One person to call when a visit is missed"),
    ("denise", "visiting_nurses", Agreement.CONTRACT, Trust.TOGETHER, ""),
    ("denise", "housing", Agreement.SPOKEN, Trust.KNOWN, "An answer, also when it is no"),
    ("denise", "court", Agreement.WRITTEN, Trust.RELIED_ON, ""),
    ("cedar/administrator", "family_services", Agreement.NONE, Trust.STRANGERS, "Meet once, before the next referral"),
    ("hospital/administrator", "family_services", Agreement.WRITTEN, Trust.RELIED_ON, ""),
    ("hospital/administrator", "visiting_nurses", Agreement.WRITTEN, Trust.TOGETHER, ""),
    ("riverbend/administrator", "cedar", Agreement.SPOKEN, Trust.KNOWN, "To hear whether the first visit was kept"),
    ("ellen", "visiting_nurses", Agreement.WRITTEN, Trust.TOGETHER, ""),
    ("ellen", "ferry_street", Agreement.NONE, Trust.KNOWN, "Ask them to join the coalition"),
)


def write_linkages(county: County) -> None:
    for place, (who, about, agreement, trust, note) in enumerate(SAID):
        other = Organization.objects.get(pk=identity("organization", about))
        at = county.moment(-60 + 3 * place)
        say(about=other, agreement=agreement, trust=trust, note=note, by=county.viewer(who), at=at)
    count(by=county.viewer("ellen"), at=county.at)
