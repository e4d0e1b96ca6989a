"""What a service says of itself in the terms of our own taxonomy: HSDS attributes, so that they travel with it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction

from kinbridge.audit.actions import record as audit
from kinbridge.directory.actions import must_state
from kinbridge.directory.models import Attribute, Service, Taxonomy, TaxonomyTerm, Viewer
from kinbridge.directory.rules.terms import TAXONOMY

OURS = {"taxonomy_term__taxonomy": TAXONOMY}


def terms_of(service: Service) -> dict[str, str]:
    """Each code that is stated, with its value: "yes", "no", "only", or nothing where the code says it all."""
    said = Attribute.objects.filter(coalition_id=service.coalition_id, link_id=service.pk, **OURS)
    return dict(said.values_list("taxonomy_term__code", "value"))


@transaction.atomic
def state_terms(*, service: Service, said: Mapping[str, str], kinds: Collection[str], by: Viewer, at: datetime) -> None:
    """State these terms of these kinds, and no others of them. Raises `NotYours`."""
    must_state(by, of=service)
    coalition = service.coalition_id
    taxonomy, _ = Taxonomy.objects.get_or_create(coalition_id=coalition, name=TAXONOMY)
    before = Attribute.objects.filter(coalition_id=coalition, link_id=service.pk, **OURS)
    gone = [one.pk for one in before.select_related("taxonomy_term") if kind_of(one.taxonomy_term.code) in kinds]
    Attribute.objects.filter(pk__in=gone).delete()
    for code, value in said.items():
        term, _ = TaxonomyTerm.objects.get_or_create(
            coalition_id=coalition, taxonomy=TAXONOMY, code=code, defaults={"name": code, "taxonomy_detail": taxonomy}
        )
        Attribute.objects.create(
            coalition_id=coalition, link_id=service.pk, link_entity="service", taxonomy_term=term, value=value
        )
    audit("service.terms_stated", by=by, at=at, about=f"service:{service.pk}", detail={"terms": sorted(said)})


def kind_of(code: str) -> str:
    return code.partition(":")[0]
