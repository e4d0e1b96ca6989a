"""The shelf: found by any words, tied together both ways, copied with its origin, renewed without losing the old."""

from __future__ import annotations

import pytest

from kinbridge.accounts.models import Role
from kinbridge.consents.tests.county import County, works
from kinbridge.directory.tests.browsing import browser
from kinbridge.learning.actions import stock
from kinbridge.learning.models import Item, LocalVersion

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("SMA16-4978", "treatment of pregnant women"),
        ("Policy Recommendations", "treatment of pregnant women"),
        ("Policy Considerations", "treatment of pregnant women"),
        ("March 2017", "six-site initiative"),
        ("naloxone xylazine", "recognizing problematic use"),
        ("breathing", "first on scene"),
        ("empanel OR pledge", "confidentiality pledge"),
        ('"named actions"', "how charm works"),
    ],
)
def test_search_reads_titles_aliases_editions_and_whole_courses(county: County, words: str, found: str) -> None:
    page = browser(county.worker).get("/learn/", {"words": words}).content.decode().lower()
    assert found in page


def test_what_goes_with_an_item_is_shown_on_both(county: County) -> None:
    client = browser(county.worker)
    assert "how CHARM works" in client.get("/learn/toolkit-mou/").content.decode()
    assert "Team agreement (MOU)" in client.get("/learn/case-charm/").content.decode()


def test_the_case_study_leads_those_who_may_to_a_team_of_their_own(county: County) -> None:
    coordinator = browser(works("Cora Lane", county.visiting, Role.TEAM_COORDINATOR))
    assert "Start a team like this" in coordinator.get("/learn/case-charm/").content.decode()
    assert "Start a team like this" not in browser(county.nurse).get("/learn/case-charm/").content.decode()


def test_finishing_part_1_of_a_series_offers_part_2(county: County) -> None:
    client = browser(county.worker)
    client.post("/learn/webinar-guide-1/")
    assert (
        "Go on with: Treating pregnant women with opioid use disorders, part 2"
        in client.get("/learn/webinar-guide-1/").content.decode()
    )


def test_an_article_says_that_nobody_has_reviewed_it_yet(county: County) -> None:
    page = browser(county.worker).get("/learn/article-nows/").content.decode()
    assert "waiting for a clinician&#x27;s review" in page or "waiting for a clinician's review" in page


def test_an_organizations_own_version_remembers_its_origin_and_hears_of_a_newer_one(county: County) -> None:
    client = browser(county.worker)
    where = client.post("/learn/toolkit-mou/copy/")["Location"]
    client.post(where, {"title": "Our agreement", "body": "## Why\n\nBecause."})
    page = client.get(where).content.decode()
    assert "edition 2026" in page
    assert "Because." in page
    assert browser(county.nurse).get(where).status_code == 404, "another organization's version"
    trainer = browser(works("Tess Lowell", county.visiting, Role.TRAINER))
    assert client.get("/learn/toolkit-mou/edition/").status_code == 403
    new = {"edition": "2027", "on": "2026-11-01", "summary": "Shorter.", "body": "Text"}
    assert trainer.post("/learn/toolkit-mou/edition/", new | {"on": "2999-01-01"}).status_code == 400
    assert trainer.post("/learn/toolkit-mou/edition/", new)["Location"] == "/learn/toolkit-mou-2/"
    assert "newer edition" in client.get(where).content.decode()
    assert "newer edition" in client.get("/learn/toolkit-mou/").content.decode()
    assert "Earlier editions" in client.get("/learn/toolkit-mou-2/").content.decode()
    trainer.post("/learn/webinar-guide-1/edition/", new)
    assert "part 2" in client.get("/learn/webinar-guide-1-2/").content.decode(), "its place in the series went along"
    assert client.post("/learn/guide/copy/").status_code == 404, "only a toolkit is copied"
    assert LocalVersion.objects.count() == 1


def test_stocking_again_changes_nothing(county: County) -> None:
    held = Item.objects.count()
    assert stock(coalition=county.coalition) == held
    assert Item.objects.count() == held
