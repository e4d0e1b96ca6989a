from django.urls import path

from kinbridge.chart import views, views_explain, views_held

app_name = "chart"
urlpatterns = [
    path("family/<uuid:key>/chart/", views.show, name="show"),
    path("audit/explain/", views_explain.explain, name="explain"),
    path("family/<uuid:key>/chart/held/<uuid:person>/", views_held.held, name="held"),
]
