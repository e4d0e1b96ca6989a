"""A county with the shelf, its requirements, and a trainer."""

from __future__ import annotations

import pytest

from kinbridge.accounts.models import Role
from kinbridge.consents.tests.county import County, made, works
from kinbridge.directory.models import Viewer
from kinbridge.learning.actions import stock


@pytest.fixture
def county() -> County:
    county = made()
    stock(coalition=county.coalition)
    return county


@pytest.fixture
def trainer(county: County) -> Viewer:
    return works("Tess Rowe", county.visiting, Role.TRAINER)
