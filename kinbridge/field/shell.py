"""What a phone keeps: pages that are the same for everyone, asked for without a name, and the script that keeps them.

Each page is rendered once, with no request: nothing of a person or of a session can be in it.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path

from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse

from kinbridge.field.forms_incidents import DebriefForm, ReportForm
from kinbridge.field.rules.aid import LOG, MARKS, Choice, Step, aid
from kinbridge.field.rules.lines import lines

WORKER = Path(__file__).with_name("worker.js")
FILES = ("field/field.css", "field/field.js", "field/icon-192.png")


def addresses() -> dict[str, str]:
    """The address of each page that is kept, by its name; the first is the way in."""
    single = {name: reverse(f"field:{name}") for name in ("home", LOG, "after", "lines", "blank", "away")}
    return single | {f"step:{key}": reverse("field:step", args=[key]) for key in aid().steps}


@cache
def page(name: str) -> str:
    """One kept page, whole."""
    known, every = addresses(), lines()
    context: dict[str, object] = {"aid": aid(), "emergency": every["emergency"], "at": name}
    if name.startswith("step:"):
        step = aid().steps[name.removeprefix("step:")]
        return render_to_string("field/step.html", {**context, "step": step, "ways": _ways(step, known)})
    more: dict[str, dict[str, object]] = {
        "home": {"starts": [aid().steps[key] for key in aid().start], "every": aid().steps.values()},
        LOG: {"form": ReportForm(), "marks": list(MARKS)},
        "after": {"form": DebriefForm()},
        "lines": {"lines": every.values()},
    }
    return render_to_string(f"field/{name}.html", context | more.get(name, {}))


def _ways(step: Step, known: dict[str, str]) -> list[tuple[Choice, str]]:
    return [(choice, known[LOG] if choice.to == LOG else known[f"step:{choice.to}"]) for choice in step.go]


def _kept() -> dict[str, object]:
    known = addresses()
    files = [static(name) for name in FILES]
    words = "".join(page(name) for name in known) + "".join(files) + _bytes()
    version = hashlib.sha256(words.encode()).hexdigest()[:16]
    return {"version": f"field-{version}", "pages": list(known.values()), "files": files, "away": known["away"]}


def _bytes() -> str:
    """The files as they lie, so that a change of one is a new version also where names carry no digest."""
    return "".join(
        hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(Path(__file__).parent.glob("static/field/*"))
    )


@cache
def worker() -> str:
    """The service worker: what to keep, then how."""
    return f"const KEPT = {json.dumps(_kept())};\n{WORKER.read_text(encoding='utf-8')}"


@cache
def manifest() -> str:
    icons = [(192, "field/icon-192.png"), (512, "field/icon-512.png")]
    return json.dumps(
        {
            "name": "First on scene",
            "short_name": "First on scene",
            "start_url": reverse("field:home"),
            "scope": reverse("field:home"),
            "display": "standalone",
            "background_color": "#ffffff",
            "theme_color": "#0a4045",
            "icons": [{"src": static(name), "sizes": f"{n}x{n}", "type": "image/png"} for n, name in icons],
        }
    )
