"""A program's own people list what it does; whoever looks finds it, and a safe house stays hidden."""

from __future__ import annotations

from datetime import date

import pytest

from kinbridge.accounts.models import Role, User
from kinbridge.audit.models import Line
from kinbridge.core.vocabulary import OrganizationKind
from kinbridge.directory.models import Coalition, Location, Membership, Organization, Program, Service, Viewer
from kinbridge.directory.tests.browsing import browser

pytestmark = pytest.mark.django_db
SAID = {
    "name": "Evening group",
    "category": "outpatient_treatment",
    "description": "A group with child care.",
    "state": "VT",
}
HERE = {"place": "new", "street": "12 Mill Street", "city": "Burlington", "zip_code": "05401"}


def program(kind: str = OrganizationKind.TREATMENT_PROGRAM, **more: object) -> Program:
    coalition, _ = Coalition.objects.get_or_create(name="Harbor", state="VT", county="Harbor")
    organization = Organization.objects.create(coalition=coalition, name=f"{kind} of Harbor", kind=kind)
    return Program.objects.create(organization=organization, name="Outpatient", **more)


def works(at: Program, role: Role = Role.COUNSELOR, name: str = "nell") -> Viewer:
    user = User.objects.create(username=name, email=f"{name}@example.org")
    return Membership.objects.create(user=user, program=at, role=role, since=date(2020, 1, 1)).viewer()


def test_a_new_service_is_found_near_its_zip_code_and_changed_by_its_own_people() -> None:
    ours = program()
    nell = browser(works(ours))
    assert f"/services/programs/{ours.pk}/new/" in nell.get(f"/services/programs/{ours.pk}/").content.decode()
    reached = {"phone": "(802) 555-0142", "hours": "Mondays"}
    told = nell.post(f"/services/programs/{ours.pk}/new/", {**SAID, **HERE, **reached})
    service = Service.objects.get()
    assert told["Location"] == f"/services/{service.pk}/fit/"
    assert "Evening group" in nell.get("/services/", {"zip": "05401", "miles": "5"}).content.decode()
    page = nell.get(f"/services/{service.pk}/").content.decode()
    assert all(words in page for words in ("12 Mill Street", "(802) 555-0142", "Mondays", "A group with child care."))

    anew = {**SAID, "name": "Night group", "phone": "", "hours": "Mondays", "place": "virtual"}
    assert nell.post(f"/services/{service.pk}/change/", anew).status_code == 302
    page = nell.get(f"/services/{service.pk}/").content.decode()
    assert "Night group" in page
    assert "Mill Street" not in page
    assert "555-0142" not in page
    acts = Line.objects.filter(act__startswith="service.").order_by("pk").values_list("act", flat=True)
    assert list(acts) == ["service.offered", "service.described"]


def test_others_neither_list_nor_change_it_but_the_coordinator_who_called_them_may() -> None:
    ours, theirs = program(), program(OrganizationKind.HOUSING)
    other = browser(works(theirs, Role.NAVIGATOR))
    assert other.get(f"/services/programs/{ours.pk}/new/").status_code == 403
    grace = browser(works(program(OrganizationKind.COALITION), Role.COALITION_COORDINATOR, "grace"))
    assert grace.post(f"/services/programs/{ours.pk}/new/", SAID).status_code == 302
    service = Service.objects.get()
    assert other.post(f"/services/{service.pk}/change/", SAID).status_code == 403
    away = Coalition.objects.create(name="Far", state="OH", county="Far")
    far = Organization.objects.create(coalition=away, name="Far clinic", kind=OrganizationKind.CLINIC)
    far_one = browser(works(Program.objects.create(organization=far, name="Clinic"), Role.COUNSELOR, "far"))
    assert far_one.get(f"/services/{service.pk}/change/").status_code == 404


def test_a_safe_house_is_hidden_unless_its_people_say_otherwise() -> None:
    house = program(OrganizationKind.DV_PROGRAM)
    nell = browser(works(house, Role.NAVIGATOR))
    assert nell.get(f"/services/programs/{house.pk}/new/").context["form"]["confidential"].initial is True
    nell.post(f"/services/programs/{house.pk}/new/", {**SAID, **HERE, "confidential": "on"})
    assert Location.objects.get().confidential
    page = nell.get(f"/services/{Service.objects.get().pk}/").content.decode()
    assert "Mill Street" not in page
    assert "confidential place" in page


@pytest.mark.parametrize(
    ("changed", "trouble"),
    [
        ({"name": ""}, "required"),
        ({"category": "miracles"}, "not one of the available choices"),
        ({"place": "new"}, "Write the street and number."),
        ({**HERE, "zip_code": "00000"}, "This is no ZIP code"),
        ({"place": "00000000-0000-0000-0000-000000000000"}, "not one of the available choices"),
        ({"phone": "call me"}, "Write the number in digits"),
        ({"url": "javascript:alert(1)"}, "valid URL"),
        ({"name": "EVENING GROUP"}, "has a service of that name already"),
    ],
)
def test_bad_input_is_told_in_a_sentence_and_nothing_is_listed(changed: dict[str, str], trouble: str) -> None:
    ours = program()
    nell = browser(works(ours))
    nell.post(f"/services/programs/{ours.pk}/new/", SAID)
    told = nell.post(f"/services/programs/{ours.pk}/new/", {**SAID, "name": "Another", **changed})
    assert told.status_code == 400
    assert trouble in told.content.decode()
    assert Service.objects.count() == 1
