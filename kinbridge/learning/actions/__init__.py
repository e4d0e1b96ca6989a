"""The verbs of learning."""

from kinbridge.learning.actions.catalog import finish, stock

__all__ = ["finish", "stock"]
