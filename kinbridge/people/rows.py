"""What every row about a family shares: its family, its coalition, and the database's own guard over both."""

from __future__ import annotations

from django.db import connection, models

from kinbridge.directory.models import Coalition
from kinbridge.directory.row_security import guarded

__all__ = ["FamilyRow", "guarded", "work_in"]


class FamilyRow(models.Model):
    """A row of one family. `family` is where a large database would split; `coalition` is what row security checks."""

    family = models.ForeignKey("people.Family", on_delete=models.PROTECT, related_name="+")
    coalition = models.ForeignKey(Coalition, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


def work_in(coalition: Coalition) -> None:
    """Bind this transaction to one coalition, for a command or a task: row security shows its rows and no others."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('kinbridge.coalition', %s, true)", [str(coalition.pk)])
