from django.urls import path

from kinbridge.measures import views

app_name = "measures"
urlpatterns = [
    path("", views.county, name="county"),
    path("figures.csv", views.figures, name="figures"),
    path("release/", views.release, name="release"),
    path("open/", views.open_to_all, name="open"),
    path("county/<int:pk>/", views.public, name="public"),
    path("<slug:key>/", views.measure, name="measure"),
    path("<slug:key>/figures.csv", views.figures, name="figures-of"),
]
