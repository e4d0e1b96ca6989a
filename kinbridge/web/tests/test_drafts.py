"""An unfinished form is kept for its writer until it is sent, or until they start fresh."""

import pytest
from django.urls import reverse
from django.utils.timezone import now

from kinbridge.accounts.actions import save_draft
from kinbridge.accounts.models import Draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer(county):
    return county.ana.account


def test_starting_fresh_forgets_what_was_typed(writer):
    assert save_draft(user=writer, path="/my/", fields={"name": ["Half a"]}, at=now())
    assert save_draft(user=writer, path="/my/", fields={"csrfmiddlewaretoken": ["t"]}, at=now())
    assert not Draft.objects.exists()


def test_a_form_that_was_taken_leaves_no_draft_and_one_that_was_not_does(client, county, writer):
    """Ana begins a consent; the first try names nobody."""
    page = reverse("consents:new", args=[county.family.key])
    save_draft(user=writer, path=page, fields={"until": ["x"]}, at=now())
    client.force_login(writer)
    assert "Choose the person" in client.post(page, {"form": "specific"}).content.decode()
    assert Draft.objects.exists()
    given = {"person": county.ana.pk, "form": "specific", "language": "en"}
    assert client.post(page, given).status_code == 302
    assert not Draft.objects.exists()
