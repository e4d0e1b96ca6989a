import pytest

from kinbridge.accounts.models import Role
from kinbridge.consents.tests.county import County, works
from kinbridge.directory.models import Viewer
from kinbridge.people.models import Involvement


@pytest.fixture
def midwife(county: County) -> Viewer:
    """Of the clinic, which treats Ana."""
    Involvement.objects.filter(program=county.clinic).update(person=county.ana)
    return works("Mia Stone", county.clinic, Role.CLINICIAN)
