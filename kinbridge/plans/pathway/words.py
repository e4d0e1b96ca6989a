"""The words of the way home, in the language that is active."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

STANDS = {"not_yet": _("Not yet"), "getting_there": _("Getting there"), "steady": _("Steady")}
BADGE = {"not_yet": "neutral", "getting_there": "waiting", "steady": "good"}
STEPS = {
    "supervised": _("Somebody is there the whole time"),
    "monitored": _("Out together, somebody near"),
    "unsupervised": _("On your own together"),
    "overnight": _("Overnight"),
    "trial_home_visit": _("Trial visit at home"),
    "home": _("Home"),
}
DECIDED = {
    "team": _("The family's team, together"),
    "agency": _("The child welfare agency"),
    "court": _("The court"),
}
