"""The forms of a course: questions to answer, a conversation to choose in, and how sure one is."""

from __future__ import annotations

from zlib import crc32

from django import forms

from kinbridge.learning.rules.competencies import SURE, competencies
from kinbridge.learning.rules.courses import Question
from kinbridge.learning.rules.practice import Talk


def in_some_order(question: Question) -> list[tuple[int, str]]:
    """The options, always in the same order but not the author's, who puts the right one where it comes to mind."""
    numbered = enumerate(question.options, 1)
    return sorted(numbered, key=lambda option: crc32(f"{question.ask}{option[1]}".encode()))


class QuizForm(forms.Form):
    """One choice for each question."""

    def __init__(self, *given: object, questions: tuple[Question, ...], **more: object) -> None:
        super().__init__(*given, **more)  # type: ignore[arg-type]
        for number, question in enumerate(questions, 1):
            self.fields[f"q{number}"] = forms.TypedChoiceField(
                label=question.ask,
                choices=in_some_order(question),
                coerce=int,
                widget=forms.RadioSelect,
                error_messages={"required": "Choose an answer."},
            )

    def answers(self) -> tuple[int, ...]:
        return tuple(self.cleaned_data[name] for name in self.fields)


class TalkForm(forms.Form):
    """What to say next."""

    say = forms.TypedChoiceField(label="What do you say or do?", coerce=int, widget=forms.RadioSelect)

    def __init__(self, *given: object, talk: Talk, **more: object) -> None:
        super().__init__(*given, **more)  # type: ignore[arg-type]
        self.fields["say"].choices = [  # type: ignore[attr-defined]
            (number, choice.say) for number, choice in enumerate(talk.now.choices, 1)
        ]


class ConfidenceForm(forms.Form):
    """How sure one is of each competency of a course. Any of them may be left out."""

    def __init__(self, *given: object, keys: tuple[str, ...], looking_back: bool = False, **more: object) -> None:
        super().__init__(*given, **more)  # type: ignore[arg-type]
        lead = (
            "Before the course, how sure were you that you could" if looking_back else "How sure are you that you can"
        )
        for key in keys:
            self.fields[key] = forms.TypedChoiceField(
                label=f"{lead} {competencies()[key].sure}?",
                choices=list(SURE.items()),
                coerce=int,
                empty_value=None,
                required=False,
                widget=forms.RadioSelect,
            )

    def sure(self) -> dict[str, int]:
        return {key: value for key, value in self.cleaned_data.items() if value}
