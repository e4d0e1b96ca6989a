from django.urls import path

from kinbridge.kit import views, views_meetings

app_name = "kit"
urlpatterns = [
    path("", views.kit, name="show"),
    path("text/", views.text, name="text"),
    path("meetings/", views_meetings.meetings, name="meetings"),
    path("campaigns/<int:pk>/", views.campaign, name="campaign"),
]
