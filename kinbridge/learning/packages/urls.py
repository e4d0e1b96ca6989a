from django.urls import path

from kinbridge.learning.packages import api, views, views_run

urlpatterns = [
    path("", views.packages, name="packages"),
    path("take/<int:pk>/", views.take, name="take"),
    path("run/<str:key>/fetch", views_run.fetch, name="run_fetch"),
    path("run/<str:key>/commit", views_run.commit, name="run_commit"),
    path("run/<str:key>/files/<path:path>", views_run.file, name="run_file"),
    path("run/<str:key>/xapi/statements", api.statements, name="run_statements"),
    path("run/<str:key>/xapi/activities/state", api.state, name="run_state"),
    path("run/<str:key>/xapi/activities/profile", api.activity_profile, name="run_activity_profile"),
    path("run/<str:key>/xapi/agents/profile", api.agent_profile, name="run_agent_profile"),
    path("<slug:key>/", views.package, name="package"),
    path("<slug:key>/offering/", views.offering, name="offering"),
    path("<slug:key>/<int:place>/", views.opening, name="opening"),
]
