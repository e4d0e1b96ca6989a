"""The second language: each catalog of words (.po), made into the form that Django reads (.mo) when it has changed."""

from __future__ import annotations

import os
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from kinbridge.web.steps import ROOT, Stopped, fingerprint, stamp, stamped


def catalogs() -> list[Path]:
    """Every .po of the house; a capability keeps the words of its own pages."""
    return sorted(ROOT.glob("kinbridge/*/locale/*/LC_MESSAGES/django.po"))


def ensure() -> None:
    """Make every .mo, unless all are there and made from these very words."""
    sources = catalogs()
    made_from = fingerprint([ROOT / "requirements.lock", Path(__file__), *sources])
    if stamped("languages") == made_from and all(source.with_suffix(".mo").exists() for source in sources):
        return
    for source in sources:
        _make(source)
    stamp("languages", made_from)


def _make(source: Path) -> None:
    with source.open("rb") as file:
        words = read_po(file, locale=source.parents[1].name)
    for message, troubles in words.check():
        raise Stopped(f"{source.relative_to(ROOT)}, line {message.lineno}: {troubles[0]}")
    target = source.with_suffix(".mo")
    fresh = target.with_name(f"{os.getpid()}.mo")  # another test run may be making it too
    with fresh.open("wb") as file:
        write_mo(file, words)
    fresh.replace(target)
