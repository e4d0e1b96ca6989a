"""Papers between organizations: they name no person, and hold for every family of the coalition."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from kinbridge.audit.triggers import APPEND_ONLY
from kinbridge.consents.models.facts import read_paper
from kinbridge.consents.models.filed import COLUMNS, HappenedRow, PaperRow
from kinbridge.consents.rules import ABOUT_NO_ONE, Authority
from kinbridge.directory.models import Coalition


class AgreementQuerySet(models.QuerySet["Agreement"]):
    def facts(self) -> tuple[Authority, ...]:
        """Each as the rules see it, in one query."""
        return tuple(map(read_paper, self.rows()))

    def rows(self) -> models.QuerySet[Agreement, dict[str, Any]]:
        """What `read_paper` reads, with `coalition_id`. What is about no one is disputed by no one."""
        happened = AgreementEvent.objects.filter(agreement=OuterRef("pk")).order_by("pk")
        return self.order_by("pk").values(
            *COLUMNS, "coalition_id", happened=ArraySubquery(happened.values(json=JSONObject(kind="kind", day="day")))
        )


class Agreement(PaperRow):
    """A service agreement, a contract, an approval: who may give what to whom for which work, whomever it is about."""

    coalition = models.ForeignKey(Coalition, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=30, choices=[(k.value, k.value) for k in sorted(ABOUT_NO_ONE)])

    objects = AgreementQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["coalition", "kind"], name="consents_agreements")]
        triggers = [APPEND_ONLY]

    def __str__(self) -> str:
        return f"agreement {self.pk}"


class AgreementEvent(HappenedRow):
    coalition = models.ForeignKey(Coalition, on_delete=models.PROTECT, related_name="+")
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="events")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="consents_agreement_event_once", fields=["agreement", "kind"]),
        ]
        triggers = [APPEND_ONLY]

    def __str__(self) -> str:
        return f"event {self.pk}"
