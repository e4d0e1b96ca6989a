"""Classifications, and the publisher's own record of changes. Their links may point at any kind of row."""

from __future__ import annotations

from django.db import models

from kinbridge.directory.models.published import Published


class Taxonomy(Published):
    name = models.TextField()
    description = models.TextField(blank=True)
    uri = models.TextField(blank=True)
    version = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.name


class TaxonomyTerm(Published):
    code = models.TextField(blank=True)
    name = models.TextField()
    description = models.TextField(blank=True)
    parent_id = models.UUIDField(null=True, blank=True, help_text="may be a term we do not hold")
    taxonomy = models.TextField(blank=True)
    taxonomy_detail = models.ForeignKey(
        Taxonomy,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="terms",
        db_column="taxonomy_id",
    )
    language = models.TextField(blank=True)
    term_uri = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.name


class Attribute(Published):
    """Classifies the row with id `link_id`, of whatever kind."""

    link_id = models.UUIDField(db_index=True)
    taxonomy_term = models.ForeignKey(TaxonomyTerm, on_delete=models.CASCADE, related_name="attributes")
    link_type = models.TextField(blank=True)
    link_entity = models.TextField()
    value = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"attribute {self.pk}"


class Metadata(Published):
    """A change that the publisher made to the row with id `resource_id`."""

    resource_id = models.UUIDField(db_index=True)
    resource_type = models.TextField()
    last_action_date = models.DateField()
    last_action_type = models.TextField()
    field_name = models.TextField()
    previous_value = models.TextField()
    replacement_value = models.TextField()
    updated_by = models.TextField()

    def __str__(self) -> str:
        return f"metadata {self.pk}"


class MetaTableDescription(Published):
    name = models.TextField(blank=True)
    language = models.TextField(blank=True)
    character_set = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"meta table description {self.pk}"
