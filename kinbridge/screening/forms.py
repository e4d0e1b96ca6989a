"""The pages' forms: choose a person and a screen, the screen itself, and the answer to what was offered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from kinbridge.core.vocabulary import Relation
from kinbridge.people.models import Person
from kinbridge.screening.actions import OFFER_ANSWERS
from kinbridge.screening.rules.questions import LANGUAGES, Option, Question, Questionnaire, Text
from kinbridge.screening.rules.sheets import answers_of, context_of, contradictions, skipped
from kinbridge.screening.rules.wording import BY_KEY, COMMON, DECLINED_OR_NOT_ASKED, GROUPS

REST = "rest"
SHOW = "show"
NONE_MET = "none_met"
RADIO = frozenset({"yes_no", "choice", "allowed", "sign"})


def page_words(language: str) -> dict[str, str]:
    """The words of the page in the language of the screen."""
    return {name: Text(*pair).said_in(language) for name, pair in COMMON["page"].items()}


def code(option: Option) -> str:
    """An option as it stands in the form: true is "yes"."""
    if isinstance(option.value, bool):
        return "yes" if option.value else "no"
    return str(option.value)


def _shortly(questionnaire: Questionnaire, language: str) -> str:
    """The name of a screen with the first sentence about it."""
    return f"{questionnaire.name}: {questionnaire.about.said_in(language).partition('.')[0]}."


class ChooseForm(forms.Form):
    person = forms.ChoiceField(
        label=_("Who is this about?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the person."), "invalid_choice": _("Choose a person of this family.")},
    )
    instrument = forms.ChoiceField(
        label=_("Which screen?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a screen."), "invalid_choice": _("Choose a screen from the list.")},
    )

    def __init__(
        self,
        *args: Any,
        people: Sequence[Person],
        questionnaires: Sequence[Questionnaire],
        language: str,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        person: Any = self.fields["person"]
        person.choices = [(str(each.key), each.name) for each in people]
        self.babies = {str(each.key) for each in people if each.relation == Relation.INFANT}
        instrument: Any = self.fields["instrument"]
        instrument.choices = [
            (
                words.said_in(language),
                [(each.key, _shortly(each, language)) for each in questionnaires if each.group == group],
            )
            for group, words in GROUPS.items()
            if any(each.group == group for each in questionnaires)
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        person, instrument = cleaned.get("person"), cleaned.get("instrument")
        if person and instrument and (person in self.babies) is not (BY_KEY[instrument].group == "newborn"):
            for_babies = _("This screen is for a newborn. Choose the baby, or another screen.")
            for_others = _("This screen is not for a newborn. Choose newborn care, or another person.")
            self.add_error("instrument", for_others if person in self.babies else for_babies)
        return cleaned


@dataclass(frozen=True, slots=True)
class Asked:
    """One question as the template shows it: its field, and for a number the reasons why there may be none."""

    field: BoundField
    why: BoundField | None
    heading: str


class ScreenForm(forms.Form):
    """A questionnaire in one language. What was answered is in `answers()` and `context()` once it is valid.

    Every question needs a mark, and "declined" and "not asked" are marks; so that nobody must tick them one by one, the
    last field says what the questions left empty mean.
    """

    def __init__(self, *args: Any, questionnaire: Questionnaire, language: str = "en", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questionnaire = questionnaire
        self.language = language if language in LANGUAGES else "en"
        self.words = page_words(self.language)
        for question in (*questionnaire.context, *questionnaire.questions):
            self._add(question)
        if not questionnaire.signs_into:
            rest = [(SHOW, "rest_show"), ("declined", "rest_declined"), ("not_asked", "rest_not_asked")]
            choices = [(value, self.words[name]) for value, name in rest]
            self.fields[REST] = forms.ChoiceField(
                label=self.words["rest"], choices=choices, widget=forms.RadioSelect, required=False, initial=SHOW
            )

    def _say(self, text: Text) -> str:
        return text.said_in(self.language)

    def _choices(self, options: Sequence[Option]) -> list[tuple[str, str]]:
        return [(code(option), self._say(option.words)) for option in options]

    def _add(self, question: Question) -> None:
        given: dict[str, Any] = {"label": self._say(question.ask), "required": False}
        hints = [self._say(question.hint)] if question.hint else []
        hints += [self.words["skip"]] if question.skip_if else []
        given["help_text"] = " ".join(hints)
        if question.kind == "count":
            self._add_count(question, given)
        elif question.kind == "marks":
            none = [(NONE_MET, self.words["none_met"])] if question.none else []
            choices = self._choices(question.options) + none + self._unanswered(question)
            self.fields[question.name] = forms.MultipleChoiceField(
                choices=choices, widget=forms.CheckboxSelectMultiple, **given
            )
        else:
            first = [("", self.words["not_seen"])] if question.kind == "sign" else []
            choices = first + self._choices(question.options) + self._unanswered(question)
            self.fields[question.name] = forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **given)

    def _add_count(self, question: Question, given: dict[str, Any]) -> None:
        wrong = self.words["not_a_number"].format(high=question.high)
        messages = dict.fromkeys(("invalid", "min_value", "max_value"), wrong)
        self.fields[question.name] = forms.IntegerField(
            min_value=0, max_value=question.high, error_messages=messages, **given
        )
        why = forms.ChoiceField(
            label=self.words["number_or"],
            choices=self._unanswered(question),
            widget=forms.RadioSelect,
            required=False,
        )
        self.fields[f"{question.name}-why"] = why

    def _unanswered(self, question: Question) -> list[tuple[str, str]]:
        return [] if question.kind == "sign" or not question.required else self._choices(DECLINED_OR_NOT_ASKED)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        rest = cleaned.get(REST) or SHOW
        said: dict[str, Any] = {}
        for question in (*self.questionnaire.context, *self.questionnaire.questions):
            said[question.path] = self._said(question, cleaned)
        for question in (*self.questionnaire.context, *self.questionnaire.questions):
            left_open = said[question.path] is None and question.required and question.kind != "sign"
            if not left_open or question.name in self.errors or skipped(question, said):
                continue
            if rest == SHOW:
                self.add_error(question.name, self.words["missing"])
            else:
                said[question.path] = rest
        for conflict in contradictions(self.questionnaire, said):
            self.add_error(conflict.above_zero.replace(".", "-"), self._say(conflict.say))
        self.said = said
        return cleaned

    def _said(self, question: Question, cleaned: dict[str, Any]) -> object:
        """The answer as the rules read it, or None where nothing was marked."""
        given = cleaned.get(question.name)
        if question.kind == "count":
            why = cleaned.get(f"{question.name}-why")
            if why and given is not None:
                self.add_error(question.name, self.words["both"])
            return given if given is not None else why or None
        if question.kind == "marks":
            return self._marks(question, given or [])
        values = {code(option): option.value for option in (*question.options, *DECLINED_OR_NOT_ASKED)}
        return values.get(given or "")

    def _marks(self, question: Question, given: list[str]) -> object:
        alone = {NONE_MET, "none", *(code(option) for option in DECLINED_OR_NOT_ASKED)}
        if len(given) > 1 and alone & set(given):
            self.add_error(question.name, self.words["marks_and_none"])
        if given == [NONE_MET]:
            return []
        if len(given) == 1 and given[0] in alone - {"none"}:
            return given[0]
        return given or (None if question.required else [])

    def answers(self) -> dict[str, object]:
        return answers_of(self.questionnaire, self.said)

    def context(self) -> dict[str, object]:
        return context_of(self.questionnaire, self.said)

    def background(self) -> Iterator[Asked]:
        return self._asked(self.questionnaire.context)

    def questions(self) -> Iterator[Asked]:
        return self._asked(self.questionnaire.questions)

    def _asked(self, questions: Sequence[Question]) -> Iterator[Asked]:
        for question in questions:
            why = self[f"{question.name}-why"] if question.kind == "count" else None
            heading = self._say(question.heading) if question.heading else ""
            yield Asked(self[question.name], why, heading)


class OfferForm(forms.Form):
    answer = forms.ChoiceField(widget=forms.RadioSelect)

    def __init__(self, *args: Any, language: str = "en", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.words = page_words(language)
        answer: Any = self.fields["answer"]
        answer.label = self.words["talked"]
        answer.choices = [(each, self.words[f"offer_{each}"]) for each in OFFER_ANSWERS]
        answer.error_messages["required"] = self.words["choose_one"]

    def said(self, answer: str) -> str:
        """What an earlier answer to the offer was, as a sentence; empty when there is none."""
        return self.words["offer_saved"].format(answer=self.words[f"offer_{answer}"]) if answer else ""
