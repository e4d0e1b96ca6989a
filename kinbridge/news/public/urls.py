from django.urls import path

from kinbridge.news.public import views

app_name = "newsletter"
urlpatterns = [
    path("confirm/<str:secret>/", views.confirm, name="confirm"),
    path("stop/<str:secret>/", views.stop, name="stop"),
    path("<slug:code>/", views.archive, name="archive"),
    path("<slug:code>/<int:number>/", views.issue, name="issue"),
]
