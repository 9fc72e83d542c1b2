"""The law of the house holds, and each part of it would notice."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import law

ROOT = Path(__file__).resolve().parent.parent
LAWS = [law.sizes, law.names, law.doors, law.imports, law.purity, law.one_name]


@pytest.mark.parametrize("rule", [*LAWS, law.import_linter], ids=lambda rule: rule.__name__)
def test_the_law_holds(rule: Callable[[Path], list[str]]) -> None:
    assert rule(ROOT) == []


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the program in which a violation can be planted."""
    for room in law.ROOMS:
        shutil.copytree(ROOT / room, tmp_path / room, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("schedule.py", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path / name)
    shutil.copytree(ROOT / "tests/cases", tmp_path / "tests/cases")
    (tmp_path / "docs").mkdir()
    shutil.copy(ROOT / "docs/indicators.md", tmp_path / "docs")
    return tmp_path


def plant(tree: Path, name: str, text: str) -> None:
    path = tree / name
    path.write_text(
        (path.read_text(encoding="utf-8") if path.exists() else '"""Planted."""\n') + text, encoding="utf-8"
    )


NEW_CHECK = """
from checks.catalog import site_check


@site_check("planted-check")
def planted_check(site, rule):
    yield from ()
"""

PLANTED: list[tuple[Callable[[Path], list[str]], str, str, str]] = [
    (law.sizes, "results/planted.py", "# line\n" * 300, "results/planted.py: 301 lines"),
    (law.sizes, "clock/planted.py", "def long():\n" + "    x = 1\n" * 40, "41 lines, at most 40"),
    (law.sizes, "checks/site/planted_check.py", "# line\n" * 120, "121 lines, at most 120"),
    (law.names, "results/utils.py", "", "results/utils.py"),
    (law.doors, "results/silent/door.py", "", "results/silent: no __init__.py"),
    (law.imports, "results/planted.py", "import httpx\n", "httpx belongs to crawler/probes/http.py"),
    (law.imports, "results/planted.py", "import flask_login\n", "flask_login belongs to results/console/"),
    (law.imports, "clock/planted.py", "import schedule\n", "nothing imports schedule"),
    (law.imports, "checks/site/planted.py", "from checks.site import dead_links\n", "a check imports a check"),
    (
        law.purity,
        "checks/planted.py",
        "import datetime\nx = datetime.datetime.now()\n",
        "now() in the room that judges",
    ),
    (law.purity, "crawler/planted.py", "try:\n    x = 1\nexcept Exception:\n    pass\n", "broad except"),
    (law.one_name, "checks/site/planted_check.py", NEW_CHECK, "no tests/cases/planted-check/expect.toml"),
    (law.one_name, "checks/site/planted_check.py", NEW_CHECK, "no table [planted-check] in the edition"),
]


@pytest.mark.parametrize(("rule", "name", "text", "says"), PLANTED, ids=lambda value: getattr(value, "__name__", None))
def test_a_planted_violation_is_noticed(
    copy: Path, rule: Callable[[Path], list[str]], name: str, text: str, says: str
) -> None:
    (copy / name).parent.mkdir(parents=True, exist_ok=True)
    plant(copy, name, text)
    assert any(says in line for line in rule(copy)), rule(copy)


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("crawler/planted.py", "import results.errors\n"),
        ("crawler/planted.py", "import checks.runner\n"),
        ("results/planted.py", "import checks.facts.markup\n"),
        ("results/triage.py", "import results.console.desk\n"),
        ("results/ledger/planted.py", "import results.access\n"),
        ("results/reports/planted.py", "import results.console.desk\n"),
        ("checks/facts/planted.py", "import socket\n"),
        ("checks/model/planted.py", "import checks.indicators.edition\n"),
        ("checks/indicators/planted.py", "import checks.facts.markup\n"),
    ],
)
def test_import_linter_notices(copy: Path, name: str, line: str) -> None:
    plant(copy, name, line)
    assert law.import_linter(copy)
