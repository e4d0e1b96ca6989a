from django.urls import path

from kinbridge.people import views

app_name = "people"
urlpatterns = [
    path("families/", views.families, name="families"),
    path("family/<uuid:key>/people/", views.family, name="family"),
]
