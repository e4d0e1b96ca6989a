from django.urls import path

from kinbridge.accounts import views

app_name = "accounts"
urlpatterns = [
    path("draft/", views.draft, name="draft"),
    path("demo/sign-in/", views.demo_sign_in, name="demo_sign_in"),
]
