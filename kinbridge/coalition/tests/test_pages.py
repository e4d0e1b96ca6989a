"""Grace writes the strategy and walks an idea; owners keep their own lines; visitors read what was made public."""

from __future__ import annotations

import json
import re
import struct
import zlib

import pytest
import typst
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.timezone import localdate

from kinbridge.audit.models import Line as AuditLine
from kinbridge.coalition import actions
from kinbridge.coalition.banners import HEIGHT, WIDTH, NotAPicture, drawn
from kinbridge.coalition.models import Goal, GoalPage, Idea, Line, Result
from kinbridge.coalition.one_page_pdf import TEMPLATE, as_pdf, data
from kinbridge.coalition.reading.strategy import strategy
from kinbridge.coalition.tests import alliance as make
from kinbridge.coalition.tests.alliance import AT, Alliance
from kinbridge.directory.tests.browsing import browser
from kinbridge.measures.models import Release

pytestmark = pytest.mark.django_db
ADDRESS = re.compile(r"/coalition/strategy/\d+/")


@pytest.fixture
def alliance() -> Alliance:
    return make.alliance()


def test_grace_writes_an_objective_down_to_what_somebody_does(alliance: Alliance) -> None:
    grace = browser(alliance.grace)
    objective = {"title": "Every worker is trained", "words": "Trained", "unit": "%", "target": "90", "direction": "up"}
    assert grace.post("/coalition/goals/1/add/", objective | {"title": ""}).status_code == 400
    at = grace.post("/coalition/goals/1/add/", objective)["Location"]
    under = grace.post(f"{at}add/", {"title": "Monthly courses", "phase": "implementation"})["Location"]
    activity = {"title": "Hold sessions", "takes": "A room", "gives": "40 trained", "owner": alliance.teresa.user_id}
    last = grace.post(f"{under}add/", activity)["Location"]
    assert grace.get(f"{last}add/").status_code == 404
    page = grace.get("/coalition/strategy/").content.decode()
    for words in ("Every worker is trained", "Monthly courses", "Hold sessions", "Teresa Lowell", "not known"):
        assert words in page
    logic = grace.get("/coalition/strategy/logic/").content.decode()
    assert logic.index("A room") < logic.index("Hold sessions") < logic.index("40 trained")
    given = {"value": "62", "on": str(localdate()), "note": "register"}
    assert browser(alliance.nurse).post(at, given).status_code == 403
    assert grace.post(at, given).status_code == 302
    assert "62 %" in grace.get("/coalition/strategy/").content.decode()


def test_an_owner_says_how_far_it_is_and_a_late_second_change_is_refused_in_words(alliance: Alliance) -> None:
    activity = make.tree(alliance, owner=alliance.teresa)[-1]
    teresa, grace = browser(alliance.teresa), browser(alliance.grace)
    address = f"/coalition/strategy/{activity.pk}/change/"
    told = {"title": "Hold sessions", "takes": "A room", "gives": "40 trained", "status": "needs_help", "version": "1"}
    assert teresa.post(address, told).status_code == 400, "help is asked for with words"
    assert teresa.post(address, told | {"why": "Who has a room?"}).status_code == 302
    refused = grace.post(address, told | {"status": "done", "why": ""})
    assert refused.status_code == 409
    assert "Teresa Lowell changed this on" in refused.content.decode()
    assert Line.objects.get(pk=activity.pk).status == "needs_help"
    again = re.search(r'name="version" value="(\d+)"', refused.content.decode())
    assert again
    assert grace.post(address, told | {"status": "done", "version": again[1]}).status_code == 302
    assert browser(alliance.nurse).get(address).status_code == 403


def test_an_idea_goes_from_a_proposal_to_a_decision_with_what_was_looked_at(alliance: Alliance) -> None:
    make.released(alliance, before=60, now=72, of=50)
    nurse, grace = browser(alliance.nurse), browser(alliance.grace)
    asked = {"title": "Diapers in the bag", "problem": "Lists get lost", "helps": "Families", "saw": "Nurses say so"}
    idea = nurse.post("/coalition/ideas/propose/", asked)["Location"]
    assert nurse.get(f"{idea}pilot/").status_code == 403
    assert grace.get(f"{idea}sustained/").status_code == 404
    pilot = {
        "words": "One month",
        "question": "More calls?",
        "stop_rule": "Bags run out",
        "until": "2026-09-01",
        "owner": alliance.nurse.user_id,
        "direction": "up",
        "evidence": "words",
        "saw": "The head nurse",
    }
    assert grace.post(f"{idea}pilot/", pilot | {"after": "1", "saw": ""}).status_code == 400
    assert grace.post(f"{idea}pilot/", pilot | {"after": "1"}).status_code == 302
    late = grace.post(f"{idea}stopped/", {"words": "No", "after": "1", "evidence": "words", "saw": "x"})
    assert late.status_code == 409
    assert "after you had opened it" in late.content.decode()
    decided = {"words": "More called", "choice": "spread", "after": "2", "evidence": "measure"}
    assert grace.post(f"{idea}decided/", decided).status_code == 400
    assert grace.post(f"{idea}decided/", decided | {"measure": "referral_answered:0"}).status_code == 302
    page = grace.get(idea).content.decode()
    assert "Decided: spread it as it is" in page
    assert "72% (36 of 50)" in page
    assert AuditLine.objects.filter(act="idea.moved").count() == 2


