from django.urls import path

from kinbridge.portal import views, views_notes

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("record/", views.record, name="record"),
    path("notes/", views_notes.notes, name="notes"),
    path("notes/show/", views_notes.let_read, name="notes_let"),
    path("notes/<int:pk>/back/", views_notes.back, name="note_back"),
    path("looked/", views.looked, name="looked"),
    path("looked/lines.csv", views.looked_file, name="looked_file"),
    path("looked/list/", views.of_law, name="list"),
]
