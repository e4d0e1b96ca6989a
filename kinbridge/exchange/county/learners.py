"""What the county's people have learned: courses taken, talks rehearsed, skills seen, a template made their own.

Everything is done with the verbs that the pages use, so that each number on a results page comes from an answer.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from django.contrib.auth.hashers import make_password

from kinbridge.accounts.models import Role, User
from kinbridge.directory.models import Membership, Viewer
from kinbridge.exchange.county.draw import NAMES, surnames
from kinbridge.exchange.county.partners import MAIL, WORKING_SINCE
from kinbridge.exchange.county.place import County, account
from kinbridge.learning.actions import copy_toolkit, stock_and_require
from kinbridge.learning.actions.courses import begin, rehearse, state_confidence, take_quiz
from kinbridge.learning.actions.duties import observe, require
from kinbridge.learning.models import Item
from kinbridge.learning.reading.course import Place, place_in
from kinbridge.learning.rules.courses import Course, Module, Practice, courses
from kinbridge.learning.rules.practice import walk

NEW_STAFF = (("assessment", 3), ("ongoing", 3), ("foster", 2))
TALKED = ("maya", "beth", "carol")
ON_SCENE = ("beth", "assessment/worker1", "assessment/worker2", "ongoing/worker1")
BASICS = ("maya", "robert", "grant", "vera", "paul", "nadia", "sylvie")

ASKED_LONGER = (
    (Role.CASEWORKER, "recognize", 90, -70),
    (Role.CASEWORKER, "talking", 180, -200),
    (Role.SUPERVISOR, "talking", 180, -200),
    (Role.COURT_LIAISON, "opioid-101", 120, -150),
    (Role.GUARDIAN_AD_LITEM, "opioid-101", 120, -150),
)


def write_learning(county: County) -> int:
    """Returns how many courses were begun."""
    stock_and_require(coalition=county.coalition, since=county.day(-40))
    random = Random(f"{county.seed}:learning")  # noqa: S311 - invented, and meant to repeat
    colleagues = _new_staff(county, random)
    talkers = [*(county.viewer(code) for code in TALKED), *colleagues]
    basics = [county.viewer(code) for code in BASICS]
    for place, person in enumerate(talkers):
        _seen_before(county, person, random)
        _take(county, courses()["talking"], person, random, began=-235 + 4 * place, stays=place not in (3, 9))
        if place not in (3, 9):
            _seen_after(county, person, random)
    for place, person in enumerate(basics):
        _take(county, courses()["opioid-101"], person, random, began=-60 + 3 * place, stays=place != 4)
    _required_longer(county)
    for person in colleagues[:5]:
        _take(county, courses()["recognize"], person, random, began=-50, stays=True)
    for person in (*colleagues[1:6], *(county.viewer(code) for code in ON_SCENE)):
        _take(county, courses()["first-on-scene"], person, random, began=-30, stays=True)
    _half_way(county, random)
    agreement = Item.objects.get(coalition=county.coalition, key="toolkit-mou")
    copy_toolkit(item=agreement, by=county.viewer("ellen"), at=county.moment(-40))
    return len(talkers) + len(basics) + 6


def _new_staff(county: County, random: Random) -> list[Viewer]:
    """Workers who came lately to the child welfare units; they are in no family's story."""
    password = make_password(None)
    viewers = []
    for program, count in NEW_STAFF:
        for number in range(3, 3 + count):
            login = f"{program}.worker{number}{MAIL}"
            given, family = random.choice(NAMES["mothers"] + NAMES["fathers"]), random.choice(surnames(county.seed))
            user = User.objects.create(
                username=login, email=login, first_name=given, last_name=family, password=password
            )
            work = Membership.objects.create(
                user=user,
                program=county.programs[program],
                role=Role.CASEWORKER,
                since=county.day(-random.randrange(280, WORKING_SINCE)),
            )
            viewers.append(work.viewer())
    return viewers


