"""Every address of the site: one line per capability."""

from pathlib import Path

from django.urls import include, path

from kinbridge.web import views

MOUNTS = (
    ("", "desk"),
    ("", "accounts"),
    ("", "people"),
    ("", "chart"),
    ("", "consents"),
    ("", "disclosure"),
    ("", "clocks"),
    ("", "screening"),
    ("", "referrals"),
    ("", "plans"),
    ("services/", "directory"),
    ("team/", "teams"),
    ("learn/", "learning"),
    ("measures/", "measures"),
    ("coalition/", "coalition"),
    ("my/", "portal"),
)
HOUSE = Path(__file__).resolve().parents[1]

urlpatterns = [
    path("accounts/", include("allauth.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
    path("health/", views.health, name="health"),
    path("stay/", views.stay, name="stay"),
    path("leave/", views.leave, name="leave"),
    path("styleguide/", views.styleguide, name="styleguide"),
    *[
        path(prefix, include(f"kinbridge.{name}.urls"))
        for prefix, name in MOUNTS
        if (HOUSE / name / "urls.py").exists()
    ],
]

handler400 = "kinbridge.web.views.bad_request"
