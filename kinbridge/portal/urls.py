from django.urls import path

from kinbridge.portal import views

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("record/", views.record, name="record"),
    path("looked/", views.looked, name="looked"),
]
