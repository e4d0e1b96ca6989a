"""Write a policy, move it, look at a rule; note who decides; write down money and time."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django import forms

from kinbridge.accounts.models import User
from kinbridge.directory.fields import DayField, area, in_order, plausible
from kinbridge.directory.models import Membership, Program, Viewer
from kinbridge.measures.rules.defined import MEASURES
from kinbridge.policy.known_rules import known_rules
from kinbridge.policy.models import Contact, Policy, Source
from kinbridge.policy.rules.levers import levers
from kinbridge.policy.rules.stages import LEVEL_WORDS, STANCE_WORDS

LEVELS = list(LEVEL_WORDS.items())
LONGEST_DAY = 16 * 60


def policies(by: Viewer) -> Any:
    return Policy.objects.filter(coalition=by.coalition_id).order_by("title")


class PolicyForm(forms.Form):
    title = forms.CharField(label="The change, in one line", max_length=160)
    level = forms.ChoiceField(label="Where it is decided", choices=LEVELS)
    problem = forms.CharField(
        label="What is wrong today",
        help_text="What happens to families, and how you know. No one family's story.",
        max_length=3000,
        widget=area(),
    )
    text = forms.CharField(label="What should stand instead", max_length=8000, widget=area(5))
    owner = forms.ModelChoiceField(User.objects.none(), label="Who sees it through", required=False)
    measure = forms.ChoiceField(
        label="The measure that will tell whether it helped",
        choices=[("", "None yet"), *((one.key, one.title) for one in MEASURES)],
        required=False,
    )
    effect_on = DayField(label="When it would take effect", required=False)
    rules = forms.CharField(
        label="Rules of this program that it touches",
        help_text="Ids, parted by commas, such as SYS-CONTACT, LAW-VT. The list of rules has them all.",
        max_length=400,
        required=False,
    )

    def __init__(self, *args: Any, by: Viewer, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = Membership.objects.on(on).filter(program__organization__coalition=by.coalition_id).exclude(role="self")
        people = User.objects.filter(pk__in=here.values("user")).order_by("first_name", "last_name", "pk")
        self.fields["owner"].queryset = people  # type: ignore[attr-defined]

    def clean_rules(self) -> list[str]:
        asked = [one.upper() for one in re.split(r"[,;\s]+", self.cleaned_data["rules"]) if one]
        by_capitals = {one.upper(): one for one in known_rules()}
        unknown = [one for one in asked if one not in by_capitals]
        if unknown:
            raise forms.ValidationError(f"There is no rule {unknown[0][:40]}; look its id up in the list of rules.")
        return list(dict.fromkeys(by_capitals[one] for one in asked))


class MoveForm(forms.Form):
    status = forms.ChoiceField(label="It is now")
    on = DayField(label="Since which day")
    note = forms.CharField(label="What happened", max_length=300, required=False)

    def __init__(self, *args: Any, ways: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["status"].choices = list(ways)  # type: ignore[attr-defined]


class LookForm(forms.Form):
    rule = forms.ChoiceField(label="Rule")
    found = forms.CharField(
        label="What it needs", help_text="What has to change and who does it; or that nothing has to.", max_length=300
    )

    def __init__(self, *args: Any, rules: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rule"].choices = [(rule, rule) for rule in rules]  # type: ignore[attr-defined]


class MakerForm(forms.Form):
    name = forms.CharField(label="Name", help_text="Someone in public office, or a body", max_length=120)
    body = forms.CharField(label="Office or committee", max_length=160)
    level = forms.ChoiceField(label="Level", choices=LEVELS)
    decides = forms.CharField(label="What they decide", max_length=300)


class PositionForm(forms.Form):
    policy = forms.ModelChoiceField(Policy.objects.none(), label="On which policy", empty_label=None)
    stance = forms.ChoiceField(label="Where they stand", choices=list(STANCE_WORDS.items()))
    said = forms.CharField(label="What they said, and where", max_length=300)
    on = DayField(label="On which day")

    def __init__(self, *args: Any, by: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["policy"].queryset = policies(by)  # type: ignore[attr-defined]


class SpanForm(forms.Form):
    """A stretch of one day: when it began, and for how long."""

    begins = forms.DateTimeField(label="When it began")
    minutes = forms.IntegerField(label="How many minutes", min_value=1, max_value=LONGEST_DAY)

    def clean_begins(self) -> datetime:
        begins: datetime = self.cleaned_data["begins"]
        plausible(begins.date())
        return begins

    def span(self) -> dict[str, datetime]:
        begins = self.cleaned_data["begins"]
        return {"begins": begins, "ends": begins + timedelta(minutes=self.cleaned_data["minutes"])}


class ContactForm(SpanForm):
    way = forms.ChoiceField(label="How", choices=Contact.Way.choices)
    policy = forms.ModelChoiceField(
        Policy.objects.none(), label="About which policy", empty_label="No one policy", required=False
    )
    about = forms.CharField(label="What was said and asked", max_length=500, widget=area())
    field_order = ("way", "policy", "about", "begins", "minutes")

    def __init__(self, *args: Any, by: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["policy"].queryset = policies(by)  # type: ignore[attr-defined]

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("way", "policy", "about")} | self.span()


class TimeForm(SpanForm):
    source = forms.ModelChoiceField(
        Source.objects.none(), label="Which grant pays for it", empty_label="None: it was advocacy", required=False
    )
    what = forms.CharField(label="What you did", max_length=200)
    field_order = ("source", "what", "begins", "minutes")

    def __init__(self, *args: Any, by: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].queryset = Source.objects.filter(coalition=by.coalition_id).order_by("name")  # type: ignore[attr-defined]

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("source", "what")} | self.span()


class SourceForm(forms.Form):
    name = forms.CharField(label="Name of the grant, contract or budget line", max_length=160)
    lever = forms.ChoiceField(label="Stream of money", choices=lambda: [(c, one.name) for c, one in levers().items()])
    eligibility = forms.CharField(label="Whom and what it may pay for", max_length=500, widget=area())
    amount = forms.DecimalField(label="Dollars, over its whole time", min_value=0, max_digits=12, decimal_places=2)
    match_percent = forms.DecimalField(
        label="Match that is asked, in percent",
        min_value=0,
        max_value=100,
        max_digits=5,
        decimal_places=2,
        required=False,
    )
    restrictions = forms.CharField(label="What it may not pay for", max_length=500, required=False)
    starts = DayField(label="First day")
    ends = DayField(label="Last day", help_text="Blank where no end is known", required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        in_order(self, given, "starts", "ends")
        return given


class EndForm(forms.Form):
    ends = DayField(label="Its last day is now", help_text="Blank where no end is known", required=False)

    def __init__(self, *args: Any, starts: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.starts = starts

    def clean_ends(self) -> date | None:
        ends: date | None = self.cleaned_data["ends"]
        if ends is not None and ends < self.starts:
            raise forms.ValidationError("It would end before it starts; check the day.")
        return ends


class ShareForm(forms.Form):
    program = forms.ModelChoiceField(Program.objects.none(), label="Program that it pays", empty_label=None)
    pays_for = forms.CharField(label="What it pays for", help_text="Such as one peer coach", max_length=200)
    yearly = forms.DecimalField(label="Dollars a year", min_value=0, max_digits=12, decimal_places=2)
    since = DayField(label="From which day")
    until = DayField(label="To which day", help_text="Blank: as long as the source pays", required=False)

    def __init__(self, *args: Any, source: Source, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.source = source
        here = Program.objects.filter(organization__coalition=source.coalition_id)
        self.fields["program"].queryset = here.order_by("name", "pk")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        in_order(self, given, "since", "until")
        until = given.get("until")
        if until and self.source.ends and until > self.source.ends:
            self.add_error("until", "The source ends before that day; change the source's last day first.")
        return given


class ReportForm(forms.Form):
    since = DayField(label="From")
    until = DayField(label="To")
