from django.urls import path

from kinbridge.chart import (
    views,
    views_by_hand,
    views_emergency,
    views_explain,
    views_held,
    views_opened,
    views_own_notes,
    views_received,
)

app_name = "chart"
urlpatterns = [
    path("family/<uuid:key>/chart/", views.show, name="show"),
    path("family/<uuid:key>/own-notes/", views_own_notes.show, name="own_notes"),
    path("family/<uuid:key>/emergency/<int:pk>/", views_emergency.opened, name="emergency"),
    path("emergencies/", views_emergency.listed, name="emergencies"),
    path("emergencies/<int:pk>/", views_emergency.show, name="reviewed"),
    path("emergencies/notices/<int:pk>/read/", views_emergency.read, name="emergency_read"),
    path("family/<uuid:key>/chart/write/", views_by_hand.choose, name="choose"),
    path("family/<uuid:key>/chart/write/<slug:code>/", views_by_hand.write, name="write"),
    path("family/<uuid:key>/chart/facts/<int:pk>/", views_by_hand.fact, name="fact"),
    path("family/<uuid:key>/chart/facts/<int:pk>/take-back/", views_by_hand.take_back, name="take_back"),
    path("family/<uuid:key>/chart/held/<uuid:person>/", views_held.held, name="held"),
    path("audit/explain/", views_explain.explain, name="explain"),
    path("family/<uuid:key>/chart/received/", views_received.received, name="received"),
    path("family/<uuid:key>/consents/new/<int:pk>/preview/<int:number>/", views_opened.would_see, name="would_see"),
    path("family/<uuid:key>/consents/<int:pk>/lets-see/", views_opened.lets_see, name="lets_see"),
]
