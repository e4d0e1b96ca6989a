"""A capability's first tables, made from the shape they end in."""

from __future__ import annotations

from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.operations.fields import FieldOperation
from django.db.migrations.operations.models import CreateModel, IndexOperation
from django.db.migrations.state import ProjectState


class FirstTables(migrations.Migration):
    """A migration that makes tables and changes none.

    Django renders every related model anew after each step, and here all are related through the coalition: with two
    hundred tables that is nine tenths of the time to a first page. This one renders once, when every step is known.
    """

    def apply(
        self, project_state: ProjectState, schema_editor: BaseDatabaseSchemaEditor, collect_sql: bool = False
    ) -> ProjectState:
        if collect_sql:  # for reading, step by step
            return super().apply(project_state, schema_editor, collect_sql)
        before = project_state.clone()
        project_state.__dict__.pop("apps", None)  # what is rendered; it comes back at the first use
        for step in self.operations:
            step.state_forwards(self.app_label, project_state)
        made = {step.name_lower for step in self.operations if isinstance(step, CreateModel)}
        for step in self.operations:
            if not _made_with_its_table(step, made):
                step.database_forwards(self.app_label, schema_editor, before, project_state)
        return project_state


def _made_with_its_table(step: Operation, made: set[str]) -> bool:
    """Whether the table, made in its last shape, has this already."""
    later: Any = step
    return isinstance(step, FieldOperation | IndexOperation) and later.model_name.lower() in made
