from django.urls import path

from kinbridge.chart import views

app_name = "chart"
urlpatterns = [path("family/<uuid:key>/chart/", views.show, name="show")]
