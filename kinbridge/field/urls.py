from django.urls import path

from kinbridge.field import api, views, views_incidents, views_readiness

app_name = "field"
urlpatterns = [
    path("", views.kept, {"name": "home"}, name="home"),
    path("step/<slug:key>/", views.step, name="step"),
    path("log/", views.kept, {"name": "log"}, name="log"),
    path("after/", views.kept, {"name": "after"}, name="after"),
    path("lines/", views.kept, {"name": "lines"}, name="lines"),
    path("blank/", views.kept, {"name": "blank"}, name="blank"),
    path("away/", views.kept, {"name": "away"}, name="away"),
    path("worker.js", views.worker, name="worker"),
    path("app.webmanifest", views.manifest, name="manifest"),
    path("sync/", api.sync, name="sync"),
    path("sync/debrief/", api.sync_debrief, name="sync_debrief"),
    path("incidents/", views_incidents.incidents, name="incidents"),
    path("incidents/new/", views_incidents.new, name="new"),
    path("incidents/<uuid:key>/", views_incidents.show, name="incident"),
    path("incidents/<uuid:key>/change/", views_incidents.change, name="change"),
    path("incidents/<uuid:key>/close/", views_incidents.close, name="close"),
    path("incidents/<uuid:key>/family/", views_incidents.family, name="family"),
    path("incidents/<uuid:key>/chart/", views_incidents.chart, name="chart"),
    path("incidents/<uuid:key>/choose/<uuid:waits>/", views_incidents.choose, name="choose"),
    path("debriefs/", views_incidents.debriefs, name="debriefs"),
    path("debriefs/<int:pk>/remove/", views_incidents.remove_debrief, name="remove_debrief"),
    path("kit/", views_readiness.kit, name="kit"),
    path("kit/<int:pk>/end/", views_readiness.end, name="end"),
    path("handed-out/", views_readiness.given, name="given"),
    path("readiness/", views_readiness.readiness, name="readiness"),
    path("readiness/units/", views_readiness.units, name="units"),
    path("readiness/drill/", views_readiness.drill, name="drill"),
    path("readiness/gear/", views_readiness.gear, name="gear"),
    path("readiness/<int:pk>/remind/", views_readiness.remind, name="remind"),
    path("readiness/<int:pk>/called/", views_readiness.called, name="called"),
]
