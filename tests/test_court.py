"""The court reads facts and no treatment record; an order becomes the agency's due date; a report can be printed."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate, now

from kinbridge.audit.models import Line
from kinbridge.chart.models import Entry
from kinbridge.clocks.reading import due_for
from kinbridge.court.models import OrderedReferral
from kinbridge.court.pdf import as_pdf
from kinbridge.court.reading import court_page, docket
from kinbridge.exchange.county.place import County
from kinbridge.people.models import Family
from tests.alder import personas, signed_in, undone

pytestmark = pytest.mark.django_db
TREATMENT = re.compile("methadone|buprenorphine dose|counseling: attended|as prescribed|waitlisted", re.IGNORECASE)


@pytest.fixture(autouse=True)
def afterwards(county: County) -> Iterator[None]:
    with undone():
        yield


def one(number: int) -> Client:
    return signed_in(next(persona.user for persona in personas() if persona.order == number))


def family(name: str) -> Family:
    return Family.objects.get(name=f"{name} family")


def read(client: Client, name: str, *parts: str) -> str:
    answer = client.get(f"/family/{family(name).key}/court/" + "/".join(parts))
    assert answer.status_code == 200
    return answer.content.decode()


def test_robert_has_a_hearing_within_two_weeks(county: County) -> None:
    ahead = docket(by=county.viewer("robert"), at=now(), days=14)
    assert "Sorrell family" in {found.family.name for found in ahead}
    assert "Sorrell family" in one(8).get(reverse("court:docket")).content.decode()


def test_the_court_reads_hearings_efforts_services_and_waits(county: County) -> None:
    said = read(one(8), "Whitcomb")
    for words in ("Hearings ahead", "Case plan", "full months", "Residential treatment, children stay too"):
        assert words in said
    assert "Not shared" in said
    assert not TREATMENT.search(said)


def test_attendance_is_there_only_where_the_person_agreed_to_show_it(county: County) -> None:
    assert "attended" not in read(one(8), "Whitcomb")
    said = read(one(8), "Sorrell")
    assert re.search(r"Jess Sorrell, [^:<]+: attended \d+ of \d+", said)
    assert "42 CFR part 2" in said


def test_the_page_says_not_shared_whatever_the_program_answered(county: County) -> None:
    page = court_page(family=family("Whitcomb"), by=county.viewer("robert"), at=now())
    referred = next(order for order in page.orders if order.referred_on)
    assert (referred.answer, referred.attended) == ("not shared", "not shared")


def test_every_look_and_print_is_in_the_audit(county: County) -> None:
    read(one(8), "Whitcomb")
    one(8).get(f"/family/{family('Whitcomb').key}/court/report.pdf")
    acts = Line.objects.filter(family_id=family("Whitcomb").pk, act__startswith="court.").values_list("act", "because")
    assert set(acts) == {
        ("court.seen", "court_proceeding_other"),
        ("court.report_printed", "court_proceeding_other"),
    }


def test_the_report_is_a_tagged_pdf_of_the_same_facts(county: County, tmp_path: Path) -> None:
    robert = county.viewer("robert")
    paper = tmp_path / "report.pdf"
    page = court_page(family=family("Whitcomb"), by=robert, at=now())
    paper.write_bytes(as_pdf(page, family=family("Whitcomb"), by=robert))
    assert paper.read_bytes().startswith(b"%PDF-")
    assert b"/MarkInfo" in paper.read_bytes() or b"/StructTreeRoot" in paper.read_bytes()


def test_an_order_becomes_the_agency_s_due_date_and_the_referral_meets_it(county: County) -> None:
    maya, at = county.viewer("maya", "ongoing"), now()
    due = [one for one in due_for(by=maya, at=at, days=14).due if one.deadline.rule == "CT-ORDER-REFER"]
    assert [(found.family.name, found.what) for found in due] == [
        ("Whitcomb family", "Referral the court ordered: parenting")
    ]


def test_robert_writes_down_an_order_and_the_agency_finds_it(county: County) -> None:
    here = family("Whitcomb")
    robert, dana = one(8), Entry.objects.filter(family=here, kind="court_order").earliest("pk").label.subject
    by = localdate() + timedelta(days=20)
    given = {"person": dana.pk, "service": "housing", "on": localdate().isoformat(), "refer_by": by.isoformat()}
    assert robert.post(f"/family/{here.key}/court/order/", given).status_code == 302
    for wrong in ({"refer_by": "2020-01-01"}, {"service": "nothing"}, {"on": "2149-01-01"}, {"person": "0"}):
        assert robert.post(f"/family/{here.key}/court/order/", given | wrong).status_code == 400
    assert "Housing, Dana Whitcomb" in read(one(2), "Whitcomb")  # the supervisor, for the agency


def test_the_worker_refers_as_ordered_once_the_person_agrees(county: County) -> None:
    here = family("Whitcomb")
    denise = one(2)
    order = Entry.objects.filter(family=here, kind="court_order").latest("pk")
    address = f"/family/{here.key}/court/orders/{order.pk}/refer/"
    page = denise.get(address).content.decode()
    program = re.search(r'<option value="([0-9a-f-]{36})"', page)
    assert program
    refused = denise.post(address, {"program": program[1], "agreed": "on"})
    assert refused.status_code == 403
    assert "This has not been sent" in refused.content.decode()
    assert denise.post(address, {"program": program[1]}).status_code == 400
    assert OrderedReferral.objects.filter(order=order).count() == 0


@pytest.mark.parametrize(("who", "status"), [(1, 200), (2, 200), (3, 404), (5, 404), (8, 200), (10, 404), (11, 404)])
def test_the_page_is_for_the_court_and_the_agency(county: County, who: int, status: int) -> None:
    assert one(who).get(f"/family/{family('Whitcomb').key}/court/").status_code == status


def test_the_report_is_the_court_s_alone(county: County) -> None:
    for address in ("report.pdf", "order/"):
        assert one(1).get(f"/family/{family('Whitcomb').key}/court/{address}").status_code == 403
    assert one(8).get(f"/family/{family('Whitcomb').key}/court/orders/1/refer/").status_code == 403
    assert one(1).get(reverse("court:docket")).status_code == 403


def test_the_printed_report_can_be_read_by_a_screen_reader(tmp_path: Path, county: County) -> None:
    """pdfinfo says so, where it is installed; elsewhere the library's own check stands."""
    robert = county.viewer("robert")
    paper = tmp_path / "report.pdf"
    page = court_page(family=family("Sorrell"), by=robert, at=now())
    paper.write_bytes(as_pdf(page, family=family("Sorrell"), by=robert))
    try:
        said = subprocess.run(["pdfinfo", str(paper)], capture_output=True, text=True, check=True).stdout
    except FileNotFoundError:
        return
    assert re.search(r"Tagged:\s+yes", said)
