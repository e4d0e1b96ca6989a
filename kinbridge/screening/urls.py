from django.urls import path

from kinbridge.screening import views

app_name = "screening"
urlpatterns = [
    path("family/<uuid:key>/screen/", views.choose, name="choose"),
    path("family/<uuid:key>/screen/<slug:instrument>/<uuid:person>/", views.ask, name="ask"),
    path("family/<uuid:key>/screen/<int:pk>/", views.result, name="result"),
]
