"""How every form looks: USWDS markup on Django's own ids, so labels, hints and errors are always tied to their field.

Nothing to inherit and nothing to call. `FORM_RENDERER` names `Renderer`; any form in any capability then prints as
`{{ form }}`, one field as `{{ form.name.as_field_group }}`, and a whole form with its button as `_form.html`.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.urls import reverse_lazy

from kinbridge.core.wording import Suggestion, suggestions
from kinbridge.web import wording

CHOICES = (forms.RadioSelect, forms.CheckboxSelectMultiple)
NATIVE = {  # the browser's own picker, in the one text form that every browser and language agrees on
    forms.DateInput: ("date", "%Y-%m-%d"),
    forms.DateTimeInput: ("datetime-local", "%Y-%m-%dT%H:%M"),
    forms.TimeInput: ("time", "%H:%M"),
}
SHORT = 12
"""Characters; a field that can hold no more than this is drawn narrow, so its width hints at the answer."""
SENTENCE = 60
"""Characters; a line that may hold this many is written in words, and looked at as words."""
LOOK_AT_WORDS = {  # what a text area asks when one has left it; only its own text goes, and nothing comes to stay
    "hx-post": reverse_lazy("words"),
    "hx-trigger": "change",
    "hx-target": "next .kb-words",
    "hx-swap": "innerHTML",
    "hx-push-url": "false",
}


def look(widget: forms.Widget) -> str:
    """The USWDS class of a widget's input element."""
    if isinstance(widget, forms.CheckboxInput | forms.CheckboxSelectMultiple):  # the second is a RadioSelect to Django
        return "usa-checkbox__input"
    if isinstance(widget, forms.RadioSelect):
        return "usa-radio__input"
    if isinstance(widget, forms.Select):
        return "usa-select"
    if isinstance(widget, forms.Textarea):
        return "usa-textarea"
    if isinstance(widget, forms.FileInput):
        return "kb-file"
    if isinstance(widget, forms.NumberInput):
        return "usa-input usa-input--small"
    return "usa-input usa-input--medium" if type(widget) in NATIVE else "usa-input"


class UswdsField(BoundField):
    """A field as the templates see it."""

    def __init__(self, form: forms.BaseForm, field: forms.Field, name: str) -> None:
        super().__init__(form, field, name)
        widget = field.widget
        if type(widget) in NATIVE:
            widget.input_type, widget.format = NATIVE[type(widget)]  # type: ignore[attr-defined]
        if isinstance(widget, CHOICES):
            widget.template_name = "web/forms/choices.html"
            widget.option_template_name = "web/forms/choice.html"
        elif isinstance(widget, forms.ClearableFileInput):
            widget.template_name = "web/forms/file.html"
        if self.is_free_text and form.is_bound:
            wording.hear(self)
        if self.is_looked_at:
            widget.template_name = "web/forms/written.html"

    @property
    def is_free_text(self) -> bool:
        """Whether someone writes sentences here, and not what another person said (`data-own-words`)."""
        widget, limit = self.field.widget, self.limit
        if type(self.field) is not forms.CharField or widget.attrs.get("data-own-words"):
            return False
        line = type(widget) is forms.TextInput and (limit is None or limit >= SENTENCE)
        return line or isinstance(widget, forms.Textarea)

    @property
    def is_looked_at(self) -> bool:
        """Whether suggestions stand under it before it is sent."""
        return isinstance(self.field.widget, forms.Textarea) and self.is_free_text and wording.listening()

    @cached_property
    def suggestions(self) -> tuple[Suggestion, ...]:
        """On a form that came back, or on one that holds what was written before."""
        return suggestions(str(self.value() or "")) if self.is_looked_at else ()

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        built: dict[str, Any] = super().build_widget_attrs(attrs, widget)
        widget = widget or self.field.widget
        if widget.is_hidden:
            return built
        classes = [look(widget), str(widget.attrs.get("class", "")), str(built.get("class", ""))]
        if self.limit and self.limit <= SHORT and isinstance(widget, forms.TextInput):
            classes.append("usa-input--small")
        if self.errors and classes[0].startswith("usa-input"):
            classes.append("usa-input--error")
        built["class"] = " ".join(filter(None, classes))
        built["placeholder"] = False  # gone as soon as one types, and too pale; hints stand above the field
        if isinstance(widget, forms.Textarea) and self.limit:
            built |= {"maxlength": False, "data-limit": self.limit}  # a paste is never cut short in silence
        if self.is_looked_at:
            built |= {**LOOK_AT_WORDS, "hx-params": self.html_name}
        return built

    @property
    def limit(self) -> int | None:
        """The most characters it takes."""
        return getattr(self.field, "max_length", None)

    @property
    def says_limit(self) -> bool:
        return bool(self.limit) and isinstance(self.field.widget, forms.Textarea)

    @property
    def aria_describedby(self) -> str | None:
        described = super().aria_describedby
        if described is None or not self.says_limit or not self.auto_id:
            return described
        return f"{described} {self.auto_id}_limit".strip()

    @property
    def is_tick(self) -> bool:
        """One checkbox, whose label stands beside it."""
        return isinstance(self.field.widget, forms.CheckboxInput)

    @property
    def first_id(self) -> str:
        """The element a link in the error summary goes to: the input, or the first of several."""
        return self.id_for_label or f"{self.auto_id}_0"


class Renderer(TemplatesSetting):
    """Named by the FORM_RENDERER setting."""

    form_template_name = "web/forms/form.html"
    formset_template_name = "web/forms/formset.html"
    field_template_name = "web/forms/field.html"
    bound_field_class = UswdsField
