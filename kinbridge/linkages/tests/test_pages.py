"""The map, its table, and who may speak for an organization."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from kinbridge.accounts.models import Role
from kinbridge.audit.models import Line
from kinbridge.consents.tests.county import NOON, County, works
from kinbridge.directory.models import Viewer
from kinbridge.directory.tests.browsing import browser
from kinbridge.linkages.actions import count, counted_again_on, say
from kinbridge.linkages.models import Count, Word
from kinbridge.linkages.reading import inventory
from kinbridge.linkages.rules import Agreement, Trust
from kinbridge.referrals.rules import Status
from kinbridge.referrals.tests.test_actions import answered, sent

pytestmark = pytest.mark.django_db
MAP = reverse("linkages:map")


@pytest.fixture
def chief(county: County) -> Viewer:
    return works("Sam Ortiz", county.welfare, Role.SUPERVISOR)


def test_a_count_is_between_organizations_and_names_no_family(county, chief):
    referral = sent(county)
    answered(county, referral, Status.ACCEPTED)
    type(referral).objects.update(sent_at=NOON.replace(month=10))
    counted = count(by=chief, at=NOON)
    giver, receiver = county.welfare.organization_id, county.methadone.organization_id
    [[one, two, how_many, how_many_answered, heard_of, _days]] = counted.body
    assert (one, two, how_many, how_many_answered, heard_of) == (str(giver), str(receiver), 1, 1, 0)
    assert Line.objects.get(act="linkages.counted").family_id is None
    [link] = inventory(by=chief, at=NOON).links
    assert (link.way.sent, link.way.percent, link.one_way) == (None, None, False), "one is too few to speak of"


def test_the_newest_word_of_an_organization_stands(county, chief):
    other = county.methadone.organization
    for trust in (Trust.STRANGERS, Trust.RELIED_ON):
        say(about=other, agreement=Agreement.WRITTEN, trust=trust, by=chief, at=NOON)
    [link] = inventory(by=chief, at=NOON).links
    assert link.word.trust_words == "We count on each other"
    assert Word.objects.count() == 2


def test_a_supervisor_says_it_on_the_page_and_it_stands_in_the_table(county, chief):
    client = browser(chief)
    said = {"about": county.methadone.organization_id, "agreement": "spoken", "trust": "2", "note": "Call back"}
    assert client.post(reverse("linkages:say"), {**said, "trust": "9"}).status_code == 400
    page = client.post(reverse("linkages:say"), said, follow=True).content.decode()
    for words in ("We know whom to call", "Agreed by word of mouth", "Call back", "kb-linkages__svg"):
        assert words in page
    assert client.post(reverse("linkages:count")).status_code == 302
    assert Count.objects.count() == 2


def test_a_count_that_told_something_stands_until_a_year_without_its_months_is_over(county, chief):
    referral = sent(county)
    type(referral).objects.update(sent_at=NOON.replace(month=10))
    few = count(by=chief, at=NOON)
    assert counted_again_on(few) == few.until, "nothing was told of it"
    giver, receiver = (str(one.organization_id) for one in (county.welfare, county.methadone))
    told = Count.objects.create(
        coalition=county.coalition,
        since=few.since,
        until=few.until,
        counted_at=NOON,
        body=[[giver, receiver, 40, 30, 20, 2.0]],
    )
    assert count(by=chief, at=NOON + timedelta(days=200)) == told
    assert "It is counted again from" in browser(chief).get(MAP).content.decode()
    assert count(by=chief, at=NOON + timedelta(days=370)) != told


@pytest.mark.parametrize("where", ["linkages:say", "linkages:count"])
def test_others_read_the_map_and_do_not_speak_for_the_organization(county, where):
    client = browser(county.worker)
    assert client.get(MAP).status_code == 200
    assert client.post(reverse(where)).status_code == 403


def test_a_parent_is_refused(county):
    assert browser(county.mother).get(MAP).status_code == 403


def test_nobody_speaks_of_their_own_organization(county, chief):
    with pytest.raises(PermissionError):
        say(
            about=county.welfare.organization,
            agreement=Agreement.NONE,
            trust=Trust.KNOWN,
            by=chief,
            at=NOON,
        )
