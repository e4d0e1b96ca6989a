from django.urls import path

from kinbridge.uptake import views

app_name = "uptake"
urlpatterns = [
    path("", views.show, name="show"),
    path("count/", views.count, name="count"),
]
