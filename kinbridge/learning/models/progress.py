"""What someone did in a course, and how sure they said they were."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from kinbridge.accounts.models import User
from kinbridge.directory.models import Coalition, Program
from kinbridge.learning.rules.competencies import MOMENTS, SURE


class Enrollment(models.Model):
    """One time through a course. A course that has to be renewed is taken again, as a new row."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    coalition = models.ForeignKey(Coalition, on_delete=models.PROTECT, related_name="+")
    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+", help_text="where they worked then")
    course = models.SlugField(max_length=60)
    version = models.CharField(max_length=20)
    began_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "coalition", "course"],
                condition=Q(finished_at=None),
                name="learning_one_open_enrollment",
            )
        ]
        indexes = [models.Index(fields=["coalition", "course"], name="learning_by_course")]

    def __str__(self) -> str:
        return f"enrollment {self.pk}"


class Quiz(models.Model):
    """The answers to one module's questions, each counted from 1; every try is kept."""

    enrollment = models.ForeignKey(Enrollment, on_delete=models.CASCADE, related_name="quizzes")
    module = models.SlugField(max_length=60)
    answers = ArrayField(models.PositiveSmallIntegerField())
    right = models.PositiveSmallIntegerField()
    of = models.PositiveSmallIntegerField()
    passed = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["enrollment", "module"], name="learning_quiz_of_module")]

    def __str__(self) -> str:
        return f"quiz {self.pk}"


class Rehearsal(models.Model):
    """One walk to the end of a conversation; every one is kept, so that getting better can be seen."""

    enrollment = models.ForeignKey(Enrollment, on_delete=models.CASCADE, related_name="rehearsals")
    module = models.SlugField(max_length=60)
    path = models.CharField(max_length=90)
    points = models.PositiveSmallIntegerField()
    of = models.PositiveSmallIntegerField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"rehearsal {self.pk}"


class Placement(models.Model):
    """A test that may stand in for the course that comes before."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    coalition = models.ForeignKey(Coalition, on_delete=models.PROTECT, related_name="+")
    course = models.SlugField(max_length=60)
    right = models.PositiveSmallIntegerField()
    of = models.PositiveSmallIntegerField()
    passed = models.BooleanField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"placement {self.pk}"


class Confidence(models.Model):
    """How sure someone says they are, of one competency at one moment. Theirs; others see groups of five or more."""

    enrollment = models.ForeignKey(Enrollment, on_delete=models.CASCADE, related_name="confidence")
    moment = models.CharField(max_length=20, choices=list(MOMENTS.items()))
    competency = models.SlugField(max_length=30)
    sure = models.PositiveSmallIntegerField(choices=list(SURE.items()))
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["enrollment", "moment", "competency"], name="learning_sure_once"),
            models.CheckConstraint(condition=Q(sure__range=(1, 5)), name="learning_sure_is_1_to_5"),
        ]

    def __str__(self) -> str:
        return f"confidence {self.pk}"


class Certificate(models.Model):
    """Proof of a finished course. Whoever holds the paper can check its code; it says what was true that day."""

    enrollment = models.OneToOneField(Enrollment, on_delete=models.PROTECT, related_name="certificate")
    code = models.CharField(max_length=14, unique=True)
    name = models.CharField(max_length=300)
    title = models.CharField(max_length=300)
    version = models.CharField(max_length=20)
    hours = models.DecimalField(max_digits=4, decimal_places=2)
    approved_by = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"certificate {self.pk}"
