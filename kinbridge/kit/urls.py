from django.urls import path

from kinbridge.kit import views

app_name = "kit"
urlpatterns = [
    path("", views.kit, name="show"),
    path("text/", views.text, name="text"),
    path("campaigns/<int:pk>/", views.campaign, name="campaign"),
]
