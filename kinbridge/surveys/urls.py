from django.urls import path

from kinbridge.surveys.views import answering, standing, waves

app_name = "surveys"
urlpatterns = [
    path("", standing.listed, name="list"),
    path("matrix/", standing.matrix, name="matrix"),
    path("matrix/<int:number>/", standing.element, name="element"),
    path("looks/<slug:code>/", standing.look, name="look"),
    path("slots/<slug:code>/", waves.bring, name="slot"),
    path("sets/<slug:code>/", waves.survey, name="survey"),
    path("waves/<int:pk>/", waves.wave, name="wave"),
    path("waves/<int:pk>/links/", waves.links, name="links"),
    path("waves/<int:pk>/close/", waves.close, name="close"),
    path("answer/thanks/", answering.thanks, name="thanks"),
    path("answer/<str:secret>/", answering.answer, name="answer"),
]
