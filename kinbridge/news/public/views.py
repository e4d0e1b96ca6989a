"""Public issues at their addresses, and the three forms of a reader: ask, confirm, stop."""

from __future__ import annotations

from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import now
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from kinbridge.coalition.models import GoalPage
from kinbridge.coalition.public.reading import find_page
from kinbridge.directory.pages import found_or_404
from kinbridge.news import reading
from kinbridge.news.actions import readers
from kinbridge.news.letters import confirming
from kinbridge.news.models import Issue
from kinbridge.news.public.forms import AskForm
from kinbridge.reminders.sending import mail_leaves, send_letter


@sensitive_post_parameters("email")
def archive(request: HttpRequest, *, code: str) -> HttpResponse:
    """Every public issue, and the form to ask for it. Whether an address is known here is never said."""
    page, form = _page(code), AskForm(request.POST or None)
    status = _ask(request, page, form) if form.is_bound else 200
    issues = Issue.objects.public().filter(coalition=page.coalition)
    context = {
        "page": page,
        "issues": [reading.read(one, page=page, partner=False) for one in issues],
        "form": form,
        "asked": form.is_bound and status == 200,
        "mail": mail_leaves(),
    }
    return render(request, "news/public/archive.html", context, status=status)


@require_safe
def issue(request: HttpRequest, *, code: str, number: int) -> HttpResponse:
    page = _page(code)
    found = get_object_or_404(Issue.objects.public(), coalition=page.coalition, number=number)
    context = {"page": page, "read": reading.read(found, page=page, partner=False)}
    return render(request, "news/public/issue.html", context)


@never_cache
def confirm(request: HttpRequest, *, secret: str) -> HttpResponse:
    """The link asks for one press: programs that look through mail follow every link in it, and press nothing."""
    if readers.confirmable(secret) is None:
        return render(request, "news/public/gone.html", status=404)
    if request.method != "POST":
        return render(request, "news/public/confirm.html")
    done = readers.confirm(secret=secret, at=now())
    if done is None:
        return render(request, "news/public/gone.html", status=404)
    return render(request, "news/public/confirmed.html", {"stop": readers.stop_secret(done)})


@csrf_exempt
@never_cache
def stop(request: HttpRequest, *, secret: str) -> HttpResponse:
    """A press here, or a click in a mail program (RFC 8058), which knows no token of ours: the secret is the key."""
    if request.method == "POST":
        if readers.stop(secret=secret):
            return render(request, "news/public/stopped.html")
        return render(request, "news/public/gone.html", status=404)
    return render(request, "news/public/stop.html")


def _ask(request: HttpRequest, page: GoalPage, form: AskForm) -> int:
    """Send the letter with the link. The HTTP status; what is wrong stands in the form."""
    if not form.is_valid() or not mail_leaves():
        return 400
    email, language = form.cleaned_data["email"], "es" if get_language() == "es" else "en"
    if not ratelimit.consume(request, action="newsletter", key=email.lower()):
        form.add_error(None, _("Too many letters were asked for. Try again tomorrow."))
        return 429
    often = form.cleaned_data["often"]
    secret = readers.ask(coalition=page.coalition, email=email, often=often, language=language, at=now())
    try:
        send_letter(confirming(to=email, secret=secret, name=page.name, language=language))
    except OSError:
        form.add_error(None, _("The letter did not go. Try again later."))
        return 503
    return 200


def _page(code: str) -> GoalPage:
    return found_or_404(find_page(code))
