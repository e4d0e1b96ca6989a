"""Open a part for a learner, as its standard has it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.urls import reverse

from kinbridge.directory.models import Viewer
from kinbridge.learning.models import Launch, PackagePart
from kinbridge.learning.packages.actions import cmi5
from kinbridge.learning.packages.actions.visits import begin, visit
from kinbridge.learning.packages.reading import latest
from kinbridge.learning.packages.rules.manifest import Standard
from kinbridge.learning.packages.start import start_address


@transaction.atomic
def open_part(*, part: PackagePart, site: str, by: Viewer, at: datetime) -> Launch:
    """A new visit in the learner's latest time through the course; their first one begins it."""
    enrollment = latest(part.package, by=by) or begin(package=part.package, by=by, at=at)
    launch = visit(part=part, enrollment=enrollment, at=at)
    if part.package.standard == Standard.CMI5:
        back = site + reverse("learning:package", args=[part.package.key])
        cmi5.prepare(launch=launch, address=site + start_address(launch, site=site), back=back, at=at)
    return launch
