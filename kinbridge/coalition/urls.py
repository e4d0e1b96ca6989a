from django.urls import path

from kinbridge.coalition.views import goals, ideas, page, strategy

app_name = "coalition"
urlpatterns = [
    path("", goals.board, name="board"),
    path("goals/<int:number>/", goals.goal, name="goal"),
    path("goals/<int:number>/change/", goals.change, name="goal-change"),
    path("goals/<int:number>/add/", strategy.add_objective, name="add-objective"),
    path("page/", page.settings, name="page"),
    path("strategy/", strategy.strategy, name="strategy"),
    path("strategy/logic/", strategy.logic, name="logic"),
    path("strategy/moved/", strategy.moved, name="moved"),
    path("strategy/one-page.pdf", strategy.one_page, name="one-page"),
    path("strategy/<int:pk>/", strategy.line, name="line"),
    path("strategy/<int:pk>/add/", strategy.add, name="add"),
    path("strategy/<int:pk>/change/", strategy.change, name="change"),
    path("ideas/", ideas.ideas, name="ideas"),
    path("ideas/propose/", ideas.propose, name="propose"),
    path("ideas/win/", ideas.tell_win, name="win"),
    path("ideas/<int:pk>/", ideas.idea, name="idea"),
    path("ideas/<int:pk>/<slug:stage>/", ideas.step, name="step"),
    path("results/", ideas.results, name="results"),
    path("results/record/", ideas.record, name="record"),
    path("results/<int:pk>/", ideas.result, name="result"),
    path("results/<int:pk>/correct/", ideas.record, name="correct"),
]
