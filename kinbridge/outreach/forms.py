"""Write and try a message, plan a campaign and count it, hand in a file of figures."""

from __future__ import annotations

from typing import Any

from django import forms

from kinbridge.directory.fields import DayField, area, in_order
from kinbridge.directory.models import Viewer
from kinbridge.outreach.models import Campaign, Channel, Message, Trial, Version

LARGEST = 1_000_000
MOST = 100_000_000


class MessageForm(forms.Form):
    title = forms.CharField(label="What the message is about", max_length=120)
    audience = forms.CharField(label="Whom it speaks to", max_length=160)
    tone = forms.CharField(label="How it should sound", help_text="Such as warm and plain", max_length=120)
    language = forms.ChoiceField(label="Language", choices=Message.Language.choices)
    translates = forms.ModelChoiceField(
        Message.objects.none(),
        label="The same in another language",
        empty_label="It stands alone",
        required=False,
    )
    text = forms.CharField(label="The words", max_length=2000, widget=area(5))

    def __init__(self, *args: Any, by: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = Message.objects.filter(coalition=by.coalition_id).order_by("title")
        self.fields["translates"].queryset = found  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        other = given.get("translates")
        if other is not None and other.language == given.get("language"):
            self.add_error("translates", "That message is in the same language; choose one in another.")
        return given


class AnewForm(forms.Form):
    text = forms.CharField(label="The words", max_length=2000, widget=area(5))
    why = forms.CharField(label="What changed", max_length=200, required=False)


class TrialForm(forms.Form):
    how = forms.ChoiceField(label="How it was tried", choices=Trial.How.choices)
    whom = forms.CharField(label="With whom", help_text="Such as mothers at the clinic; no names", max_length=160)
    people = forms.IntegerField(label="With how many people", min_value=1, max_value=MOST)
    found = forms.CharField(label="What they made of it", max_length=500, widget=area())
    on = DayField(label="On which day")


class CampaignForm(forms.Form):
    """What everyone reads is asked in both languages."""

    title = forms.CharField(label="Title", max_length=120)
    title_es = forms.CharField(label="Title in Spanish", max_length=120)
    purpose = forms.CharField(label="What should be different after it", max_length=300)
    audience = forms.CharField(label="Whom it speaks to", max_length=160)
    words = forms.CharField(label="What everyone reads", max_length=2000, widget=area(5))
    words_es = forms.CharField(label="What everyone reads, in Spanish", max_length=2000, widget=area(5))


class ChannelForm(forms.Form):
    kind = forms.ChoiceField(label="How it goes out", choices=Channel.Kind.choices)
    place = forms.CharField(label="Where", max_length=160)
    version = forms.ModelChoiceField(
        Version.objects.none(), label="With which words", empty_label="No message of the library", required=False
    )
    starts = DayField(label="First day")
    ends = DayField(label="Last day")

    def __init__(self, *args: Any, by: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = Version.objects.filter(message__coalition=by.coalition_id).select_related("message")
        self.fields["version"].queryset = found.order_by("message__title", "-number")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        in_order(self, given, "starts", "ends")
        return given


class ReachForm(forms.Form):
    channel = forms.ModelChoiceField(Channel.objects.none(), label="Of which channel", empty_label=None)
    people = forms.IntegerField(label="How many", min_value=0, max_value=MOST)
    what = forms.CharField(label="What was counted", help_text="Such as cards taken, or listeners", max_length=120)
    counted_by = forms.CharField(label="Who counted", max_length=120)
    on = DayField(label="Up to which day")

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["channel"].queryset = campaign.channels.order_by("starts", "pk")  # type: ignore[attr-defined]


class FeedbackForm(forms.Form):
    whom = forms.CharField(label="Who said it", help_text="Such as a parent at the clinic; no name", max_length=120)
    said = forms.CharField(
        label="What they said",
        help_text="In their words",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "data-own-words": True}),
    )
    on = DayField(label="On which day")


class FileForm(forms.Form):
    file = forms.FileField(label="A CSV file", help_text="Columns: topic, place, year, value, source")

    def text(self) -> str:
        """What is in it. Call after `is_valid`."""
        found: str = self.cleaned_data["file"]
        return found

    def clean_file(self) -> str:
        given = self.cleaned_data["file"]
        if given.size > LARGEST:
            raise forms.ValidationError("The file is larger than one megabyte. Cut it into parts.")
        try:
            return str(given.read().decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            raise forms.ValidationError("The file is not text in UTF-8. Save it as “CSV UTF-8”.") from error
