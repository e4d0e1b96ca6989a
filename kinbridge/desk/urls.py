from django.urls import path

from kinbridge.desk import views

app_name = "desk"
urlpatterns = [
    path("", views.home, name="home"),
    path("late/", views.late_responses, name="late"),
    path("family/<uuid:key>/", views.family, name="family"),
]
