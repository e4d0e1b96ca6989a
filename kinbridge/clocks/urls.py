from django.urls import path

from kinbridge.clocks import views

app_name = "clocks"
urlpatterns = [
    path("family/<uuid:key>/timeline/", views.timeline, name="timeline"),
    path("family/<uuid:key>/timeline/record/", views.record, name="record"),
    path("values/", views.values, name="values"),
    path("values/<slug:name>/", views.value, name="value"),
]
