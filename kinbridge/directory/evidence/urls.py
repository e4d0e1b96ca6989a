from django.urls import path

from kinbridge.directory.evidence import views

urlpatterns = [
    path("", views.listed, name="practices"),
    path("<slug:code>/", views.practice, name="practice"),
]
