from django.urls import path

from kinbridge.directory.offering import views

urlpatterns = [
    path("programs/<uuid:pk>/new/", views.offer, name="offer"),
    path("<uuid:pk>/change/", views.describe, name="describe"),
]
