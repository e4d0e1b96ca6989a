"""A supervisor draws a sample; two people read each record; nobody reads their own families."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate, now

from kinbridge.accounts.models import Role
from kinbridge.audit.models import Line
from kinbridge.consents.tests.county import LONG_AGO, County, made, works
from kinbridge.directory.tests.browsing import browser
from kinbridge.measures.rules import quarters
from kinbridge.people.models import Family, Involvement
from kinbridge.quality.models import Review, Sample
from kinbridge.quality.review.actions import NotToRead, draw_sample, review
from kinbridge.quality.review.rules import RUBRIC

pytestmark = pytest.mark.django_db
REVIEWS = reverse("quality:reviews")
MOSTLY = {item.code: 2 for item in RUBRIC.items}


@pytest.fixture
def county() -> County:
    county = made()
    for number in range(19):
        family = Family.objects.create(coalition=county.coalition, name=f"Family {number}", opened_on=LONG_AGO)
        Involvement.objects.create(family=family, coalition=county.coalition, program=county.welfare, since=LONG_AGO)
    county.boss = works("Denise Poe", county.welfare, Role.SUPERVISOR)  # type: ignore[attr-defined]
    return county


def drawn(county: County, **said: object) -> Sample:
    quarter = quarters.last_settled(localdate(), follow=0)
    facts = {"quarter": quarter, "size": 12, "seed": 7, "on": localdate(), "at": now(), **said}
    return draw_sample(by=county.boss, **facts)


def test_she_draws_once_a_quarter_and_how_it_was_drawn_is_on_file(county: County) -> None:
    client: Client = browser(county.boss)
    said = {"quarter": str(quarters.last_settled(localdate(), follow=0)), "size": "12"}
    page = client.post(REVIEWS, said, follow=True).content.decode()
    sample = Sample.objects.get()
    assert f"with seed {sample.seed}, from 20 families" in page
    assert page.count("0 of 2 readers") == 12
    assert Line.objects.get(act="quality.sample_drawn").detail["seed"] == sample.seed
    again = client.post(REVIEWS, said)
    assert again.status_code == 422
    assert "a second one would choose its families" in again.content.decode()


def test_a_reader_answers_on_the_page_and_what_was_said_stays(county: County) -> None:
    sample = drawn(county)
    one = sample.families.earliest("place")
    address = reverse("quality:review", args=[one.pk])
    client = browser(county.worker)
    assert "Does one hear the family in the plan?" in client.get(address).content.decode()
    assert client.post(address, {"prompt": "3"}).status_code == 422
    said = {"prompt": "3", "comprehensive": "na", "engaged": "1", "fits": "2", "remark": "A ride."}
    assert "1 of 2 readers" in client.post(address, said, follow=True).content.decode()
    kept = Review.objects.get()
    assert kept.answers == {"prompt": 3, "comprehensive": None, "engaged": 1, "fits": 2}
    assert client.get(address).status_code == 404, "nobody reads twice"
    with pytest.raises(DatabaseError), transaction.atomic():
        Review.objects.update(remark="Another.")


def test_nobody_reads_their_own_family_a_third_time_or_from_another_program(county: County) -> None:
    sample = drawn(county)
    own, other = sample.families.order_by("place")[:2]
    Involvement.objects.filter(family=own.family).update(worker=county.worker.user_id)
    for sampled, reader in ((own, county.worker), (own, county.nurse), (other, county.visitor)):
        with pytest.raises(NotToRead):
            review(sampled=sampled, answers=MOSTLY, remark="", by=reader, at=now())
    for name in ("One Reader", "Two Reader"):
        review(sampled=other, answers=MOSTLY, remark="", by=works(name, county.welfare, Role.CASEWORKER), at=now())
    with pytest.raises(NotToRead):
        review(sampled=other, answers=MOSTLY, remark="", by=county.boss, at=now())


def test_everyone_sees_shares_of_eleven_families_and_no_family_unit_or_reader(county: County) -> None:
    sample = drawn(county)
    families = list(sample.families.order_by("place"))
    for one in families[:10]:
        review(sampled=one, answers=MOSTLY, remark="", by=county.worker, at=now())
    grace = works("Grace Hill", county.clinic, Role.COALITION_COORDINATOR)
    assert "too few" in browser(grace).get(REVIEWS).content.decode()
    review(sampled=families[10], answers=MOSTLY, remark="", by=county.worker, at=now())
    page = browser(grace).get(REVIEWS).content.decode()
    assert "100 %" in page
    assert not [word for word in ("Family 1", "Dana Cole", "County Child Welfare", "Draw a sample") if word in page]
    assert browser(grace).get(reverse("quality:sample", args=[sample.pk])).status_code == 404


def test_a_family_that_left_the_unit_is_not_drawn(county: County) -> None:
    gone = Involvement.objects.filter(program=county.welfare).exclude(family=county.family).earliest("pk")
    Involvement.objects.filter(pk=gone.pk).update(until=localdate() - timedelta(days=1))
    assert drawn(county).drawn_from == 19
