from django.urls import path

from kinbridge.teams import views
from kinbridge.teams.roles import views as roles

app_name = "teams"
urlpatterns = [
    path("", views.meetings, name="meetings"),
    path("<int:pk>/", views.meeting, name="meeting"),
    path("<int:pk>/freeze/", views.freeze, name="freeze"),
    path("<int:pk>/close/", views.close, name="close"),
    path("<int:pk>/<int:position>/", views.case, name="case"),
    path("roles/", roles.table, name="roles"),
    path("roles/<slug:task>/", roles.row, name="role"),
    path("roles/<slug:task>/<slug:group>/", roles.row, name="role"),
    path("actions/<int:pk>/done/", views.finish, name="finish"),
]
