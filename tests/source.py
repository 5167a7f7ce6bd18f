"""The program's source as data, for the tests that hold its shape."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOMS = ("questionnaire", "tips", "reports", "app")
# A migration is a record of what was done once; nobody reads on from it.
RECORDS = "app/migrations/"


@dataclass(frozen=True)
class Import:
    names: tuple[str, ...]
    line: int
    function: str | None


@dataclass(frozen=True)
class Module:
    path: Path
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, str(self.path))

    @property
    def parts(self) -> tuple[str, ...]:
        """`app/chat/service.py` gives app, chat, service; `app/chat/__init__.py` gives app, chat."""
        parts = self.path.with_suffix("").parts
        return parts[:-1] if parts[-1] == "__init__" else parts

    @property
    def room(self) -> str:
        return self.parts[0]

    @cached_property
    def imports(self) -> list[Import]:
        """All imports, those for the type checker included: a layer that knows a name depends on it."""
        return list(self._imports(self.tree, None))

    def _imports(self, node: ast.AST, function: str | None) -> Iterator[Import]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.Import):
                yield Import(tuple(alias.name for alias in child.names), child.lineno, function)
            elif isinstance(child, ast.ImportFrom):
                yield Import(self._names(child), child.lineno, function)
            inside = child.name if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef) else function
            yield from self._imports(child, inside)

    def _names(self, node: ast.ImportFrom) -> tuple[str, ...]:
        """Whether `from app import models` means a module or a value cannot be seen, so `app.models` it is."""
        package = self.path.parent.parts[: len(self.path.parent.parts) - node.level + 1] if node.level else ()
        base = ".".join([*package, *([node.module] if node.module else [])])
        return tuple(f"{base}.{alias.name}" for alias in node.names)

    def imported(self) -> Iterator[tuple[str, int]]:
        for found in self.imports:
            for name in found.names:
                yield name, found.line

    def chains(self) -> Iterator[tuple[str, int]]:
        """Every dotted name as written: `datetime.now`, `db.session.commit`."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Attribute):
                yield dotted(node), node.lineno

    def functions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        for node in ast.walk(self.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield node

    def at(self, line: int) -> str:
        return f"{self.path.as_posix()}:{line}"


def dotted(node: ast.AST) -> str:
    """The dotted name of an expression; a part that is no name, such as a call, is left empty."""
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def read(root: Path) -> list[Module]:
    """The modules of the four rooms below `root`; a room that is not there yet has none."""
    paths = sorted(path.relative_to(root) for room in ROOMS for path in (root / room).rglob("*.py"))
    written = [path for path in paths if not path.as_posix().startswith(RECORDS)]
    return [Module(path, (root / path).read_text(encoding="utf-8")) for path in written]
