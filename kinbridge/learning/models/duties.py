"""What people in a role have to take, and what a supervisor saw them do on the job."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from kinbridge.accounts.models import Role, User
from kinbridge.directory.models import Coalition, Program


class Requirement(models.Model):
    """Everybody in this role takes this course."""

    coalition = models.ForeignKey(Coalition, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=40, choices=Role)
    course = models.SlugField(max_length=60)
    within_days = models.PositiveSmallIntegerField()
    every_months = models.PositiveSmallIntegerField(null=True, blank=True)
    since = models.DateField()
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["coalition", "role", "course"], name="learning_one_requirement")]

    def __str__(self) -> str:
        return f"requirement {self.pk}"


class Observation(models.Model):
    """What a supervisor saw of one competency, as a step of the rubric. The worker reads it too, and may answer."""

    coalition = models.ForeignKey(Coalition, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+")
    seen_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    competency = models.SlugField(max_length=30)
    step = models.PositiveSmallIntegerField()
    note = models.CharField(max_length=500, blank=True)
    seen_on = models.DateField()
    at = models.DateTimeField()
    answer = models.CharField(max_length=500, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(step__range=(1, 4)), name="learning_step_is_1_to_4"),
            models.CheckConstraint(condition=~Q(person=models.F("seen_by")), name="learning_seen_by_another"),
        ]

    def __str__(self) -> str:
        return f"observation {self.pk}"
