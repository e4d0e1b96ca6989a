from django.urls import path

from kinbridge.reports import views, views_federal

app_name = "reports"
urlpatterns = [
    path("", views.index, name="list"),
    path("capta/", views.capta, name="capta"),
    path("funder/", views.funder, name="funder"),
    path("federal/", views_federal.files, name="federal"),
    path("federal/<slug:code>/", views_federal.file, name="file"),
    path("federal/<slug:code>/elements.csv", views_federal.companion, name="companion"),
    path("check/", views_federal.check_page, name="check"),
    path("<int:pk>/", views.show, name="show"),
    path("<int:pk>/report.pdf", views.print_out, name="pdf"),
    path("<int:pk>/figures.csv", views.figures, name="figures"),
    path("<int:pk>/approve/", views.approve, name="approve"),
    path("<int:pk>/release/", views.release, name="release"),
]
