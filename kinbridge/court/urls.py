from django.urls import path

from kinbridge.court import views

app_name = "court"
urlpatterns = [
    path("court/", views.docket, name="docket"),
    path("family/<uuid:key>/court/", views.show, name="show"),
    path("family/<uuid:key>/court/report.pdf", views.report, name="report"),
    path("family/<uuid:key>/court/order/", views.order, name="order"),
    path("family/<uuid:key>/court/orders/<int:pk>/refer/", views.refer, name="refer"),
]
