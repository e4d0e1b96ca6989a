"""The pages of a course: what it is, one module, a conversation, how sure one is, and its certificate."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now

from kinbridge.directory.models import Viewer
from kinbridge.directory.pages import found_or_404, status_of
from kinbridge.learning.actions import courses as actions
from kinbridge.learning.certificate_pdf import as_pdf
from kinbridge.learning.forms_courses import ConfidenceForm, QuizForm, TalkForm
from kinbridge.learning.reading import course as reading
from kinbridge.learning.reading.module import marked, module_states, practice_again, resources
from kinbridge.learning.rules.competencies import MOMENTS
from kinbridge.learning.rules.courses import Course, Module, courses
from kinbridge.learning.rules.practice import parse_path, walk
from kinbridge.learning.rules.prose import blocks
from kinbridge.people.pages import staff_page


@staff_page
def course(request: HttpRequest, *, viewer: Viewer, course: str) -> HttpResponse:
    found = _course(course)
    if request.method == "POST":
        if actions.begin(course=found, by=viewer, at=now()) is None:
            return redirect("learning:placement", course=course)
        return redirect("learning:course", course=course)
    place = reading.place_in(found, by=viewer, at=now())
    context = {
        "course": found,
        "place": place,
        "states": module_states(found, place),
        "again": practice_again(place),
        "open": reading.is_open(found, by=viewer),
        "before": courses().get(found.after),
        "moment": MOMENTS.get(place.asks, "") if place else "",
    }
    return render(request, "learning/course.html", context)


@staff_page
def module(request: HttpRequest, *, viewer: Viewer, course: str, module: str) -> HttpResponse:
    place, found = _within(course, module, viewer)
    quiz = reading.latest_quiz(place.enrollment, found)
    form = QuizForm(request.POST or None, questions=found.questions)
    if form.is_valid():
        actions.take_quiz(place=place, module=found, answers=form.answers(), by=viewer, at=now())
        return redirect(f"{request.path}#answers")
    context = {
        "place": place,
        "course": place.course,
        "module": found,
        "blocks": blocks(found.text),
        "form": form,
        "quiz": quiz,
        "marked": marked(found, quiz),
        "done": found.key in place.done,
        "resources": resources(found, by=viewer),
        "next": place.course.module_after(found.key),
    }
    return render(request, "learning/module.html", context, status=status_of(form))


@staff_page
def practice(request: HttpRequest, *, viewer: Viewer, course: str, module: str) -> HttpResponse:
    """The talk so far stands in the address, so that the back button takes back what was said."""
    place, found = _within(course, module, viewer)
    said = request.GET.get("said", "")
    path = parse_path(said)
    talk = found_or_404(walk(found.practice, path) if found.practice is not None and path is not None else None)
    form = TalkForm(request.POST or None, talk=talk)
    if form.is_valid() and found.practice is not None and path is not None:
        path = (*path, form.cleaned_data["say"])
        said = "-".join(map(str, path))
        after = walk(found.practice, path)
        if after is not None and after.over:
            actions.rehearse(place=place, module=found, path=said, talk=after, by=viewer, at=now())
        return redirect(f"{request.path}?said={said}#now")
    context = {"place": place, "course": place.course, "module": found, "talk": talk, "form": form}
    return render(request, "learning/practice.html", context, status=status_of(form))


@staff_page
def confidence(request: HttpRequest, *, viewer: Viewer, course: str, moment: str) -> HttpResponse:
    place = reading.place_in(_course(course), by=viewer, at=now())
    if place is None or moment not in MOMENTS or place.asks != moment:
        raise Http404
    back = moment == "looking_back"
    form = ConfidenceForm(request.POST or None, keys=place.course.competencies, looking_back=back)
    if request.method == "POST" and form.is_valid():
        actions.state_confidence(enrollment=place.enrollment, moment=moment, sure=form.sure(), by=viewer, at=now())
        return redirect("learning:course", course=course)
    context = {"place": place, "course": place.course, "moment": MOMENTS[moment], "back": back, "form": form}
    return render(request, "learning/confidence.html", context, status=status_of(form))


@staff_page
def placement(request: HttpRequest, *, viewer: Viewer, course: str) -> HttpResponse:
    found = _course(course)
    if not found.placement:
        raise Http404
    form, result = QuizForm(request.POST or None, questions=found.placement), None
    if form.is_valid():
        result = actions.place_by_test(course=found, answers=form.answers(), by=viewer, at=now())
    context = {"course": found, "before": courses()[found.after], "form": form, "result": result}
    status = 400 if form.is_bound and result is None else 200
    return render(request, "learning/placement.html", context, status=status)


@staff_page
def certificate(request: HttpRequest, *, viewer: Viewer, course: str) -> HttpResponse:
    held = found_or_404(reading.certificate_of(course, by=viewer))
    address = request.build_absolute_uri("/learn/certificates/")
    answer = HttpResponse(as_pdf(held, check_at=address), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="certificate-{course}.pdf"'
    return answer


def _course(key: str) -> Course:
    return found_or_404(courses().get(key))


def _within(course: str, module: str, viewer: Viewer) -> tuple[reading.Place, Module]:
    """The learner's place in the course and the module. Whoever has not begun finds neither."""
    known = _course(course)
    place, found = reading.place_in(known, by=viewer, at=now()), known.module(module)
    if place is None or found is None:
        raise Http404
    return place, found
