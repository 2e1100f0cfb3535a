"""The house as CONTRIBUTING tells of it: where a module's tests are, and how long a thing may be."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODULES = sorted(path for package in ("ae_gui", "ae_model") for path in (ROOT / package).rglob("*.py"))
PREFIXES = {name: f"{name}_" for name in ("cli", "kinds", "kiosk", "objectives", "session")} | {"tools": "tool_"}
MOST_METHODS, MOST_LINES = 30, 50


def mirror(module: Path) -> str:
    return f"test_{PREFIXES.get(module.parent.name, '')}{module.stem}.py"


def test_every_module_has_a_file_of_tests_that_is_called_after_it():
    modules = [module for module in MODULES if module.stem != "__init__"]
    missing = [module.relative_to(ROOT) for module in modules if not (ROOT / "tests" / mirror(module)).is_file()]
    assert [f"{module}: {mirror(module)}" for module in missing] == []


def parts(module: Path, kind: type | tuple[type, ...]) -> Iterator[ast.AST]:
    return (node for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))) if isinstance(node, kind))


def length(node: ast.AST) -> int:
    return node.end_lineno - node.lineno + 1


@pytest.mark.parametrize("module", MODULES, ids=lambda module: str(module.relative_to(ROOT)))
def test_no_class_has_too_many_methods_and_no_function_too_many_lines(module):
    for kind in parts(module, ast.ClassDef):
        assert sum(isinstance(node, ast.FunctionDef) for node in kind.body) <= MOST_METHODS, kind.name
    for function in parts(module, ast.FunctionDef):
        cases = [node for node in ast.walk(function) if isinstance(node, ast.Match)]
        assert length(function) - sum(map(length, cases)) <= MOST_LINES, function.name


@pytest.mark.parametrize("module", MODULES, ids=lambda module: str(module.relative_to(ROOT)))
def test_a_count_that_qt_writes_into_a_text_is_written_as_all_other_numbers(module):
    source = module.read_text(encoding="utf-8")
    assert len(re.findall(r'tr\("[^"]*%L?n\b', source)) == len(re.findall(r"(?<!def )\bcounted\(", source))


def test_the_window_only_builds_and_connects():
    assert len((ROOT / "ae_gui" / "main_window.py").read_text(encoding="utf-8").splitlines()) < 300
