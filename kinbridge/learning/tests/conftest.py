"""A county with the shelf and the courses that every coalition begins with."""

from __future__ import annotations

import pytest

from kinbridge.consents.tests.county import County, made
from kinbridge.learning.actions import stock


@pytest.fixture
def county() -> County:
    county = made()
    stock(coalition=county.coalition)
    return county
