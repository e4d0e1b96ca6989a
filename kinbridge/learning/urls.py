from django.urls import path

from kinbridge.learning import views

app_name = "learning"
urlpatterns = [
    path("", views.catalog, name="catalog"),
    path("<slug:key>/", views.item, name="item"),
]
