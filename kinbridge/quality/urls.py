from django.urls import path

from kinbridge.quality import views

app_name = "quality"
urlpatterns = [
    path("", views.sources, name="list"),
    path("mine/", views.mine, name="mine"),
]
