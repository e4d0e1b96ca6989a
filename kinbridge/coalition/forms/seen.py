"""A form about something that others may be changing too: it sends back what was on the screen."""

from __future__ import annotations

from typing import ClassVar

from django import forms

from kinbridge.coalition.actions import ChangedMeanwhile


class SeenForm(forms.Form):
    """`seen` names the hidden field that says which version, or after which step, the person was writing."""

    seen: ClassVar[str] = "version"

    def refuse(self, error: ChangedMeanwhile) -> None:
        """Say who was first, and keep what was typed: sent again, it is meant for what stands there now."""
        self.add_error(None, str(error))
        if self.seen in self.fields:
            self.data = self.data.copy()  # type: ignore[attr-defined]
            self.data[self.seen] = str(error.now)  # type: ignore[index]
