"""Read it, answer three questions, sign: in the language of the form."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import override

from kinbridge.consents import actions
from kinbridge.consents.forms import SignForm
from kinbridge.consents.models import Consent, Proposal
from kinbridge.consents.models.terms import terms_from
from kinbridge.consents.views.filling import people_of
from kinbridge.consents.wording import words
from kinbridge.core.vocabulary import MINORS
from kinbridge.directory.models import Viewer
from kinbridge.people.models import Family
from kinbridge.people.pages import family_page


@family_page
def sign(request: HttpRequest, *, viewer: Viewer, family: Family, pk: int) -> HttpResponse:
    proposal = get_object_or_404(Proposal.objects.filter(family=family).kept_for(viewer), pk=pk)
    if became := Consent.objects.filter(proposal=proposal).first():
        return redirect("consents:show", family.key, became.pk)
    terms = terms_from(proposal.answers)
    people = people_of(family, viewer)
    person = actions.person_in(family.pk, terms.person)
    with override(terms.language):
        form = SignForm(
            request.POST if request.method == "POST" else None,
            terms=terms,
            person=person,
            helped=viewer.person_id is None,
            name="" if person.relation in MINORS else person.name,
            proofs=actions.proofs(family=family, person=person) if viewer.person_id is None else (),
        )
        if form.is_valid():
            by_name = {one.name.casefold(): one.pk for one in people}
            try:
                consent = actions.sign(
                    proposal=proposal,
                    signings=form.signings(people=by_name, evidence=evidence(request, viewer)),
                    shown=request.POST.get("shown", ""),
                    by=viewer,
                    at=now(),
                    understood=form.understood,
                    interpreter=form.cleaned_data["interpreter"].strip(),
                    authority_paper=form.cleaned_data["authority_paper"].strip(),
                    by_authority=form.cleaned_data.get("by_authority"),
                    copy_given=form.cleaned_data["copy"],
                )
            except actions.Faulty as trouble:
                for account in trouble.accounts:
                    form.add_error(None, f"{account.says} {account.mend}")
            except (actions.Changed, actions.AlreadyEnded) as trouble:
                form.add_error(None, str(trouble))
            except actions.AlreadySigned as trouble:
                return redirect("consents:show", family.key, trouble.consent.pk)
            else:
                messages.success(request, _("Signed. It counts from now on."))
                return redirect("consents:show", family.key, consent.pk)
        context = {
            "family": family,
            "here": "consents",
            "proposal": proposal,
            "form": form,
            "text": actions.text_of(proposal),
            "said": words(terms.language),
            "terms": terms,
        }
        return render(request, "consents/sign.html", context, status=422 if form.is_bound else 200)


def evidence(request: HttpRequest, viewer: Viewer) -> dict[str, object]:
    """How we know whose signature it is: who was signed in, for whom, and on what device."""
    return {
        "signed_in": viewer.user_id,
        "as": "themself" if viewer.person_id is not None else "helper",
        "program": str(viewer.program_id or ""),
        "address": request.META.get("REMOTE_ADDR", ""),
        "device": request.META.get("HTTP_USER_AGENT", "")[:200],
    }
