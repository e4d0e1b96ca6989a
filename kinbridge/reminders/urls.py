from django.urls import path

from kinbridge.reminders import views

app_name = "reminders"
urlpatterns = [
    path("reminders/", views.settings, name="settings"),
    path("reminders/seen/", views.seen, name="seen"),
    path("reminders/calendar/", views.make_calendar, name="make_calendar"),
    path("reminders/calendar/end/", views.end_calendar, name="end_calendar"),
    path("calendar/<str:secret>.ics", views.calendar, name="calendar"),
]
