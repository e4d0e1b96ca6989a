from django.urls import path

from kinbridge.outreach.views import campaigns, figures, messages

app_name = "outreach"
urlpatterns = [
    path("", messages.library, name="library"),
    path("write/", messages.write, name="write"),
    path("<int:pk>/", messages.message, name="message"),
    path("<int:pk>/anew/", messages.anew, name="anew"),
    path("<int:pk>/trial/", messages.trial, name="trial"),
    path("campaigns/", campaigns.campaigns, name="campaigns"),
    path("campaigns/plan/", campaigns.plan, name="plan"),
    path("campaigns/<int:pk>/", campaigns.campaign, name="campaign"),
    path("campaigns/<int:pk>/channel/", campaigns.channel, name="channel"),
    path("campaigns/<int:pk>/reach/", campaigns.reach, name="reach"),
    path("campaigns/<int:pk>/feedback/", campaigns.feedback, name="feedback"),
    path("campaigns/<int:pk>/open/", campaigns.set_open, name="open"),
    path("place/", figures.place, name="place"),
    path("place/hand-in/", figures.hand_in, name="hand_in"),
]
