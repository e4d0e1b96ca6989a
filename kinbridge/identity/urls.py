from django.urls import path

from kinbridge.identity import views

app_name = "identity"
urlpatterns = [
    path("identity/", views.queue, name="queue"),
    path("identity/<uuid:key>/", views.pair, name="pair"),
    path("family/<uuid:key>/records/", views.family, name="family"),
    path("family/<uuid:key>/records/<uuid:pair>/", views.undo, name="undo"),
]
