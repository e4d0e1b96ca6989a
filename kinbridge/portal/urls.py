from django.urls import path

from kinbridge.portal import views

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("record/", views.record, name="record"),
    path("looked/", views.looked, name="looked"),
    path("looked/lines.csv", views.looked_file, name="looked_file"),
    path("looked/list/", views.of_law, name="list"),
]
