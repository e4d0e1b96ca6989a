"""How the coalition shows itself to everyone, and which of its goals."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now

from kinbridge.coalition import actions
from kinbridge.coalition.actions.page import CodeTaken
from kinbridge.coalition.forms.page import PageForm
from kinbridge.coalition.models import Goal, GoalPage
from kinbridge.directory.models import Viewer
from kinbridge.directory.pages import staff_page, status_of


@staff_page
def settings(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    if not actions.leads(viewer):
        raise actions.NotTheirs("The coalition's coordinator keeps its public page.")
    page = GoalPage.objects.defer("banner").filter(coalition=viewer.coalition_id).first()
    goals = list(Goal.objects.filter(coalition=viewer.coalition_id).order_by("number"))
    form = PageForm(request.POST or None, request.FILES or None, page=page, goals=goals, name=viewer.coalition_name)
    if form.is_valid():
        try:
            actions.keep_page(by=viewer, at=now(), **form.given())
            messages.success(request, "Kept. This is what visitors see.")
            return redirect("coalition:page")
        except CodeTaken as error:
            form.add_error("code", str(error))
    context = {"form": form, "page": page}
    return render(request, "coalition/page_settings.html", context, status=status_of(form))
