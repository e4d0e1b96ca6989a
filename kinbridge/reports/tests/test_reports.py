"""Reports are made from a release and from nothing else; what is previewed is what is kept, approved and released."""

from __future__ import annotations

import csv
import io

import pytest
from django.db import DatabaseError, transaction
from django.utils.timezone import now

from kinbridge.accounts.models import Role
from kinbridge.audit.models import Line
from kinbridge.directory.models import Viewer
from kinbridge.directory.tests import partners as make
from kinbridge.directory.tests.browsing import browser
from kinbridge.measures.models import Release
from kinbridge.measures.rules.defined import BY_KEY, MEASURES
from kinbridge.measures.tests.released import FEW, released
from kinbridge.reports import making
from kinbridge.reports.forms import FunderForm
from kinbridge.reports.models import Report
from kinbridge.reports.reading import reports
from kinbridge.reports.rules.document import Document

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> dict[str, Viewer]:
    program = make.program(make.clinic(make.county(), "Coalition office"), "Office")
    return {
        "grace": make.worker(program, Role.COALITION_COORDINATOR, "Grace Whitfield"),
        "daniel": make.worker(program, Role.PRIVACY_OFFICER, "Daniel Cho"),
        "joy": make.worker(program, Role.COUNSELOR, "Joy Ortiz"),
    }


@pytest.fixture
def release(office: dict[str, Viewer]) -> Release:
    return released(by=office["grace"], at=now(), capta_referral=FEW)


def made(office: dict[str, Viewer], release: Release) -> Report:
    """The annual report as Grace makes it in the browser: she presses the button under the preview."""
    grace = browser(office["grace"])
    shown = grace.get("/reports/capta/").context
    sent = {"year": shown["form"].cleaned_data["year"], "release": release.pk, "mark": shown["document"].mark}
    answer = grace.post("/reports/capta/", sent)
    assert answer.status_code == 302
    report = Report.objects.get()
    assert report.document == shown["document"]
    return report


def test_the_annual_report_tells_what_the_release_tells_and_hides_what_it_hides(release: Release) -> None:
    document = making.capta(release, last=next(iter(making.years(release))))
    told = {one.item: one for part in document.parts for one in part.figures}
    assert (told["(18)(A)"].number, told["(18)(B)"].number, told["(18)(B)"].of) == (512, 328, 512)
    assert (told["(18)(C)"].number, told["(18)(C)"].said) == (None, "hidden: too few to show")
    assert told["(18)(A)"].definition == f"Infants with a plan of safe care, definition {BY_KEY['capta_plan'].version}"
    assert told["(11)"].said == "not counted here"
    assert any("1 to 10 are hidden" in note for note in document.notes)


def test_a_report_is_prepared_by_one_person_approved_by_another_and_then_released(
    office: dict[str, Viewer], release: Release
) -> None:
    report = made(office, release)
    grace, daniel, joy = (browser(office[name]) for name in ("grace", "daniel", "joy"))
    assert joy.get(f"/reports/{report.pk}/").status_code == 404, "a draft is for those who keep reports"
    assert grace.post(f"/reports/{report.pk}/release/").status_code == 400, "nobody approved it yet"
    answer = grace.post(f"/reports/{report.pk}/approve/")
    assert (answer.status_code, "someone else approves it" in answer.content.decode()) == (400, True)
    assert daniel.post(f"/reports/{report.pk}/approve/").status_code == 302
    assert grace.post(f"/reports/{report.pk}/release/").status_code == 302
    page = joy.get(f"/reports/{report.pk}/").content.decode()
    assert "Approved by Daniel Cho" in page
    assert joy.get(f"/reports/{report.pk}/report.pdf").content.startswith(b"%PDF-")
    assert list(Line.objects.filter(act__startswith="report.").order_by("pk").values_list("act", flat=True)) == [
        *("report.prepared", "report.approved", "report.released")
    ]
    assert [one.pk for one in reports(office["joy"])] == [report.pk]


def test_the_file_has_every_figure_and_an_empty_cell_for_a_hidden_one(
    office: dict[str, Viewer], release: Release
) -> None:
    report = made(office, release)
    text = browser(office["grace"]).get(f"/reports/{report.pk}/figures.csv").content.decode()
    rows = {row["item"]: row for row in csv.DictReader(io.StringIO(text))}
    assert (rows["(18)(B)"]["number"], rows["(18)(B)"]["of"], rows["(18)(B)"]["hidden"]) == ("328", "512", "")
    assert (rows["(18)(C)"]["number"], rows["(18)(C)"]["hidden"]) == ("", "yes")


def test_the_figures_of_a_report_cannot_be_changed_afterwards(office: dict[str, Viewer], release: Release) -> None:
    report = made(office, release)
    with pytest.raises(DatabaseError), transaction.atomic():
        Report.objects.filter(pk=report.pk).update(title="Another")


# ── a funder's report ────────────────────────────────────────────────────────

CHOSEN = {"title": "Pregnancy", "measures": ["counseling", "needs_met"], "back": "1", "cuts": ["payer"]}


def test_the_preview_is_what_is_made(office: dict[str, Viewer], release: Release) -> None:
    grace = browser(office["grace"])
    preview = grace.get("/reports/funder/", CHOSEN).context["document"]
    answer = grace.post("/reports/funder/", {**CHOSEN, "release": release.pk, "mark": preview.mark})
    assert answer.status_code == 302
    report = Report.objects.get()
    assert report.document == preview
    assert Document.read(report.body).mark == report.mark == preview.mark
    changed = {**CHOSEN, "measures": ["counseling"], "release": release.pk, "mark": preview.mark}
    answer = grace.post("/reports/funder/", changed)
    assert (answer.status_code, "not what you saw" in answer.content.decode()) == (400, True)


def test_every_number_of_a_funders_report_is_one_of_the_release(release: Release) -> None:
    chosen = [one.key for one in MEASURES]
    document = making.funders(release, title="All", measures=chosen, back=2, cuts=["payer"], by_quarter=True)
    shown = {one.number for part in document.parts for one in part.figures} - {None}
    told: set[object] = set()
    for body in release.body.values():
        for year in body["years"]:
            told |= set(year["everyone"]["reached"])
            told |= {count for lines in year["cuts"].values() for line in lines for count in line["reached"]}
    assert shown
    assert shown <= told


def test_hours_of_advocacy_are_no_part_of_a_report_whoever_asks(office: dict[str, Viewer], release: Release) -> None:
    words = " ".join(str(choice) for field in FunderForm().fields.values() for choice in getattr(field, "choices", ()))
    assert "advocacy" not in words.lower()
    answer = browser(office["grace"]).get("/reports/funder/", {**CHOSEN, "measures": "advocacy_hours"})
    assert (answer.status_code, answer.context["document"]) == (400, None)


def test_nothing_is_made_before_anything_is_counted_and_not_by_everyone(office: dict[str, Viewer]) -> None:
    page = browser(office["grace"]).get("/reports/capta/").content.decode()
    assert "Not enough data: nothing has been counted yet" in page
    assert browser(office["joy"]).get("/reports/capta/").status_code == 403
