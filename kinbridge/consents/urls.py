from django.urls import path, register_converter

from kinbridge.consents.forms import STEPS
from kinbridge.consents.views import afterwards, filling, papers, signing


class StepConverter:
    regex = "|".join(STEPS)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(StepConverter, "consent_step")

app_name = "consents"
HERE = "family/<uuid:key>/consents/"
urlpatterns = [
    path(HERE, papers.listed, name="list"),
    path(f"{HERE}new/", filling.begin, name="new"),
    path(f"{HERE}new/<int:pk>/sign/", signing.sign, name="sign"),
    path(f"{HERE}new/<int:pk>/<consent_step:step>/", filling.fill, name="fill"),
    path(f"{HERE}<int:pk>/", papers.show, name="show"),
    path(f"{HERE}<int:pk>/copy/", papers.copy, name="copy"),
    path(f"{HERE}<int:pk>/take-back/", afterwards.revoke, name="revoke"),
    path(f"{HERE}<int:pk>/replace/", filling.replace, name="replace"),
    path(f"{HERE}<int:pk>/wrong/", afterwards.wrong, name="wrong"),
]
