"""Which lines of an accounting to show, and which of the law's lists of whom."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kinbridge.disclosure.accounting import Filter
from kinbridge.disclosure.accounting_lists import TERMS, LawList
from kinbridge.disclosure.accounting_words import SORTS, Sort
from kinbridge.people.models import Person


class FilterForm(forms.Form):
    only = forms.ChoiceField(
        label=_("What they did"),
        required=False,
        choices=[("", _("Everything")), *((sort.value, words) for sort, words in SORTS.items())],
    )
    since = forms.DateField(label=_("From"), required=False)
    until = forms.DateField(label=_("To"), required=False)

    def filter(self) -> Filter:
        """What could be read of it; the page says what could not."""
        if not self.is_bound:
            return Filter()
        self.full_clean()
        chosen: dict[str, Any] = self.cleaned_data
        sorts = (Sort(chosen["only"]),) if chosen.get("only") else ()
        return Filter(sorts, chosen.get("since"), chosen.get("until"))


class ListForm(forms.Form):
    which = forms.ChoiceField(label=_("Which list"), choices=[(one.value, terms.title) for one, terms in TERMS.items()])
    person = forms.ModelChoiceField(Person.objects.none(), to_field_name="key", label=_("Whose records"))

    def __init__(self, *args: Any, people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["person"]
        chosen = [one.pk for one in people]
        field.queryset = Person.objects.filter(pk__in=chosen).order_by("pk")
        if len(chosen) == 1:
            field.empty_label = None
        field.label_from_instance = lambda one: f"{one.name} ({one.get_relation_display()})"

    def chosen(self) -> tuple[LawList, Person]:
        return LawList(self.cleaned_data["which"]), self.cleaned_data["person"]
