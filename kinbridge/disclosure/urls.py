from django.urls import include, path

from kinbridge.disclosure import views, views_accounting, views_packs

app_name = "disclosure"
# A namespace of their own: these pages are for lawyers, and in English.
law = [
    path("", views_packs.packs, name="packs"),
    path("<slug:state>/", views_packs.pack, name="pack"),
    path("<slug:state>/take-back/", views_packs.take_back, name="take_back"),
]
urlpatterns = [
    path("family/<uuid:key>/consents/new/<int:pk>/preview/", views.preview, name="preview"),
    path("family/<uuid:key>/why/", views.why, name="why"),
    path("law/", include((law, "law"))),
    path("family/<uuid:key>/ask/", views.ask, name="ask"),
    path("family/<uuid:key>/requests/", views.requests, name="requests"),
    path("family/<uuid:key>/requests/<int:pk>/begin/", views.begin, name="request_begin"),
    path("family/<uuid:key>/requests/<int:pk>/decline/", views.decline, name="request_decline"),
    path("audit/", views_accounting.search, name="accounting_search"),
    path("audit/<uuid:key>/", views_accounting.show, name="accounting"),
    path("audit/<uuid:key>/lines.csv", views_accounting.lines, name="accounting_lines"),
    path("audit/<uuid:key>/list/", views_accounting.of_law, name="accounting_list"),
]
