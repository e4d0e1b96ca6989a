from django.urls import path

from kinbridge.people.views import keeping, pages, working

app_name = "people"
urlpatterns = [
    path("families/", pages.families, name="families"),
    path("families/new/", keeping.new, name="new"),
    path("family/<uuid:key>/people/", pages.family, name="family"),
    path("family/<uuid:key>/people/work/", working.work, name="work"),
    path("family/<uuid:key>/people/<uuid:person>/", keeping.mend, name="mend"),
    path("family/<uuid:key>/people/<uuid:person>/page/", working.own, name="own"),
    path("family/<uuid:key>/people/<uuid:person>/page/close/", working.close, name="close"),
    path("family/<uuid:key>/people/add/<slug:what>/", keeping.add, name="add"),
    path("family/<uuid:key>/people/pregnancy/<int:pk>/", keeping.pregnancy_ended, name="pregnancy_ended"),
    path("family/<uuid:key>/people/end/<slug:what>/<int:pk>/", keeping.end, name="end"),
]
