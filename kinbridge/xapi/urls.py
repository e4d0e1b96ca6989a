from django.urls import path

from kinbridge.xapi import api, views, views_documents
from kinbridge.xapi.models import Document

app_name = "xapi"
urlpatterns = [
    path("about", api.about, name="about"),
    path("statements", api.statements, name="statements"),
    path("more/<str:token>", api.more_statements, name="more"),
    path("activities", api.activities, name="activities"),
    path("agents", api.agents, name="agents"),
    path("activities/state", views_documents.documents(Document.Kind.STATE), name="state"),
    path("activities/profile", views_documents.documents(Document.Kind.ACTIVITY), name="activity_profile"),
    path("agents/profile", views_documents.documents(Document.Kind.AGENT), name="agent_profile"),
    path("keys/", views.keys, name="keys"),
    path("keys/<int:pk>/end/", views.end, name="end"),
]
