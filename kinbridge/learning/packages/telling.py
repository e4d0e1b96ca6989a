"""The words by which the record store knows a visit: the learner, the course and where it runs."""

from __future__ import annotations

from dataclasses import replace

from django.conf import settings

from kinbridge.learning.models import Launch, Package
from kinbridge.learning.packages.rules.manifest import Standard
from kinbridge.learning.packages.rules.statements import Told
from kinbridge.learning.rules.statements import actor_of, registration_of


def course_iri(package: Package) -> str:
    return f"{settings.KINBRIDGE_ADDRESS}learn/packages/{package.key}/"


def told_of(launch: Launch) -> Told:
    """One visit to one part."""
    part, enrollment = launch.record.part, launch.record.enrollment
    own, is_cmi5 = f"{course_iri(part.package)}{part.place}/", part.package.standard == Standard.CMI5
    return Told(
        actor=actor_of(settings.KINBRIDGE_ADDRESS, enrollment.user_id),
        registration=registration_of(settings.KINBRIDGE_ADDRESS, enrollment.pk),
        activity=own,
        publisher=part.identifier if is_cmi5 else own,
        title=part.title,
        session=str(launch.session) if is_cmi5 else "",
    )


def told_of_course(launch: Launch) -> Told:
    """The whole course, as this visit finished it."""
    package = launch.record.part.package
    iri, told = course_iri(package), told_of(launch)
    publisher = package.identifier if package.standard == Standard.CMI5 else iri
    return replace(told, activity=iri, publisher=publisher, title=package.title)
