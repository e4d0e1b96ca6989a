from django.urls import path

from kinbridge.disclosure import views, views_accounting

app_name = "disclosure"
urlpatterns = [
    path("family/<uuid:key>/consents/new/<int:pk>/preview/", views.preview, name="preview"),
    path("family/<uuid:key>/why/", views.why, name="why"),
    path("audit/", views_accounting.search, name="accounting_search"),
    path("audit/<uuid:key>/", views_accounting.show, name="accounting"),
]
