"""Campaigns with their calendar and reach; and the page that is open to everyone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kinbridge.directory.models import Viewer
from kinbridge.outreach.actions.authority import keeps
from kinbridge.outreach.models import Campaign, Channel, Feedback, Reach
from kinbridge.outreach.rules.calendar import Running, Week, weeks

LISTED = 300


@dataclass(frozen=True, slots=True)
class Run:
    """A channel with the newest count of whom it reached."""

    channel: Channel
    reach: Reach | None


@dataclass(frozen=True, slots=True)
class Page:
    campaign: Campaign
    runs: tuple[Run, ...]
    weeks: tuple[Week, ...]
    feedback: tuple[Feedback, ...]

    @property
    def starts(self) -> date | None:
        return min((run.channel.starts for run in self.runs), default=None)

    @property
    def ends(self) -> date | None:
        return max((run.channel.ends for run in self.runs), default=None)

    @property
    def counted(self) -> int:
        """How many of its channels someone has counted. Their numbers are never added: one person may be in several."""
        return sum(run.reach is not None for run in self.runs)


def page_of(campaign: Campaign) -> Page:
    found = campaign.channels.select_related("version__message").prefetch_related("counts").order_by("starts", "pk")
    runs = tuple(
        Run(one, max(one.counts.all(), key=lambda count: (count.on, count.pk), default=None)) for one in found[:LISTED]
    )
    calendar = weeks(Running(str(run.channel), run.channel.starts, run.channel.ends) for run in runs)
    return Page(campaign, runs, calendar, tuple(campaign.feedback.order_by("-on", "-pk")[:LISTED]))


@dataclass(frozen=True, slots=True)
class Campaigns:
    pages: tuple[Page, ...]
    may_keep: bool


def campaigns(*, by: Viewer) -> Campaigns:
    """The newest first."""
    found = Campaign.objects.filter(coalition=by.coalition_id).order_by("-pk")[:LISTED]
    return Campaigns(tuple(map(page_of, found)), keeps(by))


def open_campaign(*, pk: int, by: Viewer) -> Page | None:
    found = Campaign.objects.filter(pk=pk, coalition=by.coalition_id).first()
    return page_of(found) if found else None


def public_campaign(*, pk: int) -> Campaign | None:
    """For anyone; a campaign whose page is not open is as one that does not exist."""
    return Campaign.objects.filter(pk=pk, opened_at__isnull=False).select_related("coalition").first()
