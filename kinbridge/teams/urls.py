from django.urls import path

from kinbridge.teams import views, views_enrolling, views_room, views_setting_up
from kinbridge.teams.roles import views as roles

app_name = "teams"
urlpatterns = [
    path("", views.meetings, name="meetings"),
    path("start/", views_setting_up.begin, name="begin"),
    path("set-up/<int:pk>/<slug:step>/", views_setting_up.step, name="set_up"),
    path("families/<int:pk>/", views_enrolling.families, name="families"),
    path("families/<int:pk>/add/", views_enrolling.choose, name="choose_family"),
    path("families/<int:pk>/add/<uuid:key>/", views_enrolling.enroll, name="enroll"),
    path("families/<int:pk>/<int:enrollment>/leave/", views_enrolling.leave, name="leave"),
    path("<int:pk>/", views.meeting, name="meeting"),
    path("<int:pk>/pledge/", views_room.pledge, name="pledge"),
    path("<int:pk>/ask/", views.ask, name="ask"),
    path("<int:pk>/freeze/", views.freeze, name="freeze"),
    path("<int:pk>/add/", views.add, name="add"),
    path("<int:pk>/room/", views_room.room, name="room"),
    path("<int:pk>/screen/", views_room.screen, name="screen"),
    path("<int:pk>/screen/<int:position>/", views_room.screen, name="screen"),
    path("<int:pk>/now/", views_room.where, name="now"),
    path("<int:pk>/close/", views.close, name="close"),
    path("<int:pk>/minutes/", views_room.minutes, name="minutes"),
    path("<int:pk>/minutes.pdf", views_room.minutes_pdf, name="minutes_pdf"),
    path("<int:pk>/<int:position>/", views.show, name="case"),
    path("roles/", roles.table, name="roles"),
    path("roles/<slug:task>/", roles.row, name="role"),
    path("roles/<slug:task>/<slug:group>/", roles.row, name="role"),
    path("actions/<int:pk>/done/", views.finish, name="finish"),
]
