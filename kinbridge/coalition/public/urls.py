from django.urls import path

from kinbridge.coalition.public import views

app_name = "goals"
urlpatterns = [
    path("<slug:code>/", views.goals, name="page"),
    path("<slug:code>/banner.png", views.banner, name="banner"),
]
