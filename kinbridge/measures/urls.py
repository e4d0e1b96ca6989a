from django.urls import path

from kinbridge.measures import views

app_name = "measures"
urlpatterns = [
    path("", views.county, name="county"),
    path("count/", views.recount, name="recount"),
]
