"""Counsel signs the rules of a state; until then, outside the demo, what rests on them is a no."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse

from kinbridge.accounts.models import Role
from kinbridge.audit.models import Line
from kinbridge.consents.tests.county import NOON, TODAY, County, made, program, works
from kinbridge.core.decision import Decision
from kinbridge.core.vocabulary import Category, OrganizationKind, Purpose, Regime
from kinbridge.directory.models import Coalition, Viewer
from kinbridge.directory.tests.browsing import browser
from kinbridge.disclosure import signing
from kinbridge.disclosure.actions import ask_about, grounds
from kinbridge.disclosure.answers import imagined
from kinbridge.disclosure.jurisdiction import jurisdiction_of
from kinbridge.disclosure.models import PackSignature
from kinbridge.disclosure.rules import may_share
from kinbridge.disclosure.rules.packs import pack

pytestmark = pytest.mark.django_db


@pytest.fixture
def county(settings: Any) -> County:
    settings.UNSIGNED_LAW_STANDS = False
    here = made()
    Coalition.objects.filter(pk=here.coalition.pk).update(state="VT")
    return replace(here, coalition=Coalition.objects.get(pk=here.coalition.pk), nurse=replace(here.nurse, state="VT"))


@pytest.fixture
def counsel(county: County) -> Viewer:
    office = program(county.coalition, "Coalition Office", OrganizationKind.COMMUNITY, Regime.COMMUNITY)
    return replace(works("Miriam Ostrow", office, Role.COUNSEL), state="VT")


def text_of(state: str) -> str:
    found = pack(state)
    assert found is not None
    return found.sha256


def signs(counsel: Viewer, state: str = "VT") -> PackSignature:
    return signing.sign(
        state=state, sha256=text_of(state), name="Miriam Ostrow", license="Vermont 4821", by=counsel, at=NOON
    )


def asked(county: County, category: Category) -> Decision:
    """The clinic's nurse about Ana, to treat her."""
    standing = grounds(families=[county.family.pk], by=county.nurse, on=TODAY)[county.family.pk]
    label = imagined(program=county.clinic, category=category, subject=county.ana)
    return may_share(ask_about(label, standing=standing, purpose=Purpose.TREATMENT, on=TODAY))


# ── the gate ─────────────────────────────────────────────────────────────────


def test_what_rests_on_state_law_waits_for_the_signature(county: County, counsel: Viewer) -> None:
    before = asked(county, Category.MENTAL_HEALTH)
    assert "D-27u" in [reason.rule for reason in before.reasons]
    assert "Counsel's signature on the rules of this state." in before.would_open
    signs(counsel)
    assert "D-27u" not in [reason.rule for reason in asked(county, Category.MENTAL_HEALTH).reasons]


def test_what_federal_law_alone_decides_goes_on(county: County, counsel: Viewer) -> None:
    before = asked(county, Category.GENERAL_HEALTH)
    signs(counsel)
    assert asked(county, Category.GENERAL_HEALTH) == before


def test_a_signature_holds_in_one_coalition_for_one_state_and_one_text(county: County, counsel: Viewer) -> None:
    assert not jurisdiction_of(counsel).signed
    signs(counsel, "PA")
    assert not jurisdiction_of(counsel).signed
    elsewhere = Coalition.objects.create(name="Lake County", state="VT", county="Lake")
    PackSignature.objects.create(
        coalition=elsewhere,
        state="VT",
        sha256=text_of("VT"),
        name="Ada",
        license="VT 1",
        signed_by_id=counsel.worker,
        signed_at=NOON,
    )
    assert not jurisdiction_of(counsel).signed
    signs(counsel)
    assert jurisdiction_of(counsel).signed


def test_a_state_without_a_pack_has_no_signature_to_wait_for(county: County) -> None:
    decision = asked(replace(county, nurse=replace(county.nurse, state="OH")), Category.MENTAL_HEALTH)
    assert "D-27m" in [reason.rule for reason in decision.reasons]


def test_a_coalition_without_a_state_has_no_law_to_rest_on(county: County) -> None:
    Coalition.objects.filter(pk=county.coalition.pk).update(state="")
    decision = asked(replace(county, nurse=replace(county.nurse, state="")), Category.MENTAL_HEALTH)
    assert "D-27m" in [reason.rule for reason in decision.reasons]


def test_in_a_demo_unsigned_rules_count_and_the_page_says_so(county: County, settings: Any) -> None:
    settings.UNSIGNED_LAW_STANDS = True
    assert "D-27u" not in [reason.rule for reason in asked(county, Category.MENTAL_HEALTH).reasons]


