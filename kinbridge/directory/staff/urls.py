from django.urls import path

from kinbridge.directory.staff import views, views_partners

app_name = "staff"
urlpatterns = [
    path("", views.staff, name="list"),
    path("<int:pk>/link/", views.link, name="link"),
    path("<int:pk>/leave/", views.leave, name="leave"),
    path("partners/", views_partners.partners, name="partners"),
    path("partners/<uuid:pk>/", views_partners.partner, name="partner"),
]