def _take(county: County, course: Course, by: Viewer, random: Random, *, began: int, stays: bool) -> None:
    """From the first page to the last; whoever does not stay stops after the first module."""
    at = county.moment(began)
    enrollment = begin(course=course, by=by, at=at)
    if enrollment is None:
        return
    before = {key: random.choice((1, 2, 2, 3, 3, 4)) for key in course.competencies}
    state_confidence(enrollment=enrollment, moment="before", sure=before, by=by, at=at)
    place = _place(course, by, at)
    for number, module in enumerate(course.modules if stays else course.modules[:1]):
        _do(place, module, by, random, at=at + timedelta(days=number, minutes=30))
    if not stays:
        return
    finished = at + timedelta(days=len(course.modules))
    after = {key: min(5, sure + random.choice((0, 1, 1, 2))) for key, sure in before.items()}
    state_confidence(enrollment=enrollment, moment="after", sure=after, by=by, at=finished)
    back = {key: max(1, sure - random.choice((0, 0, 1))) for key, sure in before.items()}
    state_confidence(enrollment=enrollment, moment="looking_back", sure=back, by=by, at=finished)
    asked = finished + timedelta(days=93)
    if asked < county.at and random.random() < 0.85:
        later = {key: max(1, sure - random.choice((0, 0, 1))) for key, sure in after.items()}
        state_confidence(enrollment=enrollment, moment="three_months", sure=later, by=by, at=asked)


def _do(place: Place, module: Module, by: Viewer, random: Random, *, at: datetime) -> None:
    """One module: its talk twice, the second time better, then its questions, now and then with a try too many."""
    if module.practice is not None:
        for turn, skill in enumerate((0.4, 0.8)):
            path = _path(module.practice, random, skill=skill)
            talk = walk(module.practice, path)
            if talk is not None:
                said, when = "-".join(map(str, path)), at + timedelta(minutes=10 * turn)
                rehearse(place=place, module=module, path=said, talk=talk, by=by, at=when)
    right = tuple(question.right for question in module.questions)
    if random.random() < 0.2:
        wrong = (right[0] % len(module.questions[0].options) + 1, right[1] % len(module.questions[1].options) + 1)
        take_quiz(place=place, module=module, answers=(*wrong, *right[2:]), by=by, at=at + timedelta(minutes=25))
    take_quiz(place=place, module=module, answers=right, by=by, at=at + timedelta(minutes=30))


def _path(practice: Practice, random: Random, *, skill: float) -> tuple[int, ...]:
    """A way through a talk: the best thing to say as often as their skill has it, else anything."""
    path: tuple[int, ...] = ()
    while (talk := walk(practice, path)) is not None and not talk.over:
        choices = talk.now.choices
        best = max(range(len(choices)), key=lambda place: choices[place].points)
        path = (*path, (best if random.random() < skill else random.randrange(len(choices))) + 1)
    return path


def _place(course: Course, by: Viewer, at: datetime) -> Place:
    place = place_in(course, by=by, at=at)
    if place is None:
        raise LookupError(f"{by.name} has not begun {course.key}")
    return place


def _required_longer(county: County) -> None:
    """Some courses were asked for earlier: by now some people are done, some have time left and some are late."""
    for role, course, within_days, since in ASKED_LONGER:
        require(
            role=role,
            course=course,
            within_days=within_days,
            every_months=24 if course == "recognize" else None,
            since=county.day(since),
            source="Coalition's training plan, goal 1",
            by=county.viewer("teresa"),
            at=county.moment(since),
        )


def _half_way(county: County, random: Random) -> None:
    """Maya is in the middle of the overdose course, which her role has to take."""
    maya, course = county.viewer("maya"), courses()["recognize"]
    begin(course=course, by=maya, at=county.moment(-6))
    place = _place(course, maya, county.moment(-6))
    for number, module in enumerate(course.modules[:2]):
        _do(place, module, maya, random, at=county.moment(-5 + number))


def _seen_before(county: County, person: Viewer, random: Random) -> None:
    _seen(county, person, days=-260, steps=(1, 2, 2, 3), note="", random=random)


def _seen_after(county: County, person: Viewer, random: Random) -> None:
    note = "Asked permission before she gave advice, and made the call together with the parent."
    _seen(county, person, days=-50, steps=(2, 3, 3, 4), note=note, random=random)


def _seen(county: County, person: Viewer, *, days: int, steps: tuple[int, ...], note: str, random: Random) -> None:
    """By Denise, of the people of her own agency."""
    denise = county.viewer("denise")
    if person.organization_id != denise.organization_id or person.user_id == denise.user_id:
        return
    for competency in ("ask", "engage"):
        observe(
            person=account(person),
            competency=competency,
            step=random.choice(steps),
            seen_on=county.day(days),
            note=note if competency == "engage" else "",
            by=denise,
            at=county.moment(days),
        )
