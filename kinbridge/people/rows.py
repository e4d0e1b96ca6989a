"""What every row about a family shares: its family, its coalition, and the database's own guard over both."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, models, transaction
from django.utils.timezone import override

from kinbridge.directory.models import Coalition
from kinbridge.directory.row_security import guarded

__all__ = ["FamilyRow", "guarded", "show_rows_of", "work_in"]


class FamilyRow(models.Model):
    """A row of one family. `family` is where a large database would split; `coalition` is what row security checks."""

    family = models.ForeignKey("people.Family", on_delete=models.PROTECT, related_name="+")
    coalition = models.ForeignKey(Coalition, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


@contextmanager
def work_in(coalition: Coalition | None) -> Iterator[None]:
    """A transaction for one coalition: its rows are there and no others, and a day is a day of its clock.

    For nobody there are no rows, and the clock is the server's. Within another transaction, what stood before holds
    again afterwards.
    """
    with transaction.atomic(), override(None if coalition is None else coalition.timezone):
        before = show_rows_of("" if coalition is None else str(coalition.pk))
        yield
    if connection.in_atomic_block:
        show_rows_of(before)


def show_rows_of(coalition: str) -> str:
    """Row security shows the rows of this id until the transaction ends; "" is nobody's. The id that stood before."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('kinbridge.coalition', true), set_config('kinbridge.coalition', %s, true)",
            [coalition],
        )
        before, _ = cursor.fetchone()
    return before or ""
