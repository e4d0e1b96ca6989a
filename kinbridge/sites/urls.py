from django.urls import path

from kinbridge.sites import views

app_name = "sites"
urlpatterns = [
    path("", views.listed, name="list"),
    path("compare/", views.compare, name="compare"),
    path("lessons/", views.lessons, name="lessons"),
    path("notes/<int:pk>/", views.take_down, name="take_down"),
    path("<slug:code>/", views.site, name="site"),
    path("<slug:code>/talk/", views.talk, name="talk"),
    path("<slug:code>/talk/<slug:topic>/", views.talk, name="talk"),
]
