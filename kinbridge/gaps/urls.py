from django.urls import path

from kinbridge.gaps import views

app_name = "gaps"
urlpatterns = [
    path("", views.continuum, name="continuum"),
    path("needs/", views.needs, name="needs"),
    path("framework/", views.framework, name="framework"),
    path("framework/<int:point>/<slug:system>/", views.cell, name="cell"),
    path("map/", views.map_page, name="map"),
    path("register/", views.register, name="register"),
    path("register/<int:pk>/", views.gap, name="gap"),
    path("register/<int:pk>/<int:filling>/", views.fill, name="fill"),
]
