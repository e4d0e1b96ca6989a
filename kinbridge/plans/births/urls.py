from django.urls import path

from kinbridge.plans.births import views, views_arrival, views_nursery

app_name = "births"
INFANT = "family/<uuid:key>/births/<int:pk>/"
urlpatterns = [
    path("births/", views.births, name="list"),
    path("family/<uuid:key>/births/", views.of_family, name="family"),
    path(INFANT, views.pathway, name="pathway"),
    path(INFANT + "born/", views_arrival.born, name="born"),
    path(INFANT + "decide/", views.decide, name="decide"),
    path(INFANT + "notice/", views.notice, name="notice"),
    path(INFANT + "sent/<int:sent>/", views.sent, name="sent"),
    path(INFANT + "packet/", views_nursery.packet, name="packet"),
    path(INFANT + "day/", views_nursery.day, name="day"),
    path(INFANT + "home/", views_nursery.home, name="home"),
    path("packets/<int:pk>/", views_nursery.received, name="received"),
]