# ── the signature ────────────────────────────────────────────────────────────


def test_a_signature_is_audited_and_names_the_text(county: County, counsel: Viewer) -> None:
    signature = signs(counsel)
    line = Line.objects.get(act="law.signed")
    assert line.detail == {"state": "VT", "sha256": text_of("VT")}
    assert line.about == f"signature:{signature.pk}"


def test_a_text_that_changed_while_it_was_read_is_not_signed(county: County, counsel: Viewer) -> None:
    with pytest.raises(signing.ChangedMeanwhile):
        signing.sign(state="VT", sha256="f" * 64, name="Miriam", license="VT 1", by=counsel, at=NOON)
    assert not PackSignature.objects.exists()


def test_only_counsel_signs(county: County) -> None:
    with pytest.raises(PermissionError):
        signing.sign(state="VT", sha256=text_of("VT"), name="A", license="B", by=county.worker, at=NOON)


def test_counsel_takes_a_signature_back(county: County, counsel: Viewer) -> None:
    signs(counsel)
    assert signing.take_back(state="vt", by=counsel, at=NOON)
    assert not jurisdiction_of(counsel).signed
    assert not signing.take_back(state="VT", by=counsel, at=NOON)
    assert [line.act for line in Line.objects.filter(act__startswith="law.").order_by("pk")] == [
        "law.signed",
        "law.unsigned",
    ]


def test_a_signature_without_a_license_is_none_and_none_is_rewritten(county: County, counsel: Viewer) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        signing.sign(state="VT", sha256=text_of("VT"), name="Miriam", license="", by=counsel, at=NOON)
    signature = signs(counsel)
    with pytest.raises(DatabaseError), transaction.atomic():
        PackSignature.objects.filter(pk=signature.pk).update(sha256="0" * 64)
    with pytest.raises(DatabaseError), transaction.atomic():
        signature.delete()


# ── the pages ────────────────────────────────────────────────────────────────


def test_counsel_reads_signs_and_takes_back_on_the_page(county: County, counsel: Viewer) -> None:
    client, page = browser(counsel), reverse("disclosure:law:pack", args=["vt"])
    listed = client.get(reverse("disclosure:law:packs"))
    assert b"Vermont" in listed.content
    assert b"Not signed" in listed.content
    shown = client.get(page)
    assert b"33 V.S.A. 4917" in shown.content
    assert b"VT-NOTICE" in shown.content
    given = {"name": "Miriam Ostrow", "license": "Vermont 4821", "read": "on", "sha256": text_of("VT")}
    for missing in ("license", "read"):
        refused = client.post(page, {**given, missing: ""})
        assert refused.status_code == 422
    assert client.post(page, {**given, "sha256": "0" * 64}).status_code == 422
    assert not jurisdiction_of(counsel).signed
    signed = client.post(page, given, follow=True)
    assert b"You signed the rules of Vermont." in signed.content
    assert b"Vermont 4821" in signed.content
    assert jurisdiction_of(counsel).signed
    client.post(reverse("disclosure:law:take_back", args=["vt"]))
    assert not jurisdiction_of(counsel).signed


def test_a_privacy_officer_reads_and_does_not_sign(county: County) -> None:
    officer = works("Pat Hale", county.visiting, Role.PRIVACY_OFFICER)
    client, page = browser(officer), reverse("disclosure:law:pack", args=["vt"])
    shown = client.get(page)
    assert b"Counsel signs here." in shown.content
    assert b"<form" not in shown.content[shown.content.index(b"<main") : shown.content.index(b"</main>")]
    assert client.post(page, {}).status_code == 403
    assert client.post(reverse("disclosure:law:take_back", args=["vt"])).status_code == 403


def test_others_find_no_such_page(county: County) -> None:
    client = browser(county.worker)
    assert client.get(reverse("disclosure:law:packs")).status_code == 404
    assert client.get(reverse("disclosure:law:pack", args=["vt"])).status_code == 404
    assert client.post(reverse("disclosure:law:take_back", args=["vt"])).status_code == 404


@pytest.mark.parametrize("state", ["zz", "oh", "vermont", "v-t", "9" * 80])
def test_a_state_that_is_not_on_file_is_not_found(county: County, counsel: Viewer, state: str) -> None:
    assert browser(counsel).get(reverse("disclosure:law:pack", args=[state])).status_code == 404


def test_a_coalition_whose_state_has_no_rules_is_told_so(county: County, counsel: Viewer) -> None:
    Coalition.objects.filter(pk=county.coalition.pk).update(state="OH")
    assert b"Your own state has no rules on file" in browser(counsel).get(reverse("disclosure:law:packs")).content
