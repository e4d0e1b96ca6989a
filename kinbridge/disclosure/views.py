"""Who would see what, before someone signs; and why one may see something, or may not."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import now
from django.utils.translation import override

from kinbridge.consents.actions import local_day, person_in, text_of
from kinbridge.consents.models import Proposal
from kinbridge.consents.models.terms import terms_from
from kinbridge.directory.models import Viewer
from kinbridge.disclosure.accounting import WATCH_OVER_RECORDS
from kinbridge.disclosure.answers import why as answer_why
from kinbridge.disclosure.forms import WhyForm
from kinbridge.disclosure.preview import preview as would_see
from kinbridge.people.actions import household
from kinbridge.people.models import Family
from kinbridge.people.pages import family_page


@family_page
def preview(request: HttpRequest, *, viewer: Viewer, family: Family, pk: int) -> HttpResponse:
    proposal = get_object_or_404(Proposal.objects.filter(family=family).kept_for(viewer), pk=pk)
    terms, text = terms_from(proposal.answers), text_of(proposal)
    person = person_in(family.pk, terms.person)
    on = local_day(family=family, at=now())
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
    on = local_day(family=family, at=now())
    people = household(family=family, by=viewer, on=on).people
    form = WhyForm(request.GET or None, people=people, viewer=viewer)
    watches = viewer.role in WATCH_OVER_RECORDS
    context: dict[str, object] = {"family": family, "here": "chart", "form": form, "watches": watches}
    if form.is_valid():
        context["answer"] = answer_why(family=family, by=viewer, at=now(), on=on, **form.question())
    return render(request, "disclosure/why.html", context, status=422 if form.is_bound and form.errors else 200)
