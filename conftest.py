"""Every test run, however started, gets PostgreSQL (the one in DATABASE_URL, or our own) and every language."""

import os
import sys
from collections.abc import Iterator

import pytest
from hypothesis import settings as properties
from hypothesis.database import DirectoryBasedExampleDatabase

# A busy machine is no fault of the code. In CI the same examples each time; elsewhere fresh ones.
properties.register_profile(
    "kinbridge",
    deadline=None,
    derandomize="CI" in os.environ,
    database=None if "CI" in os.environ else DirectoryBasedExampleDatabase("var/hypothesis"),
)
properties.register_profile("quick", properties.get_profile("kinbridge"), max_examples=15)  # on every save
properties.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "kinbridge"))

if "no:django" not in sys.argv:  # rules need no database; see `./run test-rules`
    import django
    from django.conf import settings
    from django.utils import translation

    from kinbridge.web import languages
    from kinbridge.web.postgres import urls
    from kinbridge.web.template_database import migrated

    found = urls()
    os.environ.update(DATABASE_URL=found.app, DATABASE_OWNER_URL=found.owner, KINBRIDGE_DB_ROLE="owner")
    # A test database need not survive a power cut.
    os.environ.setdefault("PGOPTIONS", "-c synchronous_commit=off")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kinbridge.web.settings")
    settings.DATABASES["default"]["TEST"]["TEMPLATE"] = migrated(found)
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # a fresh clone has collected nothing; nothing is needed
    languages.ensure()
    django.setup()

    from kinbridge.consents.tests.county import County, made

    @pytest.fixture
    def county() -> County:
        """Ana Rivera, her children and the programs around them; a test of another county makes its own."""
        return made()

    @pytest.fixture(autouse=True)
    def usual_language() -> Iterator[None]:
        """A page asked for in Spanish leaves its process in Spanish, and the next test would read it."""
        yield
        translation.deactivate()
