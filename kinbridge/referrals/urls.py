from django.urls import path

from kinbridge.referrals.views import links, referring, steps

app_name = "referrals"
urlpatterns = [
    path("inbox/", referring.inbox, name="inbox"),
    path("family/<uuid:key>/referrals/", referring.of_family, name="family"),
    path("family/<uuid:key>/refer/", referring.choose, name="choose"),
    path("family/<uuid:key>/refer/<uuid:program>/", referring.send, name="send"),
    path("referrals/<int:pk>/", referring.show, name="show"),
    path("referrals/<int:pk>/task.json", referring.task, name="task"),
    path("referrals/<int:pk>/check/", steps.check, name="check"),
    path("referrals/<int:pk>/send/", steps.release, name="release"),
    path("referrals/<int:pk>/handoff/", steps.handoff, name="handoff"),
    path("referrals/<int:pk>/received-by-family/", steps.received, name="received"),
    path("referrals/<int:pk>/link/", links.make, name="link"),
    path("referrals/<int:pk>/link/end/", links.end, name="link_end"),
    path("referrals/<int:pk>/waitlisted/", steps.waitlisted, name="waitlisted"),
    path("referrals/<int:pk>/<slug:step>/", steps.answer, name="answer"),
    path("answer/<int:coalition>/<str:secret>/", links.asked, name="asked"),
    path("answer/<int:coalition>/<str:secret>/<slug:step>/", links.answer, name="asked_answer"),
]
