"""Plan a campaign, open its page to everyone, count whom it reached, keep what came back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from kinbridge.audit.actions import record as audit
from kinbridge.directory.models import Viewer
from kinbridge.outreach.actions.authority import must_keep
from kinbridge.outreach.models import Campaign, Channel, Feedback, Reach


@transaction.atomic
def plan(*, facts: dict[str, Any], by: Viewer, at: datetime) -> Campaign:
    """Raises `NotKept`. Nobody outside sees it yet."""
    must_keep(by)
    campaign = Campaign.objects.create(coalition_id=by.coalition_id, **facts)
    audit("campaign.planned", by=by, at=at, about=f"campaign:{campaign.pk}")
    return campaign


@transaction.atomic
def set_open(*, campaign: Campaign, opened: bool, by: Viewer, at: datetime) -> Campaign:
    """Let everyone read its page, or take the page back. Raises `NotKept`."""
    must_keep(by)
    campaign.opened_at = at if opened else None
    campaign.save(update_fields=["opened_at"])
    audit("campaign.opened" if opened else "campaign.taken_back", by=by, at=at, about=f"campaign:{campaign.pk}")
    return campaign


@transaction.atomic
def add_channel(*, campaign: Campaign, facts: dict[str, Any], by: Viewer, at: datetime) -> Channel:
    """Raises `NotKept`."""
    must_keep(by)
    channel = Channel.objects.create(campaign=campaign, **facts)
    audit("campaign.channel_added", by=by, at=at, about=f"campaign:{campaign.pk}")
    return channel


@transaction.atomic
def count_reach(*, channel: Channel, facts: dict[str, Any], by: Viewer, at: datetime) -> Reach:
    """Raises `NotKept`. An older count stays and stands no more."""
    must_keep(by)
    counted = Reach.objects.create(channel=channel, by_id=by.worker, **facts)
    audit("campaign.reach_counted", by=by, at=at, about=f"campaign:{channel.campaign_id}")
    return counted


@transaction.atomic
def keep_feedback(*, campaign: Campaign, facts: dict[str, Any], by: Viewer, at: datetime) -> Feedback:
    """Raises `NotKept`."""
    must_keep(by)
    kept = Feedback.objects.create(campaign=campaign, by_id=by.worker, **facts)
    audit("campaign.feedback_kept", by=by, at=at, about=f"campaign:{campaign.pk}")
    return kept
