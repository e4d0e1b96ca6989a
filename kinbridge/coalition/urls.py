from django.urls import path

from kinbridge.coalition import views

app_name = "coalition"
urlpatterns = [
    path("", views.board, name="board"),
    path("goals/<int:number>/", views.goal, name="goal"),
]
