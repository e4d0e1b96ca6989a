from django.urls import path

from kinbridge.news.views import choosing, issues, pieces

app_name = "news"
urlpatterns = [
    path("", issues.issues, name="list"),
    path("mine/", choosing.choose, name="choose"),
    path("write/", issues.write, name="write"),
    path("<int:pk>/", issues.issue, name="issue"),
    path("<int:pk>/change/", issues.change, name="change"),
    path("<int:pk>/publish/", issues.publish, name="publish"),
    path("<int:pk>/back/", issues.take_back, name="take_back"),
    path("<int:pk>/letter/", pieces.as_sent, name="letter"),
    path("<int:pk>/add/", pieces.add_offered, name="add"),
    path("<int:pk>/add/own/", pieces.add_own, name="add_own"),
    path("<int:pk>/<int:piece>/", pieces.change, name="piece"),
    path("<int:pk>/<int:piece>/up/", pieces.move_up, name="up"),
    path("<int:pk>/<int:piece>/out/", pieces.take_out, name="out"),
]
