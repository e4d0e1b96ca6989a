"""The words of the checklist, in the language that is active."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kinbridge.plans.closing.rules import Stage

TITLES = {"infant": _("The baby"), "child": _("Each child"), "parent": _("The parent"), "household": _("The home")}
STAGES = {
    Stage.ARRANGED: (_("Arranged"), "good"),
    Stage.ANSWERED: (_("Answered"), "info"),
    Stage.ASKED: (_("Asked, not done"), "waiting"),
    Stage.MISSING: (_("Missing"), "attention"),
    Stage.ELSEWHERE: (_("In a part you may not read"), "neutral"),
}
