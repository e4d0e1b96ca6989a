"""The verbs of learning."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from kinbridge.directory.models import Coalition
from kinbridge.learning.actions.catalog import copy_toolkit, finish, stock
from kinbridge.learning.actions.duties import require_usual

__all__ = ["copy_toolkit", "finish", "stock", "stock_and_require"]


@transaction.atomic
def stock_and_require(*, coalition: Coalition, since: date) -> int:
    """Everything a new coalition begins with: the shelf and the usual requirements. How many items there are."""
    require_usual(coalition=coalition, since=since)
    return stock(coalition=coalition)
