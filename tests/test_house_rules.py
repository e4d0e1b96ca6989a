"""The house rules that no linter knows. Each test names one; its message names the file that breaks it."""

import ast
import re
import statistics
import tomllib
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest
from django.apps import apps

from kinbridge.web.checks import PURE_TESTS

ROOT = Path(__file__).resolve().parents[1]
BELOW = ("accounts", "audit")
HOUSE = ROOT / "kinbridge"
MADE_HERE = {"var", "node_modules", "vendor", "static", "__pycache__", "_build"}
TEXT = {*".py .md .toml .txt .in .lock .json .html .css .js .yml .yaml .cfg .sh".split(), ""}
KINDS = set("actions api forms models pages reading urls views".split())
FORBIDDEN_NAMES = set("utils util helpers helper common managers handlers signals misc base tools lib".split())


def files(*patterns: str, within: Path = ROOT) -> Iterator[Path]:
    """Files of ours: not hidden, not fetched, not made by running."""
    for path in chain.from_iterable(within.glob(pattern) for pattern in patterns):
        inside = path.relative_to(ROOT).parts
        if path.is_file() and not any(part in MADE_HERE or part.startswith(".") for part in inside[:-1]):
            yield path


def modules() -> Iterator[Path]:
    return (path for path in files("**/*.py", within=HOUSE) if "migrations" not in path.parts)


def named(path: Path, line: int | None = None) -> str:
    return f"{path.relative_to(ROOT)}{f':{line}' if line else ''}"


def lines_with(pattern: str, paths: Iterator[Path]) -> list[str]:
    wanted = re.compile(pattern)
    return [
        named(path, number)
        for path in paths
        for number, line in enumerate(path.read_text(errors="replace").splitlines(), 1)
        if wanted.search(line)
    ]


# ── size and names ───────────────────────────────────────────────────────────


def test_a_module_stays_in_the_head() -> None:
    lengths = {path: len(path.read_text().splitlines()) for path in chain(modules(), files("tests/**/*.py", "*.py"))}
    assert [f"{named(path)} has {length} lines" for path, length in lengths.items() if length > 400] == []
    assert statistics.median(lengths.values()) < 120


def test_a_module_is_named_for_what_it_holds() -> None:
    assert [named(path) for path in modules() if {path.stem, path.parent.name} & FORBIDDEN_NAMES] == []
    # Of several modules of one kind the kind stands first: views_room.py, or views/room.py.
    last = {path: path.stem.rpartition("_")[2] for path in modules() if "_" in path.stem and "tests" not in path.parts}
    assert [named(path) for path, word in last.items() if word in KINDS] == []
    # Deeper down the word is the field's own: services that programs offer.
    assert [named(path) for path in files("*/services.py", "*/services/*.py", within=HOUSE)] == []


# ── the order of the house ───────────────────────────────────────────────────


def layers() -> dict[str, int]:
    """Each capability and its height, as import-linter is told them: 0 is the ground floor."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    house = next(contract for contract in contracts if contract["containers"] == ["kinbridge"])["layers"]
    return {name.strip(" ()"): height for height, layer in enumerate(reversed(house)) for name in layer.split("|")}


def test_records_point_down_the_order_too() -> None:
    """`ForeignKey("referrals.Referral")` is a string, which the import linter cannot see."""
    height = layers()
    wrong = []
    for model in apps.get_models():
        for field in model._meta.get_fields():
            ours, theirs = (_capability(kind) for kind in (model, field.related_model))
            if field.auto_created or ours is None or theirs is None or ours == theirs:
                continue
            if height[theirs] >= height[ours]:
                wrong.append(f"{model._meta.label}.{field.name} points up the order: kinbridge.{theirs} is not below")
    assert wrong == []


def _capability(model: object) -> str | None:
    parts = getattr(model, "__module__", "").split(".")
    return parts[1] if parts[0] == "kinbridge" else None


def test_every_capability_is_installed_and_its_pages_are_mounted() -> None:
    installed = {app.name for app in apps.get_app_configs()} | {"kinbridge.core"}  # core has no records
    capabilities = list(files("*/__init__.py", within=HOUSE))
    assert [named(path) for path in capabilities if _dotted(path) not in installed] == []
    assert [named(path) for path in capabilities if not path.read_text().startswith('"""')] == [], "say what it is"
    mounts = (HOUSE / "web" / "urls.py").read_text()
    pages = (path for path in files("*/urls.py", within=HOUSE) if path.parent.name != "web")
    assert [named(path) for path in pages if f'include("{_dotted(path)}.urls")' not in mounts] == []


def _dotted(path: Path) -> str:
    return f"kinbridge.{path.parent.name}"


# ── what code may do ─────────────────────────────────────────────────────────


def test_nothing_listens_to_signals() -> None:
    """Views may read the clock, and the exception that lets them would let a signal through as well."""
    assert (
        lines_with(r"^\s*(from|import)\s+django\.(dispatch|\S*signals)|import .*\b(receiver|post_save)\b", modules())
        == []
    )


def test_a_day_is_a_day_of_the_place() -> None:
    """After an evening's moment is tomorrow in UTC: `day_of` knows. Rules and clocks are handed local moments."""
    outside = (path for path in modules() if not {"rules", "clocks"} & {*path.parts})
    assert lines_with(r"(_at|\bat|now\(\))\.date\(\)|[_.]at:%[Ymdb]", chain(outside, files("tests/**/*.py"))) == []


def functions_in(kind: str) -> Iterator[tuple[Path, ast.FunctionDef]]:
    """Every function of the modules (or packages) of that name."""
    for path in modules():
        if kind in {path.stem, path.parent.name} and "tests" not in path.parts:
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.FunctionDef):
                    yield path, node


