from django.urls import path

from kinbridge.disclosure import views

app_name = "disclosure"
urlpatterns = [
    path("family/<uuid:key>/consents/new/<int:pk>/preview/", views.preview, name="preview"),
    path("family/<uuid:key>/why/", views.why, name="why"),
]
