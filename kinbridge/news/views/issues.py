"""All issues and how one wants them; one issue; and writing, publishing and taking one back."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_POST, require_safe

from kinbridge.directory.models import Viewer
from kinbridge.directory.pages import staff_page, status_of
from kinbridge.news import reading
from kinbridge.news.actions import issues as actions
from kinbridge.news.actions.authority import must_write, writes
from kinbridge.news.forms import ChoiceForm, IssueForm, OfferForm, PieceForm, PublishForm
from kinbridge.news.models import Issue
from kinbridge.news.offers import offers
from kinbridge.reminders.sending import mail_leaves


@require_safe
@staff_page
def issues(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    mine = Issue.objects.filter(coalition=viewer.coalition_id)
    reader = reading.reader_of(viewer)
    chosen = {"often": reader.often, "language": reader.language} if reader else None
    context = {
        "issues": mine.published(),
        "drafts": mine.filter(published_at=None).order_by("-number") if writes(viewer) else (),
        "may_write": writes(viewer),
        "mail": mail_leaves(),
        "page": reading.page_of(viewer.coalition_id),
        "form": ChoiceForm(initial=chosen),
    }
    return render(request, "news/list.html", context)


@staff_page
def write(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    must_write(viewer)
    form = IssueForm(request.POST or None)
    if form.is_valid():
        return redirect("news:issue", pk=actions.begin(facts=form.cleaned_data, by=viewer, at=now()).pk)
    return render(request, "news/write.html", {"form": form}, status=status_of(form))


@require_safe
@staff_page
def issue(request: HttpRequest, *, viewer: Viewer, pk: int) -> HttpResponse:
    found = _issue(viewer, pk)
    if found.published_at is None:
        return composing(request, viewer, found)
    page = reading.page_of(viewer.coalition_id)
    context = {
        "issue": found,
        "read": reading.read(found, page=page, partner=True),
        "sent": reading.sent(found),
        "may_write": writes(viewer),
        "mail": mail_leaves(),
    }
    return render(request, "news/issue.html", context)


@staff_page
def change(request: HttpRequest, *, viewer: Viewer, pk: int) -> HttpResponse:
    must_write(viewer)
    found = draft_of(viewer, pk)
    form = IssueForm(request.POST or None, initial={name: getattr(found, name) for name in IssueForm.base_fields})
    if form.is_valid():
        actions.change(issue=found, facts=form.cleaned_data, by=viewer, at=now())
        return redirect("news:issue", pk=pk)
    return render(request, "news/change.html", {"form": form, "issue": found}, status=status_of(form))


@require_POST
@staff_page
def publish(request: HttpRequest, *, viewer: Viewer, pk: int) -> HttpResponse:
    must_write(viewer)
    found = draft_of(viewer, pk)
    form = PublishForm(request.POST, public=reading.page_of(viewer.coalition_id) is not None)
    if not form.is_valid():
        return composing(request, viewer, found, publish_form=form)
    actions.publish(issue=found, audience=form.cleaned_data["audience"], by=viewer, at=now())
    said = " It goes to those who asked for it within the hour." if mail_leaves() else ""
    messages.success(request, f"The issue is out.{said}")
    return redirect("news:issue", pk=pk)


@require_POST
@staff_page
def take_back(request: HttpRequest, *, viewer: Viewer, pk: int) -> HttpResponse:
    actions.take_back(issue=_issue(viewer, pk), by=viewer, at=now())
    messages.success(request, "The issue was taken back: its address no longer answers. Letters that left stay sent.")
    return redirect("news:list")


def draft_of(viewer: Viewer, pk: int) -> Issue:
    found = _issue(viewer, pk)
    if found.published_at is not None:
        raise PermissionDenied("This issue was published. Take it back, or write another.")
    return found


def composing(request: HttpRequest, viewer: Viewer, found: Issue, **sent_back: object) -> HttpResponse:
    """The draft, with the form that was sent back, if one was, in place of its empty one."""
    page = reading.page_of(viewer.coalition_id)
    pieces = list(found.pieces.all())
    context: dict[str, object] = {
        "issue": found,
        "pieces": list(zip(pieces, reading.read(found, page=page, partner=True).parts, strict=True)),
        "offer_form": OfferForm(offers=offers(by=viewer)),
        "piece_form": PieceForm(auto_id="id_own_%s"),
        "publish_form": PublishForm(public=page is not None),
        "page": page,
    }
    return render(request, "news/compose.html", context | sent_back, status=400 if sent_back else 200)


def _issue(viewer: Viewer, pk: int) -> Issue:
    """A draft is there for those who write; what was taken back is there for nobody."""
    found = reading.issue_of(pk=pk, by=viewer)
    hidden = found is None or found.taken_back_at or (found.published_at is None and not writes(viewer))
    if found is None or hidden:
        raise Http404
    return found
