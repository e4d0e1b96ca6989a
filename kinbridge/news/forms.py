"""Write an issue and its pieces, publish it, and choose how one wants it."""

from __future__ import annotations

from datetime import date

from django import forms

from kinbridge.directory.fields import area
from kinbridge.news.models import LANGUAGES
from kinbridge.news.offers import Groups
from kinbridge.news.rules import AUDIENCE_WORDS, OFTEN_WORDS

EARLIEST, LATEST = date(2000, 1, 1), date(2100, 1, 1)
NEVER = "never"
PUBLIC_ONLY = "Only what everyone may know. Nothing about one family, not even without its name."


class IssueForm(forms.Form):
    title = forms.CharField(label="Title", max_length=120, help_text="Such as: New courses, and a goal reached")
    intro = forms.CharField(label="First words", max_length=2000, required=False, widget=area(4), help_text=PUBLIC_ONLY)
    title_es = forms.CharField(label="Title in Spanish", max_length=120, required=False)
    intro_es = forms.CharField(label="First words in Spanish", max_length=2000, required=False, widget=area(4))


class OfferForm(forms.Form):
    """One of what there is to tell, by its kind and number."""

    what = forms.ChoiceField(label="From what we have")

    def __init__(self, *args: object, offers: Groups, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["what"].choices = [("", "Choose one"), *offers]  # type: ignore[attr-defined]


class PieceForm(forms.Form):
    heading = forms.CharField(label="Heading", max_length=160)
    words = forms.CharField(label="Words", max_length=2000, required=False, widget=area(5), help_text=PUBLIC_ONLY)
    on = forms.DateField(label="On which day", required=False, help_text="For something that is coming up.")
    where = forms.CharField(label="Where", max_length=160, required=False)
    url = forms.URLField(label="Address to read more", max_length=300, required=False, assume_scheme="https")
    heading_es = forms.CharField(label="Heading in Spanish", max_length=160, required=False)
    words_es = forms.CharField(label="Words in Spanish", max_length=2000, required=False, widget=area(5))

    def clean_on(self) -> date | None:
        on: date | None = self.cleaned_data["on"]
        if on is not None and not EARLIEST <= on <= LATEST:
            raise forms.ValidationError("Check the year of this day.")
        return on


class PublishForm(forms.Form):
    audience = forms.ChoiceField(label="Who may read it", widget=forms.RadioSelect)
    looked = forms.BooleanField(
        label="I have read it through: nothing in it is about one family.",
        error_messages={"required": "Read it through first, and say that you have."},
    )

    def __init__(self, *args: object, public: bool, **kwargs: object) -> None:
        """`public`: the coalition has a public page that is open, so that there is an address for everyone."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        offered = [(str(key), words) for key, words in AUDIENCE_WORDS.items() if public or key != "everyone"]
        self.fields["audience"].choices = offered  # type: ignore[attr-defined]


class ChoiceForm(forms.Form):
    """How someone who works here wants it."""

    often = forms.ChoiceField(
        label="By e-mail", choices=[(NEVER, "Never"), *OFTEN_WORDS.items()], widget=forms.RadioSelect, initial=NEVER
    )
    language = forms.ChoiceField(label="In which language", choices=LANGUAGES, initial="en")
