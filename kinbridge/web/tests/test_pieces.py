"""The pieces that carry the law's words to people: what they say, and what they must not say."""

from datetime import date

import pytest
from django.template.loader import render_to_string
from django.utils.html import escape

from kinbridge.core.decision import Decision, Outcome, Reason
from kinbridge.disclosure.rules.obligations import Obligation
from kinbridge.web.specimens import DENY, NEUTRAL, PERMIT
from kinbridge.web.tests.test_forms import Page

TODAY = date(2026, 4, 10)


def words(template: str, **context: object) -> str:
    return " ".join(render_to_string(template, context).split())


@pytest.mark.parametrize(
    ("on", "says"),
    [
        (date(2026, 4, 13), "due in 3 days"),
        (date(2026, 4, 10), "due today"),
        (date(2026, 4, 7), "overdue by 3 days"),
    ],
)
def test_a_due_date_is_said_in_words(on, says):
    assert says in words("_due.html", on=on, today=TODAY).replace("\xa0", " ")


def test_what_is_done_is_never_overdue():
    said = words("_due.html", on=date(2026, 4, 7), today=TODAY, met=True)
    assert "done" in said
    assert "overdue" not in said


def test_a_decision_says_each_reason_with_its_law_and_what_travels_with_it():
    said = words("_decision.html", decision=PERMIT)
    assert "May be shared in part" in said
    assert "42 CFR 2.31" in said
    assert "Attach the notice that 42 CFR part 2 prohibits" in said
    assert "Confirm locally" in said


def test_a_refusal_says_what_would_open_the_door():
    said = words("_decision.html", decision=DENY)
    assert "May not be shared" in said
    assert "What would open the door" in said
    assert "A consent by the patient that names this court." in said


def test_a_neutral_refusal_says_no_more_than_an_empty_chart():
    reasoned = Decision(Outcome.DENY, (Reason("d03", "A treatment record exists.", "42 CFR 2.13"),), neutral=True)
    assert words("_decision.html", decision=reasoned) == words("_decision.html", decision=NEUTRAL)
    assert "treatment" not in words("_decision.html", decision=reasoned)


def test_every_obligation_the_gate_may_name_is_said_in_its_own_words():
    assert [code for code in Obligation if words("_obligation.html", code=code) != escape(code.says)] == []


def test_a_hidden_count_draws_no_bar():
    hidden = {"label": "Declined", "value": None, "text": "fewer than 11"}
    shown = {"label": "Sent", "value": 50, "text": "50"}
    page = Page(words("_chart_bar.html", chart={"title": "Referrals", "top": 100, "bars": [shown, hidden]}))
    assert [bar["width"] for bar in page.all("rect") if "fill" in bar["class"]] == ["500"]


def test_a_status_has_a_shape_and_a_word():
    shapes = {kind: words("_badge.html", text="Word", kind=kind) for kind in "good waiting attention stop info".split()}
    assert all("<svg" in drawn and "Word" in drawn for drawn in shapes.values())
    assert len({drawn.partition("<svg")[2] for drawn in shapes.values()}) == 5


def test_a_name_is_escaped():
    assert "<b>" not in words("_person.html", person={"name": "<b>Ana</b>"})
