from django.urls import path, register_converter

from kinbridge.consents.forms import STEPS
from kinbridge.consents.views import (
    afterwards,
    agreements,
    disputes,
    emergencies,
    filling,
    notices,
    on_paper,
    papers,
    shelf,
    signing,
)


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
    path(f"{HERE}new/<int:pk>/on-paper/", on_paper.on_paper, name="on_paper"),
    path(f"{HERE}new/<int:pk>/<consent_step:step>/", filling.fill, name="fill"),
    path(f"{HERE}<int:pk>/", papers.show, name="show"),
    path(f"{HERE}<int:pk>/copy/", papers.copy, name="copy"),
    path(f"{HERE}<int:pk>/take-back/", afterwards.revoke, name="revoke"),
    path(f"{HERE}<int:pk>/replace/", filling.replace, name="replace"),
    path(f"{HERE}<int:pk>/wrong/", afterwards.wrong, name="wrong"),
    path(f"{HERE}<int:pk>/objection/", disputes.object_to, name="objection"),
    path(f"{HERE}disagreement/<int:pk>/", disputes.show, name="conflict"),
    path(f"{HERE}papers/", shelf.listed, name="papers"),
    path(f"{HERE}papers/new/", shelf.choose, name="paper_choose"),
    path(f"{HERE}papers/new/<slug:code>/", shelf.record, name="paper_record"),
    path(f"{HERE}papers/<int:pk>/", shelf.show, name="paper"),
    path(f"{HERE}papers/<int:pk>/end/", shelf.end, name="paper_end"),
    path(f"{HERE}papers/<int:pk>/wrong/", shelf.wrong, name="paper_wrong"),
    path(f"{HERE}papers/<int:pk>/confirm/", shelf.confirm, name="paper_confirm"),
    path(f"{HERE}papers/<int:pk>/agree/", shelf.agree, name="paper_agree"),
    path("family/<uuid:key>/emergency/", emergencies.declare, name="emergency"),
    path("agreements/", agreements.listed, name="agreements"),
    path("agreements/new/", agreements.choose, name="agreement_choose"),
    path("agreements/new/<slug:code>/", agreements.record, name="agreement_record"),
    path("agreements/<int:pk>/", agreements.show, name="agreement"),
    path("agreements/<int:pk>/end/", agreements.end, name="agreement_end"),
    path("agreements/<int:pk>/wrong/", agreements.wrong, name="agreement_wrong"),
    path("agreements/<int:pk>/confirm/", agreements.confirm, name="agreement_confirm"),
    path("notices/", notices.listed, name="notices"),
    path("notices/<int:pk>/read/", notices.read, name="notice_read"),
]
