from django.urls import include, path

from kinbridge.learning import views, views_certificates, views_courses, views_duties, views_links, views_observed

app_name = "learning"
urlpatterns = [
    path("", views.catalog, name="catalog"),
    path("certificates/", views_certificates.check, name="check"),
    path("copies/<int:pk>/", views.local, name="local"),
    path("read-again/", views_links.read_again, name="read_again"),
    path("links/", views_links.links, name="links"),
    path("results/", views_duties.results, name="results"),
    path("compliance/", views_duties.compliance, name="compliance"),
    path("requirements/", views_duties.requirements, name="requirements"),
    path("unit/", views_duties.unit, name="unit"),
    path("unit/<int:pk>/", views_observed.observation, name="observation"),
    path("seen/<int:pk>/", views_observed.seen, name="seen"),
    path("packages/", include("kinbridge.learning.packages.urls")),
    path("courses/<slug:course>/", views_courses.course, name="course"),
    path("courses/<slug:course>/placement/", views_courses.placement, name="placement"),
    path("courses/<slug:course>/certificate/", views_courses.certificate, name="certificate"),
    path("courses/<slug:course>/sure/<slug:moment>/", views_courses.confidence, name="confidence"),
    path("courses/<slug:course>/<slug:module>/", views_courses.module, name="module"),
    path("courses/<slug:course>/<slug:module>/practice/", views_courses.practice, name="practice"),
    path("<slug:key>/", views.item, name="item"),
    path("<slug:key>/copy/", views.copy, name="copy"),
    path("<slug:key>/edition/", views.edition, name="edition"),
]
