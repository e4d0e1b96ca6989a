from django.urls import path

from kinbridge.policy.views import advocacy, changes, funding, time_spent

app_name = "policy"
urlpatterns = [
    path("", changes.register, name="register"),
    path("draft/", changes.draft, name="draft"),
    path("<int:pk>/", changes.policy, name="policy"),
    path("<int:pk>/move/", changes.move, name="move"),
    path("<int:pk>/look/", changes.look, name="look"),
    path("rules/", changes.rules, name="rules"),
    path("rules/<slug:rule>/", changes.rule, name="rule"),
    path("decisions/", advocacy.makers, name="makers"),
    path("decisions/<int:pk>/", advocacy.maker, name="maker"),
    path("decisions/<int:pk>/position/", advocacy.position, name="position"),
    path("decisions/<int:pk>/contact/", advocacy.contact, name="contact"),
    path("funding/", funding.braid, name="funding"),
    path("funding/add/", funding.add, name="add_source"),
    path("funding/streams/", funding.streams, name="streams"),
    path("funding/<int:pk>/", funding.source, name="source"),
    path("funding/<int:pk>/end/", funding.end, name="end"),
    path("funding/<int:pk>/share/", funding.share, name="share"),
    path("funding/<int:pk>/report/", funding.report, name="report"),
    path("funding/<int:pk>/report.csv", funding.report_csv, name="report_csv"),
    path("time/", time_spent.time, name="time"),
    path("time/<int:pk>/out/", time_spent.take_out, name="take_out"),
]
