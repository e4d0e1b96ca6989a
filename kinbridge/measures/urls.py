from django.urls import path

from kinbridge.measures import views, views_counted, views_keeping, views_ours, views_sites

app_name = "measures"
urlpatterns = [
    path("", views.county, name="county"),
    path("figures.csv", views.figures, name="figures"),
    path("release/", views.release, name="release"),
    path("open/", views.open_to_all, name="open"),
    path("county/<int:pk>/", views.public, name="public"),
    path("careful/", views_keeping.careful, name="careful"),
    path("seen/", views_keeping.seen, name="seen"),
    path("release.json", views_sites.hand_over, name="hand-over"),
    path("county/<int:pk>/release.json", views_sites.public_file, name="public-file"),
    path("county/<int:pk>/sites/", views_sites.public, name="public-sites"),
    path("sites/", views_sites.sites, name="sites"),
    path("sites/take-in/", views_sites.take_in, name="take-in"),
    path("sites/figures.csv", views_sites.figures, name="sites-figures"),
    path("sites/<int:pk>/put-away/", views_sites.put_away, name="put-away"),
    path("sites/<slug:key>.<slug:form>", views_sites.picture, name="sites-picture"),
    path("counted/", views_counted.counted, name="counted"),
    path("ours/", views_ours.ours, name="ours"),
    path("ours/figures.csv", views_ours.figures, name="ours-figures"),
    path("ours/<slug:key>/", views_ours.ours_of, name="ours-of"),
    path("ours/<slug:key>/figures.csv", views_ours.figures, name="ours-figures-of"),
    path("ours/<slug:key>/picture.<slug:form>", views_ours.picture, name="ours-picture"),
    path("<slug:key>/", views.measure, name="measure"),
    path("<slug:key>/figures.csv", views.figures, name="figures-of"),
    path("<slug:key>/measure-report.json", views_keeping.as_fhir, name="fhir"),
    path("<slug:key>/measure-report-<int:back>.json", views_keeping.as_fhir, name="fhir-before"),
    path("<slug:key>/note/", views_keeping.annotate, name="annotate"),
    path("<slug:key>/note/<int:pk>/withdraw/", views_keeping.withdraw, name="withdraw"),
    path("<slug:key>/owner/", views_keeping.hand_over, name="owner"),
    path("<slug:key>/<slug:name>.<slug:form>", views_keeping.picture, name="picture"),
]
