"""What the result pages say, and what the wording files must hold."""

from __future__ import annotations

import re

import pytest

from kinbridge.screening.rules import INSTRUMENTS, score
from kinbridge.screening.rules.meaning import LINES, MEANING, explain
from kinbridge.screening.rules.published import PUBLISHED
from kinbridge.screening.rules.sheets import answers_of, context_of, contradictions, skipped
from kinbridge.screening.rules.wording import BY_KEY, COMMON, FOLDER, GROUPS, QUESTIONNAIRES

EPDS_LOW = {"q1": 1, "q2": 1, "q3": 4, "q4": 1, **{f"q{n}": 4 for n in range(5, 11)}}
# Words that nobody should read about themselves; stricter than the suggestions of core/wording.toml, which has reasons.
AVOID = re.compile(
    r"\b(addict\w*|abus\w+|clean|dirty|junkie|relaps\w+|drug-seeking|non-?compliant|victim|adict\w+)\b", re.IGNORECASE
)


def _explain(key, answers, language="en", **context):
    return explain(BY_KEY[key], score(key, answers, **context), language=language)


def test_self_harm_comes_before_everything_even_with_a_low_total():
    meaning = _explain("epds", EPDS_LOW | {"q10": 3})
    assert meaning.urgent[0].heading == "Act now: thoughts of self-harm"
    assert any("Do not leave them alone" in step for step in meaning.urgent[0].steps)
    assert any("988" in step for step in meaning.urgent[0].steps)
    assert meaning.heading == "Offer more help"


def test_the_same_steps_are_there_in_spanish():
    meaning = _explain("epds", EPDS_LOW | {"q10": 3}, language="es")
    assert meaning.urgent[0].heading == "Actúe ahora: ideas de hacerse daño"
    assert any("988" in step for step in meaning.urgent[0].steps)


def test_self_harm_stands_when_everything_else_was_declined():
    meaning = _explain("phq_9", dict.fromkeys(PUBLISHED["phq_9"].items, "declined") | {"q9": 1})
    assert meaning.urgent
    assert meaning.heading == "Too few answers to say"
    assert meaning.always[-1].startswith("Declining is a choice")


@pytest.mark.parametrize(
    ("key", "answers"),
    [
        ("hark", {"humiliation": False, "afraid": True, "rape": False, "kick": False}),
        ("hits", {"hurt": 5, "insult": 3, "threaten": 2, "scream": 3}),
        ("e_hits", {"hurt": 2, "insult": 2, "threaten": 1, "scream": 1, "forced_sex": 1}),
        ("web", {"items": [2] * 10}),
        ("five_ps_integrated", dict.fromkeys(PUBLISHED["five_ps_integrated"].items, False) | {"violence": True}),
        ("ahc_hrsn_core", {"safety": [5, 5, 1, 1]}),
    ],
)
def test_any_sign_of_violence_at_home_is_acted_on_first(key, answers):
    meaning = _explain(key, answers)
    assert meaning.urgent[0].heading == "Act now: safety at home"
    assert any("alone with the person" in step for step in meaning.urgent[0].steps)


def test_moderate_withdrawal_calls_the_clinician_and_thinks_of_the_baby():
    ratings = dict.fromkeys(PUBLISHED["cows"].scale["allowed"], 0)
    assert _explain("cows", ratings).urgent == ()
    meaning = _explain("cows", ratings | {"gi": 5, "restlessness": 5, "gooseflesh": 3})
    assert meaning.urgent[0].heading == "Act now: opioid withdrawal"
    assert any("baby" in step for step in meaning.urgent[0].steps)


def test_a_parents_use_is_never_read_as_the_persons_own():
    said = dict.fromkeys(PUBLISHED["five_ps_integrated"].items, False)
    found = _explain("five_ps_integrated", said | {"parents": True, "smoking": True}).found
    assert "Yes about the person: smoking or vaping." in found
    assert "Yes about other people: a parent." in found


def test_a_negative_screen_keeps_the_door_open():
    meaning = _explain("uncope", dict.fromkeys("uncope", False))
    assert meaning.heading == "No sign here that more help is needed"
    assert "ask again" in meaning.says
    assert meaning.next_steps == ()


def test_numbers_are_told_with_what_they_are_out_of():
    found = _explain("dast_10", {f"q{n}": n in (1, 3, 5, 7) for n in range(1, 11)}).found
    assert found[:2] == ("Score: 3 of 10.", "Level: moderate.")


def test_each_substance_is_told_apart():
    said = {"heroin": [True, True, False], "alcohol": [True, "declined", False, False]}
    assert _explain("taps_2", {"substances": said}).found == (
        "Heroin or fentanyl: 2, more trouble with use.",
        "Alcohol: at least 1; some answers are missing.",
        "Questions without an answer: 1.",
    )


def test_what_was_not_counted_is_said():
    found = _explain("dsm5_oud", {"criteria_met": ["tolerance", "craving"]}, opioids_as_prescribed=True).found
    assert any("as prescribed: tolerance" in line for line in found)


def test_cut_offs_that_differ_are_named():
    assert "The cut-off used is 11." in _explain("hits", dict.fromkeys(PUBLISHED["hits"].items, 1)).found
    unknown = _explain("audit_c", {"q1": 3, "q2": 0, "q3": 0})
    assert unknown.heading == "Too few answers to say"
    assert "Cut-offs differ; which one applies was not said." in unknown.found


