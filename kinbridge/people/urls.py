from django.urls import path

from kinbridge.people import views, views_keeping, views_working

app_name = "people"
urlpatterns = [
    path("families/", views.families, name="families"),
    path("families/new/", views_keeping.new, name="new"),
    path("family/<uuid:key>/people/", views.family, name="family"),
    path("family/<uuid:key>/people/work/", views_working.work, name="work"),
    path("family/<uuid:key>/people/<uuid:person>/", views_keeping.mend, name="mend"),
    path("family/<uuid:key>/people/<uuid:person>/page/", views_working.own, name="own"),
    path("family/<uuid:key>/people/<uuid:person>/page/close/", views_working.close, name="close"),
    path("family/<uuid:key>/people/add/<slug:what>/", views_keeping.add, name="add"),
    path("family/<uuid:key>/people/pregnancy/<int:pk>/", views_keeping.pregnancy_ended, name="pregnancy_ended"),
    path("family/<uuid:key>/people/end/<slug:what>/<int:pk>/", views_keeping.end, name="end"),
]
