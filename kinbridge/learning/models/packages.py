"""Courses of other makers: the package with its files, and how far each learner is in each of its parts."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from kinbridge.accounts.models import User
from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Coalition
from kinbridge.learning.models.progress import Enrollment
from kinbridge.learning.packages.rules.manifest import MoveOn, Standard
from kinbridge.learning.packages.rules.manifest import Part as Told


class Package(models.Model):
    """A course of another maker. Only those who look after the shelf see it before it is offered.

    `stands_for` is the course of our own that covers the same ground: who finished either has met what asks for it.
    Without `hours` there is no certificate.
    """

    coalition = models.ForeignKey(Coalition, on_delete=models.PROTECT, related_name="+")
    key = models.SlugField(max_length=60)
    standard = models.CharField(max_length=20, choices=[(one.value, one.words) for one in Standard])
    identifier = models.CharField(max_length=500)
    title = models.CharField(max_length=300)
    summary = models.TextField(blank=True)
    maker = models.CharField(max_length=200)
    stands_for = models.SlugField(max_length=60, blank=True)
    hours = models.DecimalField(max_digits=4, decimal_places=2, null=True, blank=True)
    sha256 = models.CharField(max_length=64)
    brought_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    brought_at = models.DateTimeField()
    offered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["coalition", "key"], name="learning_one_package_per_key"),
            models.UniqueConstraint(fields=["coalition", "sha256"], name="learning_one_package_per_file"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def version(self) -> str:
        """A package names no version that people would know; the day it came tells one from the next."""
        return str(day_of(self.brought_at))


class PackagePart(models.Model):
    """Something that the package's manifest lists to open. `place` counts from 1."""

    package = models.ForeignKey(Package, on_delete=models.CASCADE, related_name="parts")
    place = models.PositiveSmallIntegerField()
    identifier = models.CharField(max_length=500)
    title = models.CharField(max_length=300)
    file = models.CharField(max_length=300)
    query = models.TextField(blank=True)
    move_on = models.CharField(max_length=20, choices=[(one.value, one.value) for one in MoveOn])
    mastery = models.FloatField(null=True, blank=True)
    parameters = models.TextField(blank=True)
    entitlement = models.TextField(blank=True)

    class Meta:
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["package", "place"], name="learning_one_part_per_place")]

    def __str__(self) -> str:
        return self.title

    def told(self) -> Told:
        """As the manifest had it."""
        return Told(
            self.identifier,
            self.title,
            self.file,
            self.query,
            MoveOn(self.move_on),
            self.mastery,
            self.parameters,
            self.entitlement,
        )


class PackageFile(models.Model):
    """One file of a package. It is never written to a disk by its own name."""

    package = models.ForeignKey(Package, on_delete=models.CASCADE, related_name="files")
    path = models.CharField(max_length=300)
    content = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["package", "path"], name="learning_one_file_per_path")]

    def __str__(self) -> str:
        return self.path


class PartRecord(models.Model):
    """How far one learner is in one part. `kept` is what a SCORM course wrote down to go on from."""

    enrollment = models.ForeignKey(Enrollment, on_delete=models.CASCADE, related_name="parts")
    part = models.ForeignKey(PackagePart, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    completed = models.BooleanField(default=False)
    passed = models.BooleanField(null=True, blank=True)
    score = models.FloatField(null=True, blank=True)
    seconds = models.PositiveIntegerField(default=0)
    kept = models.JSONField(default=dict, blank=True)
    satisfied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["enrollment", "part"], name="learning_one_record_per_part")]

    def __str__(self) -> str:
        return f"part record {self.pk}"


class Launch(models.Model):
    """One visit to a part. Its key opens this package's files, for this learner, until it expires.

    `said` are the verbs of cmi5 that this visit has told, in their order. `token` is the digest of what the course
    signs in with at the record store; it is handed out once.
    """

    session = models.UUIDField(unique=True)
    record = models.ForeignKey(PartRecord, on_delete=models.CASCADE, related_name="launches")
    began_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    token = models.CharField(max_length=64, blank=True)
    said = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"launch {self.pk}"
