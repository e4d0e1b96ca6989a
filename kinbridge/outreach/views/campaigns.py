"""Campaigns, and one campaign with its calendar, reach and feedback."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST

from kinbridge.directory.models import Viewer
from kinbridge.directory.pages import found_or_404, staff_page, status_of
from kinbridge.outreach.actions import campaigns as actions
from kinbridge.outreach.actions.authority import keeps, must_keep
from kinbridge.outreach.forms import CampaignForm, ChannelForm, FeedbackForm, ReachForm
from kinbridge.outreach.reading import campaigns as reading


@staff_page
def campaigns(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    found = reading.campaigns(by=viewer)
    return render(request, "outreach/campaigns.html", {"campaigns": found, "here": "campaigns"})


@staff_page
def plan(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    must_keep(viewer)
    form = CampaignForm(request.POST or None)
    if form.is_valid():
        made = actions.plan(facts=form.cleaned_data, by=viewer, at=now())
        return redirect("outreach:campaign", pk=made.pk)
    return render(request, "outreach/plan.html", {"form": form}, status=status_of(form))


@staff_page
def campaign(request: HttpRequest, *, viewer: Viewer, pk: int) -> HttpResponse:
    return _shown(request, viewer, _page(viewer, pk))


@require_POST
@staff_page
def channel(request: HttpRequest, *, viewer: Viewer, pk: int) -> HttpResponse:
    must_keep(viewer)
    page, form = _page(viewer, pk), ChannelForm(request.POST, by=viewer)
    if not form.is_valid():
        return _shown(request, viewer, page, channel_form=form)
    actions.add_channel(campaign=page.campaign, facts=form.cleaned_data, by=viewer, at=now())
    return redirect("outreach:campaign", pk=pk)


@require_POST
@staff_page
def reach(request: HttpRequest, *, viewer: Viewer, pk: int) -> HttpResponse:
    must_keep(viewer)
    page = _page(viewer, pk)
    form = ReachForm(request.POST, campaign=page.campaign)
    if not form.is_valid():
        return _shown(request, viewer, page, reach_form=form)
    facts = dict(form.cleaned_data)
    actions.count_reach(channel=facts.pop("channel"), facts=facts, by=viewer, at=now())
    return redirect("outreach:campaign", pk=pk)


@require_POST
@staff_page
def feedback(request: HttpRequest, *, viewer: Viewer, pk: int) -> HttpResponse:
    must_keep(viewer)
    page, form = _page(viewer, pk), FeedbackForm(request.POST)
    if not form.is_valid():
        return _shown(request, viewer, page, feedback_form=form)
    actions.keep_feedback(campaign=page.campaign, facts=form.cleaned_data, by=viewer, at=now())
    return redirect("outreach:campaign", pk=pk)


@require_POST
@staff_page
def set_open(request: HttpRequest, *, viewer: Viewer, pk: int) -> HttpResponse:
    must_keep(viewer)
    opened = request.POST.get("opened") == "yes"
    actions.set_open(campaign=_page(viewer, pk).campaign, opened=opened, by=viewer, at=now())
    return redirect("outreach:campaign", pk=pk)


def _page(viewer: Viewer, pk: int) -> reading.Page:
    return found_or_404(reading.open_campaign(pk=pk, by=viewer))


def _shown(request: HttpRequest, viewer: Viewer, page: reading.Page, **sent_back: forms.Form) -> HttpResponse:
    """With the form that was sent back, if one was, in place of its empty one."""
    context: dict[str, object] = {"page": page, "may_keep": keeps(viewer)}
    if keeps(viewer):
        today = {"on": localdate()}
        context |= {
            "channel_form": ChannelForm(by=viewer),
            "reach_form": ReachForm(campaign=page.campaign, initial=today, auto_id="id_reach_%s"),
            "feedback_form": FeedbackForm(initial=today, auto_id="id_feedback_%s"),
        }
    return render(request, "outreach/campaign.html", context | sent_back, status=400 if sent_back else 200)
