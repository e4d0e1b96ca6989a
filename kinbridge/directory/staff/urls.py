from django.urls import path

from kinbridge.directory.staff import views

app_name = "staff"
urlpatterns = [
    path("", views.staff, name="list"),
    path("<int:pk>/link/", views.link, name="link"),
    path("<int:pk>/leave/", views.leave, name="leave"),
]
