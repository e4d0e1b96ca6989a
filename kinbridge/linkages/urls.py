from django.urls import path

from kinbridge.linkages import views

app_name = "linkages"
urlpatterns = [
    path("", views.linkages, name="map"),
    path("say/", views.say, name="say"),
    path("count/", views.count, name="count"),
]
