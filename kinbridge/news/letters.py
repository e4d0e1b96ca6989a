"""The e-mails: an issue, a month's issues together, and the link that confirms an address.

Plain text, and simple HTML that says the same. No picture, and links that lead straight to where they say: whether a
letter was opened, and what was followed in it, is not known here.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from kinbridge.coalition.models import GoalPage
from kinbridge.news.actions.readers import stop_secret
from kinbridge.news.models import Issue, Reader
from kinbridge.news.reading import read
from kinbridge.reminders.sending import Letter


def home() -> str:
    """What the address of a page begins with in a letter."""
    return str(settings.KINBRIDGE_ADDRESS).rstrip("/")


def letter_of(issues: Sequence[Issue], *, reader: Reader, page: GoalPage | None) -> Letter:
    """One or more issues, oldest first, for one reader in their language. `reader.coalition` must be joined."""
    stop = home() + reverse("newsletter:stop", args=[stop_secret(reader)])
    partner = reader.user_id is not None
    with override(reader.language):
        found = [read(issue, page=page, partner=partner, home=home()) for issue in issues]
        name = page.name if page else reader.coalition.name
        one = found[0].title.text if len(found) == 1 else _("What was new last month")
        context = {"issues": found, "name": name, "title": one, "stop": stop}
        return Letter(
            to=reader.email,
            subject=f"{name}: {one}",
            words=render_to_string("news/letter.txt", context).strip() + "\n",
            html=render_to_string("news/letter.html", context | {"language": reader.language}),
            headers={
                "List-Id": f"<news-{reader.coalition_id}.kinbridge>",
                "List-Unsubscribe": f"<{stop}>",
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            },
        )


def confirming(*, to: str, secret: str, name: str, language: str) -> Letter:
    with override(language):
        link = home() + reverse("newsletter:confirm", args=[secret])
        context = {"name": name, "link": link}
        subject = _("Do you want the newsletter of %(name)s?") % {"name": name}
        return Letter(to=to, subject=subject, words=render_to_string("news/confirm.txt", context).strip() + "\n")