def test_results_are_printed_with_their_doubts_and_a_wrong_claim_is_refused(alliance: Alliance) -> None:
    grace = browser(alliance.grace)
    given = {
        "title": "More trained",
        "happened": "38% to 74%",
        "goal": make.goal(alliance, 1).pk,
        "evidence": "document",
        "saw": "Register",
        "contributions": "Office: the course",
        "others": "It became a duty",
    }
    claimed = grace.post("/coalition/results/record/", given | {"attribution": "caused"})
    assert claimed.status_code == 400
    assert "say what happened where this was not done" in claimed.content.decode()
    first = grace.post("/coalition/results/record/", given | {"attribution": "contributed"})["Location"]
    grace.post(f"{first}correct/", given | {"attribution": "unclear"})
    assert Result.objects.count() == 2
    page = browser(alliance.nurse).get("/coalition/results/").content.decode()
    assert page.count("More trained") == 1
    assert "Unclear whether it was us" in page
    assert "It became a duty" in page
    assert "Read what stands instead" in grace.get(first).content.decode()
    assert browser(alliance.nurse).get("/coalition/results/record/").status_code == 403


# ── one page ─────────────────────────────────────────────────────────────────


def test_the_paper_is_one_page_with_five_goals_and_with_far_too_much(alliance: Alliance) -> None:
    for _ in range(2):
        make.tree(alliance, owner=alliance.teresa)
    assert as_pdf(strategy(by=alliance.nurse, on=AT.date()), by=alliance.nurse, on=AT.date()).startswith(b"%PDF-")
    assert _sheets(alliance) == 1
    Goal.objects.update(title="The longest goal that fits " * 4)
    for number in range(1, 6):
        for _ in range(9):
            _wordy(alliance, make.goal(alliance, number))
    assert _sheets(alliance) == 1


def _wordy(alliance: Alliance, goal: Goal) -> None:
    words = ("This many words say what will be different for families here " * 3)[:160]
    under: Goal | Line = goal
    for more in ({}, {"phase": "planning"}, {"takes": words, "gives": words}):
        under = actions.write_line(under=under, facts={"title": words, **more}, by=alliance.grace, at=AT)


def _sheets(alliance: Alliance) -> int:
    told = data(strategy(by=alliance.nurse, on=AT.date()), by=alliance.nurse, on=AT.date())
    pages = typst.compile(TEMPLATE, sys_inputs={"strategy": json.dumps(told)}, format="svg")
    return len(pages) if isinstance(pages, list) else 1


# ── what anyone may read ─────────────────────────────────────────────────────


def opened(alliance: Alliance, **more: object) -> dict[str, object]:
    facts = {"code": "harbor", "name": "Harbor Coalition", "contact": "Office, 555-0100", "color": "plum"}
    return facts | {"goals": ["1", "4"], "opened": "on"} | more


def test_visitors_read_only_what_was_made_public_and_only_released_numbers(alliance: Alliance) -> None:
    visitor, grace = Client(), browser(alliance.grace)
    released = make.released(alliance, before=60, now=72, of=50)
    assert visitor.get("/goals/harbor/").status_code == 404
    assert browser(alliance.nurse).post("/coalition/page/", opened(alliance)).status_code == 403
    assert grace.post("/coalition/page/", opened(alliance)).status_code == 302
    page = visitor.get("/goals/harbor/").content.decode()
    assert "Child welfare worker training" in page
    assert "Opioid 201" not in page
    assert "72%" not in page, "the release is not open to everyone"
    Release.objects.filter(pk=released.pk).update(opened_at=AT)
    page = visitor.get("/goals/harbor/").content.decode()
    assert "72%" in page
    assert "We are getting closer." in page
    for inside in ("Teresa", "Grace", "36 of 50"):
        assert inside not in page
    spanish = visitor.get("/goals/harbor/", headers={"accept-language": "es"}).content.decode()
    assert "Nos estamos acercando." in spanish
    assert "Capacitación de quienes trabajan en bienestar infantil" in spanish
    grace.post("/coalition/page/", {**opened(alliance), "opened": ""})
    assert visitor.get("/goals/harbor/").status_code == 404


