from django.urls import path

from kinbridge.plans import views, views_differently, views_going_home, views_one_page, views_reviews, views_write
from kinbridge.plans.closing import views as closing
from kinbridge.plans.pathway import views as pathway
from kinbridge.plans.response import views as response
from kinbridge.plans.safety import views as safety

app_name = "plans"
FAMILY = "family/<uuid:key>/plans/"
urlpatterns = [
    path(FAMILY, views.plans, name="list"),
    path(FAMILY + "start/", views.start, name="start"),
    path(FAMILY + "<int:pk>/", views.show, name="show"),
    path(FAMILY + "<int:pk>/write/", views_write.write, name="write"),
    path(FAMILY + "<int:pk>/answer/", views.answer, name="answer"),
    path(FAMILY + "<int:pk>/preview/", views.preview, name="preview"),
    path(FAMILY + "<int:pk>/differently/", views_differently.differently, name="differently"),
    path(FAMILY + "<int:pk>/review/", views_reviews.review, name="review"),
    path(FAMILY + "<int:pk>/going-home/", views_going_home.say, name="going_home"),
    path(FAMILY + "<int:pk>/end/", closing.close, name="close"),
    path(FAMILY + "<int:pk>/ready/", pathway.say, name="say"),
    path(FAMILY + "<int:pk>/step/", pathway.step, name="step"),
    path(FAMILY + "<int:pk>/tasks/<int:task>/done/", pathway.done, name="done"),
    path(FAMILY + "<int:pk>/hand-over/", views.hand_over, name="hand_over"),
    path(FAMILY + "<int:pk>/plan.pdf", views.pdf, name="pdf"),
    path(FAMILY + "<int:pk>/one-page/", views_one_page.screen, name="one_page"),
    path(FAMILY + "<int:pk>/one-page.pdf", views_one_page.paper, name="one_page_pdf"),
    path("family/<uuid:key>/response/", response.show, name="response"),
    path("family/<uuid:key>/response/write/", response.write, name="response_write"),
    path("family/<uuid:key>/safety-plan/", safety.show, name="safety"),
    path("family/<uuid:key>/safety-plan/write/", safety.write, name="safety_write"),
    path("family/<uuid:key>/safety-plan/<int:pk>/end/", safety.end, name="safety_end"),
    path("plans/copies/<int:pk>/received/", views.acknowledge, name="acknowledge"),
]
