"""Referrals as a court may know of them: that one was sent, by the sender's record; the answer, where it is open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kinbridge.chart.models import Label
from kinbridge.chart.purposes import purpose_of
from kinbridge.chart.reading import Permitted
from kinbridge.core.vocabulary import Category
from kinbridge.court.rules import Told, Word, attendance, plain
from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Viewer
from kinbridge.disclosure.actions import decide
from kinbridge.people.models import Family
from kinbridge.referrals.models import Referral


@dataclass(frozen=True, slots=True)
class Service:
    """A service that a program referred someone to, by the sender's own record."""

    on: date
    service: str
    who: str
    answer: str
    first_kept: str
    wait: str


class Referred:
    """The referrals whose sending this viewer may see; and of each, what the gate lets them know of the answer."""

    def __init__(self, family: Family, found: Permitted, *, by: Viewer, on: date) -> None:
        steps = [entry for entry in found.entries if entry.kind == "referral_step"]
        ids = {int(entry.body["referral"]) for entry in steps}
        joined = Referral.objects.filter(family=family, pk__in=ids).select_related("person", "to_program__organization")
        sent = {int(e.body["referral"]) for e in steps if e.body.get("step") == "sent"}
        self.referrals = {referral.pk: referral for referral in joined if referral.pk in sent}
        self.answers: dict[int, dict[str, date]] = {}
        for entry in steps:
            referral = self.referrals.get(int(entry.body["referral"]))
            if referral is not None and entry.label.program_id == referral.to_program_id:
                self.answers.setdefault(referral.pk, {})[str(entry.body["step"])] = day_of(entry.occurred_at)
        self.attended: dict[tuple[UUID, int], list[Told]] = {}
        self.sources: dict[UUID, str] = {}
        for entry in found.entries:
            if entry.kind == "attendance":
                key = (entry.label.program_id, entry.label.subject_id)
                self.attended.setdefault(key, []).append(Told("attendance", on, "", entry.body))
                self.sources[entry.label.program_id] = entry.label.program.name
        self.open = self._decided(by=by, on=on)

    def _decided(self, *, by: Viewer, on: date) -> set[int]:
        """Referrals whose answers are open to this viewer, whether or not there is an answer."""
        labels = []
        for referral in self.referrals.values():
            category = Category.SUD_ATTENDANCE if referral.to_program.is_part2 else Category.SOCIAL_NEEDS
            labels.append(
                Label(
                    id=referral.pk,
                    family_id=referral.family_id,
                    program=referral.to_program,
                    subject=referral.person,
                    category=category,
                    regimes=sorted(referral.to_program.regimes),
                )
            )
        return {pk for pk, answer in decide(labels, by=by, purpose=purpose_of(by), on=on).items() if answer.allowed}

    def answer(self, pk: int) -> str:
        """The newest step of the program's answer that may be known; the same words whether it is closed or absent."""
        if pk not in self.open:
            return Word.NOT_SHARED
        steps = self.answers.get(pk, {})
        step, day = max(steps.items(), key=lambda pair: pair[1], default=("", None))
        return f"{step.replace('_', ' ')} {plain(day)}" if day is not None else Word.NO_ANSWER

    def first_kept(self, pk: int) -> str:
        day = self.answers.get(pk, {}).get("first_kept")
        return Word.NOT_SHARED if pk not in self.open else plain(day) if day else Word.NONE

    def wait(self, pk: int, *, sent: date) -> str:
        """Days between the referral and the first visit, where both may be known."""
        day = self.answers.get(pk, {}).get("first_kept")
        return f"{(day - sent).days} days" if pk in self.open and day is not None else ""

    def attendance(self, pk: int) -> str:
        """A count, where the person agreed that the court may have it."""
        referral = self.referrals[pk]
        if pk not in self.open:
            return Word.NOT_SHARED
        return attendance(self.attended.get((referral.to_program_id, referral.person_id), ()))

    def shown(self, names: Mapping[str, str]) -> tuple[tuple[str, str, str], ...]:
        """Attendance that someone agreed to show: who, where, and the count."""
        return tuple(
            (names.get(str(subject), ""), self.sources[program], attendance(told))
            for (program, subject), told in self.attended.items()
        )

    def services(self, names: Mapping[str, str]) -> tuple[Service, ...]:
        rows = sorted(self.referrals.values(), key=lambda one: (one.sent_at is None, one.sent_at), reverse=True)
        found = []
        for one in rows:
            sent = day_of(one.sent_at) if one.sent_at else one.agreed_on or date.min
            who = names.get(str(one.person_id), "")
            wait = self.wait(one.pk, sent=sent)
            found.append(
                Service(sent, one.service or "a service", who, self.answer(one.pk), self.first_kept(one.pk), wait)
            )
        return tuple(found)
