"""A person who signs in, and the unfinished forms kept for them."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models


class Role(models.TextChoices):
    """What someone does in a program. The law's tests and the page they land on both start from it."""

    CASEWORKER = "caseworker", "Child welfare caseworker"
    SUPERVISOR = "supervisor", "Child welfare supervisor"
    COUNSELOR = "counselor", "Treatment counselor"
    DOSING_NURSE = "dosing_nurse", "Treatment program nurse"
    CLINICIAN = "treating_provider", "Clinician"
    HOSPITAL_SOCIAL_WORKER = "hospital_social_worker", "Hospital social worker"
    HOME_VISITOR = "home_visitor", "Home visitor"
    EARLY_INTERVENTION = "child_find", "Early intervention coordinator"
    PEER = "peer_recovery_coach", "Peer recovery coach"
    NAVIGATOR = "care_navigator", "Housing and benefits navigator"
    COURT_LIAISON = "judge", "Court liaison"
    GUARDIAN_AD_LITEM = "gal", "Guardian ad litem"
    TEAM_COORDINATOR = "posc_team", "Team coordinator"
    COALITION_COORDINATOR = "coalition_coordinator", "Coalition coordinator"
    TRAINER = "trainer", "Trainer"
    EVALUATOR = "evaluator", "Evaluator"
    PRIVACY_OFFICER = "privacy_officer", "Privacy officer"
    COUNSEL = "counsel", "Counsel"
    ADMINISTRATOR = "administrator", "Administrator"
    PARENT = "self", "Parent"


AWAY_FROM_FAMILIES = frozenset({Role.COALITION_COORDINATOR, Role.TRAINER, Role.EVALUATOR, Role.COUNSEL})
"""Those whose work is with the coalition as a whole, and with no family."""


class User(AbstractUser):
    """An account. Which programs it acts for is `directory.Membership`; whose record it is, `people.Person.account`."""

    email = models.EmailField("email address", unique=True)

    def __str__(self) -> str:
        return self.get_full_name() or self.username


class Draft(models.Model):
    """What someone had typed into a form when their session ended; offered on the same page until the form is sent."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    path = models.CharField(max_length=300)
    body = models.JSONField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "path"], name="accounts_one_draft_per_page")]

    def __str__(self) -> str:
        return f"draft {self.pk}"


class Persona(models.Model):
    """An invented person that a visitor of the demo county may sign in as. Unused outside the demo."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="persona")
    order = models.PositiveSmallIntegerField(unique=True)
    title = models.CharField(max_length=120)
    story = models.CharField(max_length=300)

    def __str__(self) -> str:
        return self.title
