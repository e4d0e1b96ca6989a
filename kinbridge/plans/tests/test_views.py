"""Who may do what on the pages of a plan."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from kinbridge.consents.tests.county import NOON
from kinbridge.plans import actions
from kinbridge.plans.models import Plan

pytestmark = pytest.mark.django_db


def test_a_parent_answers_the_plan_and_leads_none(county):
    """Ana's account belongs to the program that leads; that makes her no worker of it."""
    plan = actions.start(family=county.family, parent=county.ana, pregnancy=None, by=county.worker, at=NOON)
    mother, key = Client(), county.family.key
    mother.force_login(county.ana.account)
    assert "Start a plan" not in mother.get(reverse("plans:list", args=[key])).content.decode()
    assert mother.post(reverse("plans:start", args=[key]), {"parent": county.ana.pk}).status_code == 404
    assert mother.get(reverse("plans:write", args=[key, plan.pk])).status_code == 404
    shown = mother.get(reverse("plans:show", args=[key, plan.pk])).content.decode()
    assert "Hand it over" not in shown
    assert reverse("plans:answer", args=[key, plan.pk]) in shown
    assert Plan.objects.count() == 1
