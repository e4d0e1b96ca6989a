"""One row of several in a form: a row that nobody touched asks for nothing, one that was begun asks for the rest."""

from __future__ import annotations

from typing import Any

from django import forms


class RowForm(forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.once_begun: list[str] = []
        if self.empty_permitted:
            self.use_required_attribute = False
            self.once_begun = [name for name, field in self.fields.items() if field.required]
            for name in self.once_begun:
                self.fields[name].required = False

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for name in self.once_begun:
            if name not in self.errors and not given.get(name):
                self.add_error(name, self.fields[name].error_messages["required"])
        return given
