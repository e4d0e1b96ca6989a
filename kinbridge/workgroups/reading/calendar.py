"""A group's meetings as RFC 5545, for any calendar program: one event each, so that one called off says so."""

from __future__ import annotations

from datetime import datetime

from icalendar import Calendar, Event

from kinbridge.directory.local_time import local_time
from kinbridge.workgroups.models import Group


def calendar_of(group: Group, *, address: str, at: datetime) -> str:
    """`address`: where the group's page is; `at`: when the file is made."""
    calendar = Calendar()
    calendar.add("prodid", "-//Kinbridge//Working group//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", group.name)
    for meeting in group.meetings.order_by("at"):
        event = Event()
        event.add("uid", f"meeting-{meeting.pk}@kinbridge")
        event.add("dtstamp", at)
        event.add("dtstart", local_time(meeting.at))
        event.add("dtend", local_time(meeting.ends_at))
        event.add("summary", group.name)
        event.add("location", group.place)
        event.add("url", address)
        if meeting.agenda_lines:
            event.add("description", "\n".join(meeting.agenda_lines))
        if meeting.called_off:
            event.add("status", "CANCELLED")
        calendar.add_component(event)
    calendar.add_missing_timezones()
    return calendar.to_ical().decode()
