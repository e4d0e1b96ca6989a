"""The frame and the pages that belong to no capability, asked for as a browser asks."""

import pytest
from django.http import HttpRequest
from django.urls import reverse
from django.views.defaults import server_error

from kinbridge.accounts.models import Draft, Persona, Role, User
from kinbridge.directory.models import Coalition, Membership, Organization, Program, Viewer
from kinbridge.web import navigation
from kinbridge.web.tests.test_forms import Page

pytestmark = pytest.mark.django_db
PUBLIC = ("/accounts/login/", "/accounts/password/reset/", "/accessibility/", "/privacy/", "/styleguide/", "/nowhere/")
PRIVATE = ("/accounts/2fa/", "/accounts/password/change/", "/accounts/sessions/", "/accounts/logout/", "/styleguide/")


@pytest.fixture
def jordan():
    coalition = Coalition.objects.create(name="Rivermark Family Recovery Coalition", state="XX", county="Rivermark")
    agency = Organization.objects.create(
        coalition=coalition, name="Rivermark Child Welfare", kind="child_welfare_agency"
    )
    unit = Program.objects.create(organization=agency, name="Assessment Unit")
    user = User.objects.create_user("jordan", "jordan@example.org", "long enough secret", first_name="Jordan")
    Membership.objects.create(user=user, program=unit, role=Role.CASEWORKER, since="2020-01-01")
    return user


@pytest.fixture
def demo(settings):
    settings.KINBRIDGE_DEMO = True


def looks_right(response) -> None:
    markup = response.content.decode()
    page = Page(markup)
    assert len(page.all("h1")) == 1
    assert page.all("html")[0]["lang"]
    assert page.all("a")[0]["href"] == "#main"
    assert page.dangling == set()
    assert len(page.ids) == len(set(page.ids))
    assert not [a for _tag, a in page.elements if "style" in a or any(name.startswith("on") for name in a)]
    assert all("src" in a or a.get("type") == "application/json" for a in page.all("script"))
    assert "<style" not in markup
    assert "unsafe" not in response.headers["Content-Security-Policy"]


@pytest.mark.parametrize("path", PUBLIC)
def test_a_page_stands_in_the_frame_signed_out(client, demo, path):
    looks_right(client.get(path))


@pytest.mark.parametrize("path", PRIVATE)
def test_a_page_stands_in_the_frame_signed_in(client, demo, jordan, path):
    client.force_login(jordan)
    response = client.get(path)
    looks_right(response)
    assert "Rivermark Family Recovery Coalition" in response.content.decode()
    assert "Acting for Assessment Unit" in response.content.decode()


def test_outside_the_demo_a_page_is_given_over_a_safe_connection_only(client, settings):
    settings.SECURE_SSL_REDIRECT = True
    answer = client.get("/privacy/")
    assert answer.status_code == 301
    assert answer["Location"].startswith("https://")
    assert b"The address begins with https" in client.get("/privacy/", secure=True).content


def test_an_unknown_page_says_nothing_but_the_way_out(client):
    response = client.get("/family/ana-rivera/")
    assert response.status_code == 404
    words = response.content.decode()
    assert "We did not find that page" in words
    assert "rivera" not in words.split("<main", 1)[1]


def test_the_style_guide_is_not_for_a_real_county(client):
    assert client.get("/styleguide/").status_code == 404


def test_too_large_has_its_own_number_and_way_out(client, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    response = client.post("/accounts/login/", {"login": "x" * 500})
    assert response.status_code == 413
    assert "Nothing was saved" in response.content.decode()


def test_an_error_of_ours_needs_no_database(django_assert_num_queries):
    with django_assert_num_queries(0):
        response = server_error(HttpRequest())
    assert response.status_code == 500
    assert "not saved" in response.content.decode()


def test_health_asks_the_database(client):
    assert client.get("/health/").content == b"ok\n"


@pytest.mark.parametrize(
    ("address", "answers"),
    [("/families/?words=Zamora", 200), ("/nowhere/Zamora/?words=Zamora", 404), ("/stay/?words=Zamora", 405)],
)
def test_a_name_that_was_searched_for_is_not_in_the_log(client, jordan, caplog, address, answers):
    client.force_login(jordan)
    assert client.get(address).status_code == answers
    assert "zamora" not in caplog.text.lower()


def test_leaving_fast_signs_out_and_says_nothing(client, demo, jordan):
    client.force_login(jordan)
    response = client.post(reverse("leave"))
    assert "_auth_user_id" not in client.session
    assert response.headers["Clear-Site-Data"] == '"cache"'
    assert "no-store" in response.headers["Cache-Control"]
    words = response.content.decode()
    assert "Kinbridge" not in words.replace("static/kinbridge", "")
    assert "weather.gov" in words


def test_leaving_is_a_button_not_a_link_someone_else_can_plant(client):
    assert client.get(reverse("leave")).status_code == 405


def test_staying_needs_someone_signed_in(client, jordan):
    assert client.post(reverse("stay")).status_code == 401
    client.force_login(jordan)
    assert client.post(reverse("stay")).status_code == 204


def test_an_unfinished_form_is_offered_to_its_writer_only(client, demo, jordan):
    from_before = {"name": ["Half a name"]}
    Draft.objects.create(user=jordan, path="/styleguide/", body=from_before, saved_at="2026-04-01T10:00Z")
    assert "Half a name" not in client.get("/styleguide/").content.decode()
    client.force_login(jordan)
    assert "Half a name" in client.get("/styleguide/").content.decode()


def test_invented_people_are_offered_only_in_the_demo(client, settings, jordan):
    Persona.objects.create(user=jordan, order=1, title="Caseworker with an overdue visit")
    assert "overdue visit" not in client.get("/accounts/login/").content.decode()
    settings.KINBRIDGE_DEMO = True
    assert "overdue visit" in client.get("/accounts/login/").content.decode()


@pytest.mark.parametrize(
    ("role", "sees", "never"),
    [
        (Role.CASEWORKER, {"Families", "Inbox"}, {"My family", "Audit"}),
        (Role.TEAM_COORDINATOR, {"Team meeting"}, {"My family", "Audit"}),
        (Role.EVALUATOR, set(), {"Families", "Inbox", "Team meeting"}),
        (Role.PARENT, set(), {"Families", "Inbox", "Team meeting", "Audit"}),
        (Role.PRIVACY_OFFICER, {"Families", "Audit"}, {"Inbox", "My family"}),
    ],
)
def test_each_role_is_led_where_its_work_is(role, sees, never):
    shown = {link.label for link in navigation.primary(acting_as(role), path="/")}
    assert sees <= shown
    assert not never & shown


@pytest.mark.parametrize("path", ["/families/", "/family/7/chart/"])
def test_the_place_one_is_in_is_marked(path):
    marked = [link.label for link in navigation.primary(acting_as(Role.CASEWORKER), path=path) if link.current]
    assert marked == ["Families"]


def acting_as(role):
    return Viewer(user_id=1, name="Jordan", role=role, coalition_id=1, state="XX")
