"""Every address of the site: one line per capability."""

from django.urls import include, path

from kinbridge.web import views, views_words

urlpatterns = [
    path("accounts/", include("allauth.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
    path("health/", views.health, name="health"),
    path("stay/", views.stay, name="stay"),
    path("leave/", views.leave, name="leave"),
    path("styleguide/", views.styleguide, name="styleguide"),
    path("words/", views_words.words, name="words"),
    path("", include("kinbridge.desk.urls")),
    path("", include("kinbridge.accounts.urls")),
    path("", include("kinbridge.people.urls")),
    path("", include("kinbridge.chart.urls")),
    path("", include("kinbridge.consents.urls")),
    path("", include("kinbridge.disclosure.urls")),
    path("", include("kinbridge.clocks.urls")),
    path("", include("kinbridge.screening.urls")),
    path("", include("kinbridge.referrals.urls")),
    path("", include("kinbridge.plans.urls")),
    path("", include("kinbridge.court.urls")),
    path("", include("kinbridge.reminders.urls")),
    path("", include("kinbridge.plans.births.urls")),
    path("staff/", include("kinbridge.directory.staff.urls")),
    path("services/", include("kinbridge.directory.capacity.urls")),
    path("services/", include("kinbridge.directory.urls")),
    path("hsds/", include("kinbridge.exchange.hsds.urls")),
    path("team/", include("kinbridge.teams.urls")),
    path("kit/", include("kinbridge.kit.urls")),
    path("field/", include("kinbridge.field.urls")),
    path("learn/", include("kinbridge.learning.urls")),
    path("xapi/", include("kinbridge.xapi.urls")),
    path("measures/", include("kinbridge.measures.urls")),
    path("reports/", include("kinbridge.reports.urls")),
    path("coalition/gaps/", include("kinbridge.gaps.urls")),
    path("coalition/linkages/", include("kinbridge.linkages.urls")),
    path("coalition/members/", include("kinbridge.stakeholders.urls")),
    path("coalition/surveys/", include("kinbridge.surveys.urls")),
    path("coalition/sites/", include("kinbridge.sites.urls")),
    path("coalition/groups/", include("kinbridge.workgroups.urls")),
    path("coalition/outreach/", include("kinbridge.outreach.urls")),
    path("coalition/policy/", include("kinbridge.policy.urls")),
    path("coalition/", include("kinbridge.coalition.urls")),
    path("goals/", include("kinbridge.coalition.public.urls")),
    path("my/", include("kinbridge.portal.urls")),
]

handler400 = "kinbridge.web.views.bad_request"
