"""The link for a program without accounts: made and taken back by the sender, opened and answered by whoever has it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.timezone import now
from django.views.decorators.http import require_POST

from kinbridge.directory.models import Coalition, Viewer
from kinbridge.directory.pages import View, status_of
from kinbridge.people.pages import staff_page
from kinbridge.people.rows import work_in
from kinbridge.referrals import actions
from kinbridge.referrals.forms import STEP_WORDS, AnswerForm, CodeForm
from kinbridge.referrals.reading import Card
from kinbridge.referrals.rules import WORDS, Party, Status, next_steps
from kinbridge.referrals.rules.links import ANSWERS

KEY = "kb_answer"


@require_POST
@staff_page
def make(request: HttpRequest, *, viewer: Viewer, pk: int) -> HttpResponse:
    """Shown in the answer and never again: only digests are kept."""
    try:
        told = actions.make_link(referral_id=pk, by=viewer, at=now())
    except actions.NotYours:
        raise Http404 from None
    except actions.NotPermitted as refusal:
        return render(request, "referrals/link.html", {"decision": refusal.decision, "pk": pk}, status=403)
    except actions.AlreadyAnswered as trouble:
        return render(request, "referrals/link.html", {"trouble": str(trouble), "pk": pk}, status=409)
    address = request.build_absolute_uri(reverse("referrals:asked", args=[viewer.coalition_id, told.secret]))
    return render(request, "referrals/link.html", {"told": told, "address": address, "pk": pk})


@require_POST
@staff_page
def end(request: HttpRequest, *, viewer: Viewer, pk: int) -> HttpResponse:
    try:
        actions.take_back_link(referral_id=pk, by=viewer, at=now())
    except actions.NotYours:
        raise Http404 from None
    return redirect("referrals:show", pk=pk)


Asked = Callable[..., HttpResponse]


def linked(view: Asked) -> View:
    """Hands the view what stands behind the address. Unknown, expired, taken back, used up: one and the same page.

    The address is a key: no other site is told of it (the site's own policy), nothing keeps the page, no search engine
    lists it. Nobody is signed in, so there are no rows until one works in the coalition that the address names; that
    opens no more than the one row whose secret is known.
    """

    @wraps(view)
    def page(request: HttpRequest, *, coalition: int, secret: str, **kwargs: object) -> HttpResponse:
        named = Coalition.objects.filter(pk=coalition).first()
        with work_in(named):
            found = actions.find_link(secret=secret, at=now()) if named is not None else None
            if found is None:
                answer = render(request, "referrals/asked_gone.html", status=404)
            else:
                here = reverse("referrals:asked", args=[coalition, secret])
                answer = view(request, found=found, here=here, **kwargs)
        answer["X-Robots-Tag"] = "noindex, nofollow"
        add_never_cache_headers(answer)
        return answer

    return page


@linked
def asked(request: HttpRequest, *, found: actions.Open, here: str) -> HttpResponse:
    """The code first, then what is asked. Looking at the address alone, as mail programs do, uses nothing up."""
    if found.is_held_by(request.COOKIES.get(KEY, "")):
        return _shown(request, found, here)
    if found.link.bound:
        return render(request, "referrals/asked_elsewhere.html", status=403)
    form = CodeForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(request, "referrals/asked_code.html", {"form": form}, status=status_of(form))
    key = actions.try_code(found=found, code=form.cleaned_data["code"], at=now())
    if key is None:
        form.add_error("code", "This is not the code. After five wrong codes the link ends.")
        return render(request, "referrals/asked_code.html", {"form": form}, status=403)
    answer = redirect(here)
    answer.set_cookie(
        KEY,
        key,
        expires=found.link.expires_at,
        path=here,
        secure=settings.SECURE_TRANSPORT,
        httponly=True,
        samesite="Lax",
    )
    return answer


def _shown(request: HttpRequest, found: actions.Open, here: str, status: int = 200, **more: object) -> HttpResponse:
    referral = found.referral
    stands = Status(referral.status)
    card = Card(referral, stands, WORDS[stands], None, words_may=found.decision)
    steps = [step for step in next_steps(stands, party=Party.RECEIVER) if step in ANSWERS]
    forms = [(f"{here}{step.value}/", STEP_WORDS[step], AnswerForm(step=step, prefix=step.value)) for step in steps]
    context = {"card": card, "forms": forms, "link": found.link, **more}
    return render(request, "referrals/asked.html", context, status=status)


@require_POST
@linked
def answer(request: HttpRequest, *, found: actions.Open, here: str, step: str) -> HttpResponse:
    if not found.is_held_by(request.COOKIES.get(KEY, "")):
        return redirect(here)
    if step not in ANSWERS:
        raise Http404
    form = AnswerForm(request.POST, step=Status(step), prefix=step)
    if not form.is_valid():
        return _shown(request, found, here, 400, wrong=form, words=STEP_WORDS[Status(step)], action=f"{here}{step}/")
    try:
        done = actions.answer_by_link(
            found=found, step=Status(step), at=now(), reason=form.cleaned_data.get("reason", "")
        )
    except actions.AlreadyAnswered as late:
        return _shown(request, found, here, 409, trouble=str(late))
    return render(request, "referrals/asked_thanks.html", {"words": WORDS[Status(done.status)], "here": here})