def test_needs_and_next_questions_and_care_are_told():
    assert "No needs were named." in _explain("ahc_hrsn_core", _steady()).found
    assert "Needs: food." in _explain("ahc_hrsn_core", _steady() | {"food_last": "often"}).found
    taps = dict.fromkeys(PUBLISHED["taps_1"].items, "never") | {"alcohol": "weekly"}
    assert "Ask next about: alcohol." in _explain("taps_1", taps).found
    calm = dict.fromkeys(PUBLISHED["esc"].items, False) | {"soothing_support_level": 1}
    assert any(line.startswith("Next: go on with holding") for line in _explain("esc", calm).found)
    assert _explain("ace", {"yes_count": 2}).found == ("Score: 2 of 10.", "Level: 1 to 3.")


def _steady():
    calm = {"living_situation": "steady", "place_problems": ["none"], "food_worry": "never", "food_last": "never"}
    return calm | {"transport": False, "utilities": "no", "safety": [1, 1, 1, 1]}


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("key", [each.key for each in QUESTIONNAIRES])
def test_every_screen_can_be_explained_with_nothing_answered(key, language):
    meaning = _explain(key, {}, language)
    assert meaning.heading
    assert meaning.always


def test_every_band_has_words():
    named = {band for each in QUESTIONNAIRES for band in PUBLISHED[each.key].bands}
    assert named <= set(MEANING["bands"])


def test_phone_lines_carry_the_day_they_were_checked():
    assert MEANING["lines"]["checked_on"]
    assert LINES["crisis"] == "988"


# ── the wording files ────────────────────────────────────────────────────────


def test_every_instrument_for_a_family_is_asked_and_every_file_is_used():
    about_communities = {"psat", "training_confidence", "cvi_gap", "care_funnel", "capacity_gap"}
    by_raters_elsewhere = {"fnass_run", "cans_fast_actions"}
    assert set(BY_KEY) == {name for name, _ in INSTRUMENTS} - about_communities - by_raters_elsewhere
    assert {path.stem for path in FOLDER.glob("[a-z]*.toml")} == set(BY_KEY)


@pytest.mark.parametrize("questionnaire", QUESTIONNAIRES, ids=BY_KEY)
def test_what_the_form_asks_is_what_the_rule_reads(questionnaire):
    """Each screen filled in with its first options scores as complete: no item is asked under another name."""
    topics = [str(topic.value) for topic in questionnaire.topics]
    whole = questionnaire.about_topics(topics)
    said = {question.path: _first(question) for question in (*whole.questions, *whole.context)}
    context = context_of(whole, said)
    result = score(questionnaire.key, answers_of(whole, said), **context)
    assert result.status == "complete", result.found


def _first(question):
    if question.kind == "count":
        return 1
    first = question.options[0].value
    return [first] if question.kind == "marks" else first


@pytest.mark.parametrize("questionnaire", QUESTIONNAIRES, ids=BY_KEY)
def test_questions_are_short_person_first_and_in_two_languages(questionnaire):
    topics = [str(topic.value) for topic in questionnaire.topics]
    for question in (*questionnaire.context, *questionnaire.about_topics(topics).questions):
        for text in (question.ask, *(option.words for option in question.options)):
            assert text.en
            assert text.es
            assert len(text.en.split()) <= 25, text.en
            assert not AVOID.search(text.en), text.en
            assert not AVOID.search(text.es), text.es


def test_words_of_the_meaning_are_person_first_too():
    for table in (MEANING, COMMON):
        assert not AVOID.search(str(table).replace("clean supplies", ""))


def test_paper_screens_keep_no_question_of_the_form():
    """A slot names what an item is about in a few words; it never asks it."""
    for questionnaire in QUESTIONNAIRES:
        if questionnaire.asked == "paper" and questionnaire.key not in ("ace", "dsm5_oud"):
            assert not any("?" in question.ask.en for question in questionnaire.questions), questionnaire.key


def test_groups_are_those_that_are_used():
    assert {each.group for each in QUESTIONNAIRES} == set(GROUPS) == set(MEANING["next_steps"])


def test_never_drinking_and_six_drinks_a_day_is_asked_again():
    audit_c = BY_KEY["audit_c"]
    assert contradictions(audit_c, {"q1": 0, "q2": 3, "q3": "declined"})[0].above_zero == "q2"
    assert contradictions(audit_c, {"q1": 0, "q2": 0, "q3": 0}) == []
    assert contradictions(audit_c, {"q1": 1, "q2": 3, "q3": 1}) == []


def test_what_an_answer_makes_pointless_may_stay_empty():
    rods = BY_KEY["rods"].questions[1]
    assert skipped(rods, {"q1_any_opioid": False})
    assert not skipped(rods, {"q1_any_opioid": True})
    assert not skipped(BY_KEY["rods"].questions[0], {})


def test_only_the_chosen_substances_are_asked_about():
    assert BY_KEY["taps_2"].name == "TAPS-2"
    asked = BY_KEY["taps_2"].about_topics(["alcohol", "gold"]).questions
    assert [question.name for question in asked] == [f"substances-alcohol-{place}" for place in range(4)]
    assert asked[0].heading is not None
    assert asked[1].skip_if == {"substances.alcohol.0": False}


def test_a_run_of_high_newborn_scores_asks_for_a_review():
    scored = score("fnass_item", {"present": ["sleep_lt1", "convulsions"]})
    run = score("fnass_run", {"scores": [8, 9, 8]})
    meaning = explain(BY_KEY["fnass_item"], scored, language="en", run=run)
    assert [urgent.heading for urgent in meaning.urgent] == ["Act now: review with the care team"]
    assert any("A clinician decides" in step for step in meaning.urgent[0].steps)
