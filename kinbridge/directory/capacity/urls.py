from django.urls import path

from kinbridge.directory.capacity import views

app_name = "capacity"
urlpatterns = [
    path("ours/", views.ours, name="ours"),
    path("ours/<int:pk>/still-true/", views.still_true, name="still_true"),
    path("programs/<uuid:pk>/waiting/", views.waiting, name="waiting"),
    path("programs/<uuid:pk>/waiting/told/", views.told, name="told"),
    path("waiting/<int:pk>/interim/", views.interim, name="interim"),
    path("waiting/<int:pk>/end/", views.end, name="end"),
]
