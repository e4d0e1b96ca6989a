"""Every address of the site: one line per capability."""

from pathlib import Path

from django.urls import include, path

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
    ("audit/", "audit"),
)
HOUSE = Path(__file__).resolve().parents[1]

urlpatterns = [
    path("accounts/", include("allauth.urls")),
    *[
        path(prefix, include(f"kinbridge.{name}.urls"))
        for prefix, name in MOUNTS
        if (HOUSE / name / "urls.py").exists()
    ],
]
