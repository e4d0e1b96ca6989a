from django.urls import path

from kinbridge.workgroups.views import groups, planning, practices, wordings

app_name = "workgroups"
urlpatterns = [
    path("", groups.listed, name="list"),
    path("<int:pk>/", groups.group, name="group"),
    path("<int:pk>/roster/", groups.roster, name="roster"),
    path("<int:pk>/roster/<int:member>/", groups.end_seat, name="end_seat"),
    path("<int:pk>/more/", groups.plan_on, name="plan_on"),
    path("<int:pk>/calendar.ics", groups.calendar, name="calendar"),
    path("meetings/<int:pk>/", groups.meeting, name="meeting"),
    path("decisions/<int:pk>/", groups.carry_out, name="carry_out"),
    path("practices/", practices.listed, name="practices"),
    path("practices/propose/", practices.propose, name="propose"),
    path("practices/<int:pk>/", practices.practice, name="practice"),
    path("votes/<int:pk>/", practices.vote, name="vote"),
    path("votes/<int:pk>/close/", practices.close_vote, name="close_vote"),
    path("rounds/<int:pk>/", practices.delphi, name="rounds"),
    path("wordings/", wordings.listed, name="wordings"),
    path("wordings/<slug:sort>/<slug:key>/", wordings.wording, name="wording"),
    path("planning/", planning.listed, name="sessions"),
    path("planning/<int:pk>/", planning.session, name="session"),
    path("planning/<int:pk>/plan.pdf", planning.plan, name="plan"),
    path("planning/actions/<int:pk>/", planning.finish, name="finish"),
]
