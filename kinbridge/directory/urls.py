from django.urls import path

from kinbridge.directory import views

app_name = "directory"
urlpatterns = [
    path("", views.services, name="services"),
    path("<uuid:pk>/", views.service, name="service"),
    path("programs/<uuid:pk>/", views.program, name="program"),
    path("programs/<uuid:pk>/capacity/", views.state, name="state"),
    path("programs/<uuid:pk>/attest/", views.attest, name="attest"),
    path("capacity/<int:pk>/still-true/", views.still_true, name="still_true"),
]
