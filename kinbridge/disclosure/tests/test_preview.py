"""Before a signature: who would see what. And the question "why may I see this, or why not?"."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils.timezone import now

from kinbridge.audit.models import Line
from kinbridge.consents.actions import revoke, text_of
from kinbridge.consents.models.terms import terms_from
from kinbridge.consents.rules import TREATMENT_CLASS, Form
from kinbridge.consents.tests.county import TODAY, County, proposed, signed_today
from kinbridge.core.vocabulary import Category, Purpose
from kinbridge.directory.models import Viewer
from kinbridge.directory.tests.browsing import browser
from kinbridge.disclosure.preview import Seen, preview

pytestmark = pytest.mark.django_db


def previewed(county: County, *, by: Viewer | None = None, **changes: object) -> tuple[Seen, ...]:
    proposal = proposed(county, **changes)
    return preview(
        family=county.family,
        person=county.ana,
        terms=terms_from(proposal.answers),
        text=text_of(proposal),
        by=by or county.worker,
        on=TODAY,
    )


def opened(seen: Seen) -> set[Category]:
    return {line.category for line in seen.sees if line.new}


def test_child_welfare_would_see_visits_and_no_test_results(county: County) -> None:
    (welfare,) = previewed(county)
    assert welfare.name.startswith("County Child Welfare")
    assert opened(welfare) == {Category.SUD_ATTENDANCE}
    assert "drug test results" in welfare.closed
    assert not welfare.fails


def test_a_tick_opens_test_results(county: County) -> None:
    (welfare,) = previewed(county, categories=(Category.SUD_ATTENDANCE, Category.SUD_TOXICOLOGY))
    assert opened(welfare) == {Category.SUD_ATTENDANCE, Category.SUD_TOXICOLOGY}
    assert "drug test results" not in welfare.closed


def test_what_the_form_withholds_stays_closed_in_health_care_too(county: County) -> None:
    """A single consent names all treatment records, but this form said: not the test results."""
    changes = {
        "form": Form.TPO,
        "receives": (TREATMENT_CLASS,),
        "purposes": (Purpose.TREATMENT, Purpose.PAYMENT, Purpose.OPERATIONS),
        "until_event": "none",
        "expires_on": None,
    }
    (team,) = previewed(county, categories=(Category.SUD_TREATMENT,), **changes)
    assert opened(team) == {Category.SUD_TREATMENT}
    assert "drug test results" in team.closed


def test_the_single_form_opens_nothing_for_child_welfare(county: County) -> None:
    changes = {"form": Form.TPO, "purposes": (Purpose.TREATMENT,), "categories": (Category.SUD_TREATMENT,)}
    (welfare,) = previewed(county, **changes)
    assert not welfare.sees
    assert [line.category for line in welfare.fails] == [Category.SUD_TREATMENT]


def test_the_preview_does_not_tell_of_a_paper_the_viewer_may_not_see(county: County) -> None:
    """The home visitor prepares a paper; what a hidden consent opens already must not show through."""
    signed_today(county, categories=(Category.SUD_ATTENDANCE, Category.SUD_TOXICOLOGY))
    (welfare,) = previewed(county, by=county.visitor)
    assert opened(welfare) == {Category.SUD_ATTENDANCE}
    assert "drug test results" in welfare.closed


def test_the_page_tells_it_in_plain_words(county: County) -> None:
    page = browser(county.worker).get(reverse("disclosure:preview", args=[county.family.key, proposed(county).pk]))
    said = page.content.decode()
    assert "Nothing is shared yet." in said
    assert "drug or alcohol treatment: only if visits are kept" in said
    assert said.count("<h1") == 1


def test_the_preview_of_others_is_not_there(county: County) -> None:
    address = reverse("disclosure:preview", args=[county.family.key, proposed(county).pk])
    assert browser(county.visitor).get(address).status_code == 404


# ── why ──


def asked(county: County, viewer: Viewer, **changes: object):  # type: ignore[no-untyped-def]
    question = {
        "person": county.ana.pk,
        "category": "sud_attendance",
        "program": str(county.methadone.pk),
        "purpose": "case_planning",
    }
    return browser(viewer).get(reverse("disclosure:why", args=[county.family.key]), {**question, **changes})


def test_why_not_tells_the_law_and_never_whether_there_is_a_record(county: County) -> None:
    page = asked(county, county.worker)
    assert page.status_code == 200
    said = page.content.decode()
    assert "Nobody may tell you whether there is such information." in said
    assert "What would open the door" in said
    assert not page.context["answer"].told.allowed


def test_why_yes_names_the_paper(county: County) -> None:
    consent = signed_today(county)
    answer = asked(county, county.worker).context["answer"]
    assert answer.told.allowed
    assert answer.told.authorities == (f"consent:{consent.pk}",)
    assert "42 CFR 2.31" in " ".join(answer.told.citations) or "42 CFR 2.33" in " ".join(answer.told.citations)


@pytest.mark.parametrize(("holder", "category"), [("methadone", "sud_attendance"), ("clinic", "general_health")])
def test_a_hidden_withdrawal_does_not_change_the_refusal(county: County, holder: str, category: str) -> None:
    """Same words before any consent and after one that named someone else was signed and taken back."""
    program = getattr(county, holder)
    question = {"program": str(program.pk), "category": category}
    before = asked(county, county.visitor, **question).context["answer"]
    hidden = signed_today(county, shares=(f"program:{program.pk}",), categories=(Category(category),))
    assert asked(county, county.visitor, **question).context["answer"] == before
    revoke(consent=hidden, by=county.mother, at=now())
    assert asked(county, county.visitor, **question).context["answer"] == before


def test_every_question_is_on_the_record(county: County) -> None:
    asked(county, county.worker)
    last = Line.objects.filter(family_id=county.family.pk).latest("pk")
    assert (last.act, last.because) == ("disclosure.asked", "case_planning")
    assert last.detail["outcome"] == "deny"


@pytest.mark.parametrize("changes", [{"person": "999999999999999999999"}, {"category": "all"}, {"program": "x"}])
def test_a_question_that_makes_no_sense_is_a_422(county: County, changes: dict[str, str]) -> None:
    page = asked(county, county.worker, **changes)
    assert page.status_code == 422
    assert "answer" not in page.context


def test_a_mother_asks_about_her_own_record(county: County) -> None:
    answer = asked(county, county.mother, purpose="self_access").context["answer"]
    assert answer.told.allowed
