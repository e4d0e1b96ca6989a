from django.urls import path

from kinbridge.quality import views
from kinbridge.quality.review import views as review

app_name = "quality"
urlpatterns = [
    path("", views.sources, name="list"),
    path("mine/", views.mine, name="mine"),
    path("reviews/", review.listed, name="reviews"),
    path("reviews/<int:pk>/", review.sample, name="sample"),
    path("reviews/read/<int:pk>/", review.review, name="review"),
]
