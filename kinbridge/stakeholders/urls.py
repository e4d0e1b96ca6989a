from django.urls import path

from kinbridge.stakeholders.views import members, papers, tribes

app_name = "stakeholders"
urlpatterns = [
    path("", members.listed, name="list"),
    path("myself/", members.lived, name="lived"),
    path("<int:pk>/left/", members.left, name="left"),
    path("touchpoints/", members.touchpoints, name="touchpoints"),
    path("touchpoints/<int:pk>/ended/", members.touchpoint_ended, name="touchpoint-ended"),
    path("papers/", papers.listed, name="papers"),
    path("papers/<slug:sort>/<int:pk>/", papers.show, name="paper"),
    path("papers/<slug:sort>/<int:pk>/<slug:what>/", papers.said, name="paper-said"),
    path("tribes/", tribes.peers, name="tribes"),
    path("tribes/<int:pk>/", tribes.tribe, name="tribe"),
    path("tribes/<int:pk>/speaker/", tribes.speaker, name="speaker"),
    path("tribes/<int:pk>/<int:approval>/withdraw/", tribes.withdraw, name="withdraw"),
]