def test_a_page_s_address_belongs_to_one_coalition(alliance: Alliance) -> None:
    browser(alliance.grace).post("/coalition/page/", opened(alliance))
    other = make.alliance("Lake County")
    refused = browser(other.grace).post("/coalition/page/", opened(other))
    assert refused.status_code == 400
    assert "has this address" in refused.content.decode()
    assert browser(other.grace).get("/coalition/page/").status_code == 200


def png(wide: int, high: int, *more: bytes) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", wide, high, 8, 0, 0, 0, 0))
    dots = chunk(b"IDAT", zlib.compress(b"".join(b"\0" + b"\x80" * wide for _ in range(high))))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"tEXt", b"Place\x0044.26,-72.57") + dots + chunk(b"IEND", b"")


def test_a_banner_is_drawn_anew_and_nothing_of_the_file_stays_but_the_picture(alliance: Alliance) -> None:
    grace, visitor = browser(alliance.grace), Client()
    given = png(400, 200) + b"<script>alert(1)</script>"
    picture = SimpleUploadedFile("../../banner.svg", given, content_type="text/html")
    assert grace.post("/coalition/page/", opened(alliance, picture=picture)).status_code == 400, "no words for it"
    picture = SimpleUploadedFile("banner.png", given, content_type="text/html")
    shown = opened(alliance, picture=picture, banner_alt="A gray sky", banner_alt_es="Un cielo gris")
    assert grace.post("/coalition/page/", shown).status_code == 302
    answer = visitor.get("/goals/harbor/banner.png")
    assert answer["Content-Type"] == "image/png"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert struct.unpack(">II", answer.content[16:24]) == (WIDTH, HEIGHT)
    for hidden in (b"script", b"44.26"):
        assert hidden not in answer.content
    assert 'alt="A gray sky"' in visitor.get("/goals/harbor/").content.decode()
    assert grace.post("/coalition/page/", opened(alliance, drop="on")).status_code == 302
    assert visitor.get("/goals/harbor/banner.png").status_code == 404
    assert GoalPage.objects.get().banner is None


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "not a PNG or JPEG"),
        (b"GIF89a" + b"\0" * 40, "not a PNG or JPEG"),
        (b"%PDF-1.7", "not a PNG or JPEG"),
        (b"", "not a PNG or JPEG"),
        (png(40, 20)[:60], "may be damaged"),
        (b"\x89PNG\r\n\x1a\n", "may be damaged"),
        (b"\xff\xd8\xff", "may be damaged"),
        (b"\xff\xd8\xff\xc0\x00\x11\x08\xff\xff\xff\xff" + b"\0" * 40, "more than 16 million dots"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", 60_000, 60_000), "more than 16 million dots"),
        (png(1, 1) + b"\0" * 2_000_001, "larger than 2 MB"),
    ],
    ids=["svg", "gif", "pdf", "empty", "cut", "no-head", "jpeg-cut", "jpeg-bomb", "png-bomb", "large"],
)
def test_what_is_no_picture_of_a_fair_size_is_refused_with_a_sentence(given: bytes, said: str) -> None:
    with pytest.raises(NotAPicture, match=said):
        drawn(given)


def test_families_have_no_page_here_and_another_coalition_s_lines_are_not_there(alliance: Alliance) -> None:
    activity = make.tree(alliance, owner=alliance.teresa)[-1]
    idea = make.idea(alliance)
    other = browser(make.alliance("Lake County").grace)
    for address in (f"strategy/{activity.pk}/", f"strategy/{activity.pk}/change/", f"ideas/{idea.pk}/"):
        assert other.get(f"/coalition/{address}").status_code == 404
        assert browser(alliance.mother).get(f"/coalition/{address}").status_code == 403
    assert "Hold sessions" not in other.get("/coalition/strategy/").content.decode()
    assert "Diapers" not in other.get("/coalition/ideas/").content.decode()
    assert Idea.objects.count() == 1


def test_grace_changes_a_goal_and_the_board_reads_the_measure_it_is_bound_to(alliance: Alliance) -> None:
    make.released(alliance, before=60, now=72, of=50)
    grace = browser(alliance.grace)
    told = {"title": "Faster answers", "aim": "No waiting", "words": "Answered in three days", "target": "70"}
    told |= {"direction": "up", "measure": "referral_answered:0", "version": "1", "owner": alliance.teresa.user_id}
    assert browser(alliance.teresa).post("/coalition/goals/2/change/", told).status_code == 403
    assert grace.post("/coalition/goals/2/change/", told).status_code == 302
    board = grace.get("/coalition/").content.decode()
    assert board.count("72% (36 of 50)") == 2
    assert "Reached" in board
    assert grace.post("/coalition/goals/2/change/", told).status_code == 409
    assert grace.post("/coalition/goals/2/", {"value": "1", "on": "2026-01-01", "note": "x"}).status_code == 404
    for query in ("since=x", "since=2026-02-30", "since=9999-01-01", "since=0001-01-01", ""):
        assert grace.get(f"/coalition/strategy/moved/?{query}").status_code == 200
