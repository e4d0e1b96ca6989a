from django.urls import include, path

from kinbridge.directory import views
from kinbridge.directory.showing.views import shown

app_name = "directory"
urlpatterns = [
    path("", views.services, name="services"),
    path("do-not-fit/", views.not_fitting, name="not_fitting"),
    path("", include("kinbridge.directory.offering.urls")),
    path("evidence/", include("kinbridge.directory.evidence.urls")),
    path("<uuid:pk>/", views.service, name="service"),
    path("<uuid:pk>/fit/", views.fit, name="fit"),
    path("<uuid:pk>/terms/", views.terms, name="terms"),
    path("<uuid:pk>/status/", views.status, name="status"),
    path("shown/<uuid:pk>/", shown, name="shown"),
    path("organizations/<uuid:pk>/", views.organization, name="organization"),
    path("locations/<uuid:pk>/confidential/", views.confidential, name="confidential"),
    path("programs/<uuid:pk>/", views.program, name="program"),
    path("programs/<uuid:pk>/capacity/", views.state, name="state"),
    path("programs/<uuid:pk>/attest/", views.attest, name="attest"),
    path("capacity/<int:pk>/still-true/", views.still_true, name="still_true"),
]
