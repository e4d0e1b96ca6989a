"""Records of learning: the shelf, what someone did in a course, what they answered, and what they must take."""

from kinbridge.learning.models.catalog import Finished, Item, LocalVersion
from kinbridge.learning.models.duties import Observation, Requirement
from kinbridge.learning.models.packages import Launch, Package, PackageFile, PackagePart, PartRecord
from kinbridge.learning.models.progress import Certificate, Confidence, Enrollment, Placement, Quiz, Rehearsal
from kinbridge.learning.models.readings import Reading

__all__ = [
    "Certificate",
    "Confidence",
    "Enrollment",
    "Finished",
    "Item",
    "Launch",
    "LocalVersion",
    "Observation",
    "Package",
    "PackageFile",
    "PackagePart",
    "PartRecord",
    "Placement",
    "Quiz",
    "Reading",
    "Rehearsal",
    "Requirement",
]