def test_records_have_no_save_of_their_own() -> None:
    wrong = [named(path, one.lineno) for path, one in functions_in("models") if one.name in {"save", "delete"}]
    assert wrong == []


def test_actions_are_asked_for_by_name() -> None:
    """`send(person=..., to=..., by=..., at=...)`: what someone does is never a row of bare arguments."""
    wrong = []
    for path, one in functions_in("actions"):
        bare, by_name = ({each.arg for each in some} for some in (one.args.args, one.args.kwonlyargs))
        if not one.name.startswith("_") and len(bare) > 1 and {"by", "at"} & (bare | by_name):
            wrong.append(f"{named(path, one.lineno)} {one.name}")
    assert wrong == []


def test_first_tables_are_rendered_once() -> None:
    """Below the directory stand only the accounts and the audit, whose migrations are small."""
    first = [path for path in files("*/migrations/0001_initial.py", within=HOUSE) if path.parts[-3] not in BELOW]
    assert [str(path.relative_to(ROOT)) for path in first if "(FirstTables)" not in path.read_text()] == []


def test_nothing_is_left_over() -> None:
    """What a module defines is named somewhere else; what only its own test names is left over too."""
    inside = files("**/*.py", "**/*.html", "**/*.toml", "**/*.svg", "**/*.typ", within=HOUSE)
    read = [path for path in inside if "tests" not in path.parts]
    users = chain(read, files("conftest.py", "tests/conftest.py"))
    said = Counter(word for path in users for word in re.findall(r"\w+", path.read_text()))
    read_by_django = {"settings.py", "urls.py"}
    left_over = [
        f"{named(path, line)} {name}"
        for path in read
        if path.suffix == ".py" and path.name not in read_by_django
        for name, line in defined_in(path)
        if said[name] == 1
    ]
    assert left_over == []


def defined_in(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.parse(path.read_text()).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name, node.lineno
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        yield from ((one.id, node.lineno) for one in targets if isinstance(one, ast.Name))


def test_no_test_is_skipped_or_expected_to_fail() -> None:
    """A test that does not run proves nothing. Only schemas that are not ours to ship may be missing."""
    exempt = {Path(__file__), *files("tests/conformance/*.py")}
    paths = (path for path in files("**/test_*.py") if path not in exempt)
    assert lines_with(r"pytest\.(mark\.)?(skip|skipif|xfail)\b", paths) == []


def test_rule_tests_need_no_database() -> None:
    """`./run test-rules` runs them in seconds, without Django. What needs rows goes by another name."""
    pure = files(*(f"*/tests/{name}" for name in PURE_TESTS), within=HOUSE)
    assert (
        lines_with(r"^\s*(?:from|import)\s+(?:django|kinbridge\.\w+\.(?:models|actions|forms|views)|tests)\b", pure)
        == []
    )


# ── what pages may say ───────────────────────────────────────────────────────


def templates() -> Iterator[tuple[Path, str]]:
    """Each template and its text without comments."""
    for page in files("**/templates/**/*.html"):
        yield page, re.sub(r"(?s){% comment %}.*?{% endcomment %}|{#.*?#}", "", page.read_text())


@pytest.mark.parametrize(
    ("habit", "pattern"),
    [
        # Help texts are written by us or by Django, which gives password rules as a list.
        ("unescaped text", r"(?<!help_text)\|\s*safe(seq)?\b|autoescape\s+off"),
        ("style the content security policy refuses", r"<[^>]*\sstyle\s*=|<style\b(?![^>]*nonce)"),
        (
            "script the content security policy refuses",
            r"<script(?![^>]*(src=|nonce=|type=\"application/(ld\+)?json\"))",
        ),
        ("inline event handler", r"<[^>]*\son(click|load|change|submit|input|keyup|keydown|focus|blur)\s*="),
        ("picture without words", r"<img(?![^>]*\balt=)"),
    ],
)
def test_templates_are_plain(habit: str, pattern: str) -> None:
    assert [named(page) for page, text in templates() if re.search(pattern, text)] == [], habit


def test_a_page_has_at_most_one_first_heading() -> None:
    assert [named(page) for page, text in templates() if len(re.findall(r"<h1\b", text)) > 1] == []


# ── what may be committed ────────────────────────────────────────────────────


def committed() -> Iterator[Path]:
    here = Path(__file__)
    return (path for path in files("**/*", ".ci/*", "assets/.npmrc") if path.suffix in TEXT and path != here)


def test_locks_pin_by_hash_and_name_no_host() -> None:
    locks = [*files("*.lock", "assets/*.lock", "assets/package-lock.json")]
    assert len(locks) >= 6
    assert lines_with(r"://|\"resolved\"|--(extra-)?index-url|--find-links", iter(locks)) == []
    for lock in files("*.lock", "assets/*.lock"):
        pins = re.findall(r"^\S+==\S+.*(?:\n +.*)*", lock.read_text(), re.MULTILINE)
        assert pins
        assert [pin.split()[0] for pin in pins if "--hash=sha256:" not in pin] == []


def test_nothing_names_a_package_registry_or_a_machine() -> None:
    registries = r"(?i)\b(?:pypi|pythonhosted|npmjs|docker|ghcr|deb\.debian|archive\.ubuntu)\.(?:org|com|io)\b"
    machines = r"(?<![\w.])/(?:root|work|home/\w+|Users/\w+)/"
    assert lines_with(registries, committed()) == []
    assert lines_with(machines, committed()) == []


def test_no_number_looks_like_a_real_social_security_number() -> None:
    """Numbers that begin with 9, 000 or 666 were never given to anyone."""
    assert lines_with(r"(?<![\d-])(?!9|000|666)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\d-])", committed()) == []
