"""A coordinator moves a policy, counsel looks at its rules, and advocacy never meets a grant."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from kinbridge.accounts.models import Role
from kinbridge.directory.models import Program, Viewer
from kinbridge.directory.tests import partners as make
from kinbridge.directory.tests.browsing import browser
from kinbridge.policy.actions import advocacy, changes, funding
from kinbridge.policy.actions.authority import NotKept
from kinbridge.policy.actions.changes import OutOfOrder
from kinbridge.policy.actions.time_spent import Taken, spend
from kinbridge.policy.models import Policy, Source, TimeSpent
from kinbridge.policy.reading.changes import register
from tests.alder import plain

pytestmark = pytest.mark.django_db
HOME = "/coalition/policy/"
POLICY = {
    "title": "Plans of safe care begin before birth",
    "level": "county",
    "problem": "They are begun at the bedside, in a day.",
    "text": "The clinic offers a plan from the first visit on.",
    "owner": "",
    "measure": "plan_made",
    "effect_on": "2027-07-01",
    "rules": "sys-contact, LAW-VT SYS-CONTACT",
}
SOURCE = {"name": "Settlement, county share", "lever": "settlement", "eligibility": "Parents", "amount": Decimal(90000)}


@pytest.fixture
def office() -> Program:
    return make.program(make.clinic(make.county(), "Alder Families Together"), "Coalition Office")


@pytest.fixture
def grace(office: Program) -> Viewer:
    return make.worker(office, Role.COALITION_COORDINATOR, "Grace Whitfield")


def drafted(grace: Viewer) -> Policy:
    assert browser(grace).post(f"{HOME}draft/", POLICY).status_code == 302
    return Policy.objects.get()


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 3, 2, hour, minute, tzinfo=UTC)


def source(grace: Viewer, **facts: object) -> Source:
    days = {"starts": date(2025, 1, 1), "ends": date(2027, 3, 31)}
    return funding.add_source(facts={**SOURCE, **days, **facts}, by=grace, at=make.AT)


# ── policies ─────────────────────────────────────────────────────────────────


def test_a_policy_goes_from_draft_to_adopted_and_its_rules_then_need_a_look(office: Program, grace: Viewer) -> None:
    policy = drafted(grace)
    assert policy.rules == ["SYS-CONTACT", "LAW-VT"], "in their own spelling, each once"
    client, miriam = browser(grace), browser(make.worker(office, Role.COUNSEL, "Miriam Ostrow"))
    assert "need a look" not in miriam.get(HOME).content.decode()
    for status in ("proposed", "adopted"):
        answer = client.post(f"{HOME}{policy.pk}/move/", {"status": status, "on": "2026-03-01", "note": "Voted 4 to 1"})
        assert answer.status_code == 302
    page = miriam.get(HOME).content.decode()
    assert "These rules need a look" in page
    assert f"{HOME}rules/SYS-CONTACT/" in page
    assert "Adopted: these rules need a look" in miriam.get("/", follow=True).content.decode()
    assert "Adopted: these rules" not in client.get("/", follow=True).content.decode()
    look = {"rule": "SYS-CONTACT", "found": "Nothing: the clock stays as it is."}
    assert client.post(f"{HOME}{policy.pk}/look/", look).status_code == 403, "a coordinator does not answer for rules"
    assert miriam.post(f"{HOME}{policy.pk}/look/", look).status_code == 302
    assert miriam.post(f"{HOME}{policy.pk}/look/", look | {"rule": "D-27"}).status_code == 400
    page = miriam.get(f"{HOME}{policy.pk}/").content.decode()
    assert "Nothing: the clock stays as it is." in page
    assert page.count("Needs a look") == 1


def test_a_policy_cannot_jump(grace: Viewer) -> None:
    policy = drafted(grace)
    with pytest.raises(OutOfOrder, match="It is draft; from there it can be proposed or withdrawn"):
        changes.move(policy=policy, status="in_effect", on=date(2026, 3, 1), by=grace, at=make.AT)
    jump = {"status": "in_effect", "on": "2026-03-01"}
    assert browser(grace).post(f"{HOME}{policy.pk}/move/", jump).status_code == 400


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"rules": "SYS-NOTHING"}, "There is no rule SYS-NOTHING"),
        ({"effect_on": "0026-07-01"}, "Check the year of this day"),
        ({"title": ""}, "Please look at this again"),
    ],
)
def test_a_draft_with_something_wrong_comes_back_with_a_sentence(
    grace: Viewer, wrong: dict[str, str], says: str
) -> None:
    answer = browser(grace).post(f"{HOME}draft/", POLICY | wrong)
    assert answer.status_code == 400
    assert says in answer.content.decode()


def test_a_rule_says_what_it_is_and_which_policies_touch_it(grace: Viewer) -> None:
    drafted(grace)
    page = browser(grace).get(f"{HOME}rules/SYS-CONTACT/").content.decode()
    assert "Plans of safe care begin before birth" in page
    assert "docs/reference/clocks/system-response.md" in page
    assert browser(grace).get(f"{HOME}rules/NOTHING/").status_code == 404
    assert "LAW-VT" in browser(grace).get(f"{HOME}rules/?q=vermont").content.decode()


# ── the wall ─────────────────────────────────────────────────────────────────


def test_a_minute_is_a_grants_or_advocacy_and_never_both(grace: Viewer) -> None:
    grant = source(grace)
    spend(what="Ran the training", source=grant, begins=at(9), ends=at(11), by=grace, at=make.AT)
    with pytest.raises(Taken, match="No minute counts twice"):
        spend(what="Called the council", begins=at(10, 59), ends=at(11, 30), by=grace, at=make.AT)
    spend(what="Called the council", begins=at(11), ends=at(11, 30), by=grace, at=make.AT)
    mixed = {"purse": "advocacy", "source": grant, "coalition_id": grace.coalition_id, "who_id": grace.user_id}
    with pytest.raises(IntegrityError, match="one_or_the_other"), transaction.atomic():
        TimeSpent.objects.create(begins=at(12), ends=at(13), what="Lunch with the council", **mixed)


def test_a_funders_report_knows_of_no_advocacy_whatever_was_logged(office: Program, grace: Viewer) -> None:
    grant, policy = source(grace), drafted(grace)
    spend(what="Ran the training", source=grant, begins=at(9), ends=at(11), by=grace, at=make.AT)
    where = f"{HOME}funding/{grant.pk}/report"
    span = "?since=2026-01-01&until=2026-12-31"
    daniel = browser(make.worker(office, Role.EVALUATOR, "Daniel Cho"))
    before = [daniel.get(f"{where}{end}{span}").content for end in ("/", ".csv")]
    council = {"name": "Lena Hartwell", "body": "County Council", "level": "county", "decides": "The county budget"}
    maker = advocacy.add_maker(facts=council, by=grace, at=make.AT)
    advocacy.note_position(
        maker=maker, policy=policy, stance="for", said="At the open house", on=date(2026, 3, 1), by=grace, at=make.AT
    )
    talk = {"way": "meeting", "about": "Asked for her vote", "begins": at(13), "ends": at(14, 30)}
    advocacy.log_contact(maker=maker, policy=policy, by=grace, at=make.AT, **talk)
    after = [daniel.get(f"{where}{end}{span}").content for end in ("/", ".csv")]
    assert [plain(one) for one in after] == [plain(one) for one in before]
    assert "Grace Whitfield,2.00" in after[1].decode()
    sheet = daniel.get(f"{HOME}time/").content.decode()
    assert "Advocacy" not in sheet
    assert daniel.get(f"{HOME}decisions/").status_code == 403
    assert "Hartwell" not in daniel.get(f"{HOME}{policy.pk}/").content.decode()
    hers = browser(grace).get(f"{HOME}decisions/{maker.pk}/").content.decode()
    assert "90 minutes of advocacy" in hers
    assert "Asked for her vote" in hers


def test_a_contact_that_overlaps_a_grants_time_comes_back_and_leaves_nothing_behind(grace: Viewer) -> None:
    grant = source(grace)
    spend(what="Training", source=grant, begins=at(14), ends=at(16), by=grace, at=make.AT)
    client = browser(grace)
    maker = {"name": "Lena Hartwell", "body": "Council", "level": "county", "decides": "The budget"}
    where = client.post(f"{HOME}decisions/", maker)["Location"]
    talk = {"way": "call", "policy": "", "about": "Asked", "begins": "2026-03-02T10:30", "minutes": "30"}
    answer = client.post(f"{where}contact/", talk)
    assert answer.status_code == 400
    assert "No minute counts twice" in answer.content.decode()
    assert "None has been written down" in client.get(where).content.decode()
    assert client.post(f"{where}contact/", talk | {"begins": "2026-03-02T12:30"}).status_code == 302


# ── money ────────────────────────────────────────────────────────────────────


def test_the_braid_puts_the_program_whose_money_ends_first_at_the_top(office: Program, grace: Viewer) -> None:
    client = browser(grace)
    soon = client.post(
        f"{HOME}funding/add/",
        {**SOURCE, "match_percent": "25", "restrictions": "", "starts": "2025-01-01", "ends": "2099-03-31"},
    )["Location"]
    program = {"program": str(office.pk), "pays_for": "One peer coach", "yearly": "60000", "since": "2025-01-01"}
    assert client.post(f"{soon}share/", program).status_code == 302
    late = client.post(f"{soon}share/", program | {"until": "2099-04-01"})
    assert "The source ends before that day" in late.content.decode()
    page = client.get(f"{HOME}funding/").content.decode()
    for words in ("$60,000 a year for One peer coach", "all of it ends", "kb-strip-svg", "25 %"):
        assert words in page
    assert client.post(f"{soon}end/", {"ends": "2020-01-01"}).status_code == 400
    assert client.post(f"{soon}end/", {"ends": ""}).status_code == 302
    assert "No end is on file" in client.get(f"{HOME}funding/").content.decode()


# ── who may ──────────────────────────────────────────────────────────────────


def test_others_read_and_change_nothing_and_families_have_no_page_here(office: Program, grace: Viewer) -> None:
    policy, grant = drafted(grace), source(grace)
    nurse = browser(make.worker(office, Role.HOME_VISITOR, "Carol Lindqvist"))
    pages = ("", f"{policy.pk}/", "rules/", "funding/", "funding/streams/", f"funding/{grant.pk}/", "time/")
    assert {nurse.get(HOME + page).status_code for page in pages} == {200}
    posts = ("draft/", f"{policy.pk}/move/", f"{policy.pk}/look/", "funding/add/", f"funding/{grant.pk}/end/", "time/")
    assert {nurse.post(HOME + page).status_code for page in posts} == {403}
    with pytest.raises(NotKept):
        source(make.worker(office, Role.TRAINER, "Teresa Lowell"))
    mother = browser(make.worker(office, Role.PARENT, "Ana Rivera"))
    assert mother.get(HOME).status_code == 403


def test_another_coalitions_policies_and_money_are_not_there(grace: Viewer) -> None:
    policy, grant = drafted(grace), source(grace)
    away = make.program(make.clinic(make.county("Lake County"), "Lakeside"))
    otis = make.worker(away, Role.COALITION_COORDINATOR, "Otis Lake")
    client = browser(otis)
    assert {client.get(f"{HOME}{page}").status_code for page in (f"{policy.pk}/", f"funding/{grant.pk}/")} == {404}
    assert register(by=otis).groups == ()


def test_one_takes_out_ones_own_time_only(office: Program, grace: Viewer) -> None:
    spent = spend(what="Call", begins=at(9), ends=at(9) + timedelta(minutes=20), by=grace, at=make.AT)
    ellen = browser(make.worker(office, Role.TEAM_COORDINATOR, "Ellen Marsh"))
    assert ellen.post(f"{HOME}time/{spent.pk}/out/").status_code == 404
    assert browser(grace).post(f"{HOME}time/{spent.pk}/out/").status_code == 302
    assert not TimeSpent.objects.exists()
