"""A mother whose browser asks for Spanish reads her own pages in Spanish; a page that has none yet says so."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.timezone import localdate

from kinbridge.accounts.models import Role, User
from kinbridge.consents.tests.county import NOON, County, proposed, signed_today, works
from kinbridge.people.models import Involvement, Person
from kinbridge.plans import actions
from kinbridge.plans.models import Plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(county) -> Plan:
    """The clinic that cares for Ana leads her plan; it waits for her answer."""
    Involvement.objects.filter(program=county.clinic).update(person=county.ana)
    midwife = works("Mia Stone", county.clinic, Role.CLINICIAN)
    plan = actions.start(family=county.family, parent=county.ana, pregnancy=None, by=midwife, at=NOON)
    actions.write(
        version_id=plan.versions.get().pk,
        body={"infant": {"first_visit": "2026-11-24", "car_seat": "no"}},
        services=[actions.Line(person_id=county.ana.pk, need="housing", service="Rent help", owner="Dana Cole")],
        by=midwife,
        at=NOON,
    )
    return plan


def browser(county: County) -> Client:
    client = Client(headers={"Accept-Language": "es-MX,es;q=0.9,en;q=0.5"})
    client.force_login(county.ana.account)
    return client


@pytest.fixture(autouse=True)
def afterwards_english():
    yield
    translation.deactivate()


def main_of(markup: str) -> str:
    return markup.split("<main", 1)[1].split("</main>", 1)[0]


ENGLISH = re.compile(r"\b(the|you|your|and|with|who|what|is|are|not|this)\b", re.IGNORECASE)
INVENTED = re.compile(r"Warm Start|County Child Welfare|Rent help|River Methadone|Lake Prenatal Clinic")


def english_in(markup: str) -> list[str]:
    """Words that only English has, in the part of a page that is not marked as English."""
    unmarked = re.sub(r'<(\w+)[^>]* lang="en"[^>]*>.*?</\1>', "", main_of(markup), flags=re.DOTALL)
    return ENGLISH.findall(re.sub(r"<script.*?</script>|<[^>]+>", " ", INVENTED.sub("", unmarked), flags=re.DOTALL))


def test_the_family_reads_its_own_pages_in_spanish(county, plan):
    signed_today(county)
    key, client = county.family.key, browser(county)
    pages = {
        "/my/": "Le damos la bienvenida",
        "/my/record/": "Lo que está escrito sobre mi familia",
        "/my/looked/": "Quién miró y por qué",
        reverse("people:family", args=[key]): "Quiénes son parte de esta familia",
        reverse("plans:list", args=[key]): "Planes de cuidado seguro",
        reverse("plans:show", args=[key, plan.pk]): "24 de noviembre de 2026",
        reverse("plans:answer", args=[key, plan.pk]): "Servicios: ",
        reverse("consents:list", args=[key]): "Consentimientos en uso",
    }
    for address, words in pages.items():
        answer = client.get(address)
        markup = answer.content.decode()
        assert (answer.status_code, answer["Content-Language"]) == (200, "es"), address
        assert '<html lang="es">' in markup, address
        assert words.rstrip(": ") in markup, address
        assert english_in(markup) == [], address


def test_who_looked_is_told_in_spanish(county, plan):
    midwife = Client()
    midwife.force_login(plan.coordinator)
    midwife.get(reverse("plans:show", args=[county.family.key, plan.pk]))
    told = browser(county).get("/my/looked/").content.decode()
    assert "<strong>Mia Stone</strong>, Lake Prenatal Clinic Agency, miró el plan de cuidado seguro" in told


def test_facts_and_reasons_are_marked_as_the_english_they_are(county, plan):
    markup = browser(county).get("/my/record/").content.decode()
    assert "están en inglés por ahora" in markup
    assert '<p class="kb-entry__words" lang="en">' in markup


def test_a_page_in_the_familys_language_is_whole_for_the_worker_too(county):
    """The tablet changes hands: the way out must be readable by whoever holds it."""
    worker = Client()
    worker.force_login(User.objects.get(pk=county.worker.user_id))
    proposal = proposed(county, language="es", expires_on=localdate() + timedelta(days=90))
    markup = worker.get(reverse("consents:sign", args=[county.family.key, proposal.pk])).content.decode()
    assert '<html lang="es">' in markup
    assert "Salir de esta página ya" in markup
    assert "<main lang" not in markup


def test_a_page_without_spanish_is_english_in_a_spanish_frame(county):
    answer = browser(county).get(reverse("clocks:timeline", args=[county.family.key]))
    markup = answer.content.decode()
    assert '<html lang="es">' in markup
    assert re.search(r'<main [^>]*lang="en"', markup)
    assert re.search(r'<title lang="en">', markup)
    assert "Mi familia" in markup.split("<main", 1)[0]
    assert "Salir de esta página ya" in markup.split("</main>", 1)[1]


def test_the_language_is_chosen_with_one_button(county):
    client = Client()
    client.force_login(county.ana.account)
    assert 'lang="es">Español</button>' in client.get("/my/").content.decode()
    answer = client.post("/i18n/setlang/", {"language": "es", "next": "/my/"}, follow=True)
    assert "Mi plan" in answer.content.decode()
    assert 'lang="en">English</button>' in answer.content.decode()


def test_the_printed_plan_is_in_the_parents_language_whoever_prints_it(county, plan):
    printed = reverse("plans:pdf", args=[county.family.key, plan.pk])
    midwife = Client()
    midwife.force_login(plan.coordinator)
    assert b"/Lang(en)" in midwife.get(printed).content
    Person.objects.filter(pk=county.ana.pk).update(language="es")
    assert b"/Lang(es)" in midwife.get(printed).content
    assert b"/Lang(en)" in midwife.get(f"{printed}?language=en").content
    assert "Print in English" in midwife.get(printed.removesuffix("plan.pdf")).content.decode()


def test_an_answer_that_is_refused_says_why_in_spanish(county, plan):
    page = reverse("plans:answer", args=[county.family.key, plan.pk])
    said = browser(county).post(page, {"answer": "signed", "signature": "Ana Rivera"})
    assert said.status_code == 400
    assert "El plan todavía no está listo para firmar." in said.content.decode()
    assert "El bebé: Médico o clínica del bebé" in said.content.decode()
