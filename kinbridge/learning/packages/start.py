"""Where a visit begins: the first file of its part, with what the course is told in its address."""

from __future__ import annotations

import json
from urllib.parse import quote, urlencode

from kinbridge.learning.models import Launch
from kinbridge.learning.packages.launch_key import folder_of
from kinbridge.learning.packages.rules.manifest import Standard
from kinbridge.learning.packages.telling import told_of


def start_address(launch: Launch, *, site: str) -> str:
    """A path on this site, which the learner reached as `site` (no slash at its end).

    cmi5 puts what a course needs to know into the query; SCORM finds it in its window.
    """
    part, folder = launch.record.part, folder_of(launch)
    asked = [part.query] if part.query else []
    if part.package.standard == Standard.CMI5:
        told = told_of(launch)
        asked.append(
            urlencode(
                {
                    "endpoint": f"{site}{folder}xapi/",
                    "fetch": f"{site}{folder}fetch",
                    "actor": json.dumps(told.actor),
                    "registration": told.registration,
                    "activityId": told.activity,
                },
                quote_via=quote,
            )
        )
    return f"{folder}files/{quote(part.file)}" + (f"?{'&'.join(asked)}" if asked else "")
