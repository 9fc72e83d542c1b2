"""The house law as functions of a tree of files: each returns the violations it finds, in words."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOMS = ("crawler", "checks", "results", "clock")
MODULE_LINES = 300
FUNCTION_LINES = 40
CHECK_LINES = 120
NAMELESS = {"utils", "common", "helpers", "helper", "base", "core", "misc", "manager"}
CHECK_ROOMS = ("page", "site", "account")

# Where a library may be imported, and nowhere else.
ONLY_IN = {
    "httpx": ("crawler/probes/http.py", "crawler/accounts/"),
    "httpx_aiohttp": ("crawler/probes/http.py", "crawler/accounts/"),
    "dns": ("crawler/probes/dns.py", "crawler/network.py"),
    **dict.fromkeys(("flask", "flask_login", "flask_wtf", "flask_limiter", "wtforms"), ("results/console/",)),
    "argon2": ("results/passwords.py",),
    "waitress": ("clock/serving.py",),
}
# What the judging room may not do, by name of the call.
NO_CALLS = {"open", "now", "today", "utcnow", "time", "monotonic"}
# `try ID FILE` reads the file that the command line names; package data comes through importlib.resources; a part of an
# archive that is held in memory is no file.
MAY_OPEN = {
    *("checks/__main__.py", "checks/indicators/edition.py", "checks/indicators/words.py"),
    *("checks/facts/attachments.py", "checks/facts/zipped.py"),
}


def sources(root: Path) -> Iterator[tuple[str, ast.Module, str]]:
    """(relative path, tree, text) of every module of the program."""
    for path in [*sorted(root.glob("*.py")), *(p for room in ROOMS for p in sorted((root / room).rglob("*.py")))]:
        text = path.read_text(encoding="utf-8")
        yield path.relative_to(root).as_posix(), ast.parse(text), text


def sizes(root: Path) -> list[str]:
    """Modules, functions and checks above their ceilings."""
    wrong = []
    for name, tree, text in sources(root):
        lines = text.count("\n")
        ceiling = CHECK_LINES if re.match(rf"checks/({'|'.join(CHECK_ROOMS)})/", name) else MODULE_LINES
        if lines > ceiling:
            wrong.append(f"{name}: {lines} lines, at most {ceiling}")
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                long = (node.end_lineno or node.lineno) - node.lineno + 1
                if long > FUNCTION_LINES:
                    wrong.append(f"{name}:{node.lineno} {node.name}: {long} lines, at most {FUNCTION_LINES}")
    return wrong


def names(root: Path) -> list[str]:
    """Files and folders that name no noun."""
    paths = (p for room in ROOMS for p in (root / room).rglob("*"))
    return [p.relative_to(root).as_posix() for p in paths if p.stem in NAMELESS and p.suffix in {"", ".py"}]


def doors(root: Path) -> list[str]:
    """Modules without an opening sentence; rooms whose __init__ is missing or holds more than its law."""
    wrong = [f"{name}: no docstring" for name, tree, _ in sources(root) if not ast.get_docstring(tree)]
    for room in ROOMS:
        for folder in [root / room, *(p for p in (root / room).rglob("*") if p.is_dir())]:
            if folder.name != "__pycache__" and any(folder.glob("*.py")) and not (folder / "__init__.py").exists():
                wrong.append(f"{folder.relative_to(root).as_posix()}: no __init__.py")
    for name, tree, _ in sources(root):
        if name.endswith("__init__.py") and len(tree.body) > 1:
            wrong.append(f"{name}: holds more than the law of its room")
    return wrong


def imported(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """(line, dotted name) of everything a module imports."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.lineno, node.module
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def imports(root: Path) -> list[str]:
    """Imports against the law that a line shows by itself (import-linter follows the chains)."""
    wrong = []
    for name, tree, _ in sources(root):
        for line, module in imported(tree):
            top = module.partition(".")[0]
            if top in ONLY_IN and not name.startswith(ONLY_IN[top]):
                wrong.append(f"{name}:{line}: {module} belongs to {', '.join(ONLY_IN[top])}")
            if module.startswith("urllib.request") and name.startswith("checks/"):
                wrong.append(f"{name}:{line}: the room that judges opens no address")
            if top == "schedule":
                wrong.append(f"{name}:{line}: nothing imports schedule")
            if top in {"tests", "bench"} and name != "clock/demo.py":
                wrong.append(f"{name}:{line}: only the demo may open the fake county")
            here = re.match(rf"checks/({'|'.join(CHECK_ROOMS)})/", name)
            if here and re.match(rf"checks\.({'|'.join(CHECK_ROOMS)})(\.|$)", module):
                wrong.append(f"{name}:{line}: a check imports a check ({module})")
    return sorted(set(wrong))


def import_linter(root: Path) -> list[str]:
    """What import-linter says of the contracts in pyproject.toml, chains of imports included."""
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()", "--no-cache"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=120, check=False)
    return [] if done.returncode == 0 else [done.stdout[-2000:] + done.stderr[-2000:]]


def purity(root: Path) -> list[str]:
    """Clock and disk in the judging room; broad or bare excepts anywhere but in the runner."""
    wrong = []
    for name, tree, _ in sources(root):
        for node in ast.walk(tree):
            if isinstance(node, ast.ExceptHandler) and _broad(node) and name != "checks/runner.py":
                wrong.append(f"{name}:{node.lineno}: broad except")
            if isinstance(node, ast.Call) and name.startswith("checks/"):
                called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                if called in NO_CALLS and not (called == "open" and name in MAY_OPEN):
                    wrong.append(f"{name}:{node.lineno}: {called}() in the room that judges")
    return wrong


def _broad(node: ast.ExceptHandler) -> bool:
    kinds = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
    return any(kind is None or getattr(kind, "id", "") in {"Exception", "BaseException"} for kind in kinds)


def one_name(root: Path) -> list[str]:
    """Checks whose id is not their function, their file, their table in the edition, their cases and their anchor."""
    tables = tomllib.loads((root / "checks/indicators/national-2019.toml").read_text(encoding="utf-8"))
    manual = (root / "docs/indicators.md").read_text(encoding="utf-8")
    wrong = []
    for name, tree, _ in sources(root):
        if not re.match(rf"checks/({'|'.join(CHECK_ROOMS)})/(?!__init__)", name):
            continue
        ids = [(d.args[0].value, f.name) for f, d in _decorated(tree)]
        expected = Path(name).stem.replace("_", "-")
        if ids != [(expected, Path(name).stem)]:
            wrong.append(f"{name}: should hold the one check {expected}, holds {ids}")
        if expected not in tables:
            wrong.append(f"{name}: no table [{expected}] in the edition")
        if not (root / "tests/cases" / expected / "expect.toml").exists():
            wrong.append(f"{name}: no tests/cases/{expected}/expect.toml")
        if f'id="{expected}"' not in manual:
            wrong.append(f"{name}: no anchor {expected} in docs/indicators.md (make docs)")
    return wrong


def _decorated(tree: ast.Module) -> Iterator[tuple[ast.FunctionDef, ast.Call]]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            for decorator in node.decorator_list:
                if isinstance(decorator, ast.Call) and getattr(decorator.func, "id", "").endswith("_check"):
                    yield node, decorator
