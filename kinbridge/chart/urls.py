from django.urls import path

from kinbridge.chart import views, views_held

app_name = "chart"
urlpatterns = [
    path("family/<uuid:key>/chart/", views.show, name="show"),
    path("family/<uuid:key>/chart/held/<uuid:person>/", views_held.held, name="held"),
]
