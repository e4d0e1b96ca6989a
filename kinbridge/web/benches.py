"""`./run bench`: what is in bench/, and how to run one. Each prints ratios measured in one run; nothing is asserted."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

from kinbridge.web.steps import ROOT, openly, say

BENCH = ROOT / "bench"


def bench(arguments: list[str]) -> int:
    """With no name, the list. With one, that bench, which brings what it needs."""
    benches = {path.stem: path for path in sorted(BENCH.glob("*.py")) if not path.stem.startswith("_")}
    name, *options = arguments or [""]
    if name in benches:
        return openly([sys.executable, str(benches[name]), *options])
    if name:
        say(f"There is no bench {name}. There is:")
    for known, path in benches.items():
        say(f"  ./run bench {known:<14} {_first_line(path)}")
    return 2 if name else 0


def _first_line(path: Path) -> str:
    doc = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return doc.partition("\n")[0]
