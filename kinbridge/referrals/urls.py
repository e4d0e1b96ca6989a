from django.urls import path

from kinbridge.referrals import views

app_name = "referrals"
urlpatterns = [
    path("inbox/", views.inbox, name="inbox"),
    path("family/<uuid:key>/referrals/", views.of_family, name="family"),
    path("family/<uuid:key>/refer/", views.choose, name="choose"),
    path("family/<uuid:key>/refer/<uuid:program>/", views.send, name="send"),
    path("referrals/<int:pk>/", views.show, name="show"),
    path("referrals/<int:pk>/<slug:step>/", views.answer, name="answer"),
]
