"""Who would see what, before someone signs; why one may see something, or may not; and asking for a consent."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_POST

from kinbridge.consents.actions import person_in, text_of
from kinbridge.consents.models import Proposal
from kinbridge.consents.models.terms import terms_from
from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Viewer
from kinbridge.disclosure import asking
from kinbridge.disclosure.accounting import WATCH_OVER_RECORDS
from kinbridge.disclosure.answers import why as answer_why
from kinbridge.disclosure.forms import AskForm, WhyForm, in_words
from kinbridge.disclosure.preview import preview as would_see
from kinbridge.people.actions import members_of
from kinbridge.people.models import Family
from kinbridge.people.pages import family_page, workers_page


@family_page
def preview(request: HttpRequest, *, viewer: Viewer, family: Family, pk: int) -> HttpResponse:
    proposal = get_object_or_404(Proposal.objects.filter(family=family).kept_for(viewer), pk=pk)
    terms, text = terms_from(proposal.answers), text_of(proposal)
    person = person_in(family.pk, terms.person)
    on = localdate()
    with override(terms.language):
        context = {
            "family": family,
            "here": "consents",
            "proposal": proposal,
            "person": person,
            "text": text,
            "language": terms.language,
            "seen": would_see(family=family, person=person, terms=terms, text=text, by=viewer, on=on),
        }
        return render(request, "disclosure/preview.html", context)


@family_page
def why(request: HttpRequest, *, viewer: Viewer, family: Family) -> HttpResponse:
    on = localdate()
    people = members_of(family=family, by=viewer, on=on)
    form = WhyForm(request.GET or None, people=people, viewer=viewer)
    watches = viewer.role in WATCH_OVER_RECORDS
    context: dict[str, object] = {"family": family, "here": "chart", "form": form, "watches": watches}
    if form.is_valid():
        context["answer"] = answer_why(family=family, by=viewer, at=now(), on=on, **form.question())
    return render(request, "disclosure/why.html", context, status=422 if form.is_bound and form.errors else 200)


@workers_page
def ask(request: HttpRequest, *, viewer: Viewer, family: Family) -> HttpResponse:
    at = now()
    people = members_of(family=family, by=viewer, on=day_of(at))
    form = AskForm(request.POST or None, people=people, viewer=viewer, initial=request.GET.dict())
    if form.is_valid():
        asking.ask(family=family, by=viewer, at=at, **form.question())
        messages.success(request, _("Asked. You see it here as soon as the person lets you."))
        return redirect("disclosure:ask", family.key)
    sent = asking.sent_by(viewer, at=at, family=family)
    context = {
        "family": family,
        "here": "consents",
        "form": form,
        "sent": [(one, in_words(one.request)) for one in sent],
    }
    return render(request, "disclosure/ask.html", context, status=422 if form.is_bound else 200)


@family_page
def requests(request: HttpRequest, *, viewer: Viewer, family: Family) -> HttpResponse:
    found = asking.to_answer(viewer, at=now(), family=family)
    context = {"family": family, "here": "consents", "requests": [(one, in_words(one)) for one in found]}
    return render(request, "disclosure/requests.html", context)


@require_POST
@family_page
def begin(request: HttpRequest, *, viewer: Viewer, family: Family, pk: int) -> HttpResponse:
    try:
        begun = asking.begin(request_id=pk, by=viewer, at=now())
    except asking.Answered as trouble:
        messages.info(request, str(trouble))
        return redirect("disclosure:requests", family.key)
    if begun is None or begun.proposal is None or begun.family_id != family.pk:
        raise Http404
    return redirect("consents:fill", family.key, begun.proposal.pk, "about")


@require_POST
@family_page
def decline(request: HttpRequest, *, viewer: Viewer, family: Family, pk: int) -> HttpResponse:
    try:
        declined = asking.decline(request_id=pk, by=viewer, at=now())
    except asking.Answered as trouble:
        messages.info(request, str(trouble))
        return redirect("disclosure:requests", family.key)
    if declined is None or declined.family_id != family.pk:
        raise Http404
    messages.success(request, _("Written down. Nothing is shared, and whoever asked is not told what you said."))
    return redirect("disclosure:requests", family.key)
