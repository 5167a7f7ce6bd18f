"""The shape of the program: who may import whom, who may commit, and how large a thing may grow.

A rule takes the modules and gives its offences, each a place and a sentence. Every rule is shown to fail on
an offending file in `tests/test_architecture_rules.py`.
"""

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.source import ROOMS, Module, dotted, read

Rule = Callable[[list[Module]], Iterator[str]]

ROOT = Path(__file__).resolve().parent.parent
PURE = ROOMS[:-1]
SERVERS = r"(flask|werkzeug|sqlalchemy|alembic|psycopg|sqlite3|redis|huey|celery|rq)(_\w+)?(\.|$)"
SURROUNDINGS = r"(^|\.)(os\.(environ|environb|getenv)|environs|dotenv|locale\.(get|set)\w+)(\.|$)"
CLOCKS = (
    r"(^|\.)(time(\.(time|monotonic|perf_counter|localtime|gmtime|sleep)(_ns)?)?$|datetime\.(now|utcnow|today)|"
    r"date\.today|utils\.(formatdate|localtime|make_msgid))"
)
REQUEST = r"^flask\.(globals\.)?(request|session|has_request_context|after_this_request)(\.|$)"
MAY_TOUCH_REQUEST = {"views", "api", "errors", "security"}
MAY_COMMIT = {"views", "api", "jobs", "cli", "delivery", "drawings", "security"}
BELONGS_NOWHERE = {"util", "utils", "helper", "helpers", "common"}
# What wires all, and what loads WeasyPrint: a third of the start of a process that may never draw.
MAY_IMPORT_LATER = {(("app",), "create_app"), (("app", "paper"), "drawn")}
ID_TYPES = {"int", "str", "UUID", "None"}
MODULE_LINES = 250
FUNCTION_LINES = 40


def rooms_import_downward(modules: list[Module]) -> Iterator[str]:
    for module in modules:
        for name, line in module.imported():
            room = name.partition(".")[0]
            if room == "tests" or (room in ROOMS and ROOMS.index(room) > ROOMS.index(module.room)):
                yield f"{module.at(line)} imports {name}: move the shared part down, or pass it as an argument"


def pure_packages_stay_pure(modules: list[Module]) -> Iterator[str]:
    for module in (module for module in modules if module.room in PURE):
        for name, line in module.imported():
            if re.match(SERVERS, name):
                yield f"{module.at(line)} imports {name}: only app knows the web, the database and the queue"
        for name, line in [*module.imported(), *module.chains()]:
            if re.search(SURROUNDINGS, name):
                yield f"{module.at(line)} reads {name}: take the value as an argument"
            if re.search(CLOCKS, name):
                yield f"{module.at(line)} reads {name}: take `now` as an argument"


def layer(parts: tuple[str, ...]) -> int | None:
    """Extensions 0, models 1, services 2, views and API 3; None for what stands beside the layers."""
    if parts[0] != "app" or len(parts) < 2:
        return None
    by_name = {"extensions": 0, "models": 1, "service": 2, "views": 3, "api": 3}
    return by_name.get(parts[1], by_name.get(parts[2]) if len(parts) > 2 else None)


def layers_import_downward(modules: list[Module]) -> Iterator[str]:
    for module in modules:
        own = layer(module.parts)
        for name, line in module.imported():
            other = layer(tuple(name.split(".")))
            if own is not None and other is not None and other > own:
                yield f"{module.at(line)} imports {name}: views and api use service, service models, models extensions"


def only_views_touch_the_request(modules: list[Module]) -> Iterator[str]:
    for module in (module for module in modules if module.room == "app"):
        if MAY_TOUCH_REQUEST.isdisjoint(module.parts):
            for name, line in [*module.imported(), *module.chains()]:
                if re.search(REQUEST, name):
                    yield f"{module.at(line)} uses {name}: read it in the view and pass the value"


def features_do_not_import_each_other(modules: list[Module]) -> Iterator[str]:
    features = {module.parts[1] for module in modules if module.parts[::2] == ("app", "views")}
    for module in modules:
        own = module.parts[1] if len(module.parts) > 1 else ""
        for name, line in module.imported():
            room, _, rest = name.partition(".")
            other = rest.partition(".")[0]
            if room == "app" and own in features and other in features - {own}:
                yield f"{module.at(line)} imports {name}: move what both need to models, content, delivery or jobs"


def only_the_outside_commits(modules: list[Module]) -> Iterator[str]:
    for module in modules:
        if MAY_COMMIT.isdisjoint(module.parts[1:]):
            for name, line in module.chains():
                if name.endswith((".commit", "session.begin")):
                    yield f"{module.at(line)} uses {name}: flush here, and commit in the view, job or command"


def jobs_carry_ids(modules: list[Module]) -> Iterator[str]:
    for module in (module for module in modules if module.parts[:2] == ("app", "jobs")):
        for name, line in module.imported():
            if name.startswith("app.models"):
                yield f"{module.at(line)} imports {name}: take an id and let a service or delivery load the row"
        for task in filter(is_task, module.functions()):
            for argument in [*task.args.args, *task.args.kwonlyargs]:
                words = set(re.findall(r"\w+", ast.unparse(argument.annotation) if argument.annotation else "nothing"))
                if not words <= ID_TYPES:
                    place = f"{module.at(task.lineno)} {task.name}({argument.arg})"
                    yield f"{place} takes more than an id: int, str or UUID"


def is_task(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    marks = [mark.func if isinstance(mark, ast.Call) else mark for mark in function.decorator_list]
    return any(dotted(mark).endswith("task") for mark in marks)


def every_file_has_a_subject(modules: list[Module]) -> Iterator[str]:
    for module in modules:
        if not BELONGS_NOWHERE.isdisjoint(module.parts):
            yield f"{module.at(1)} is named after nothing: name it after what it knows"


def imports_stand_at_the_top(modules: list[Module]) -> Iterator[str]:
    for module in modules:
        for found in module.imports:
            if found.function and (module.parts, found.function) not in MAY_IMPORT_LATER:
                yield f"{module.at(found.line)} imports inside {found.function}: move it to the top, or turn the import"


def packages_only_hand_names_on(modules: list[Module]) -> Iterator[str]:
    for module in modules:
        if module.path.name == "__init__.py" and module.parts != ("app",):
            for node in module.tree.body:
                if not is_handing_on(node):
                    yield f"{module.at(node.lineno)} does something: an __init__ holds imports and __all__ only"


def is_handing_on(node: ast.stmt) -> bool:
    if isinstance(node, ast.Assign):
        return [dotted(target) for target in node.targets] == ["__all__"]
    is_text = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    return is_text or isinstance(node, ast.Import | ast.ImportFrom)


def modules_stay_small(modules: list[Module]) -> Iterator[str]:
    for module in modules:
        lines = len(module.text.splitlines())
        if lines > MODULE_LINES:
            yield f"{module.at(1)} has {lines} lines, {MODULE_LINES} is the limit: which two subjects does it hold?"


def functions_stay_small(modules: list[Module]) -> Iterator[str]:
    for module in modules:
        for function in module.functions():
            lines = (function.end_lineno or function.lineno) - function.lineno + 1
            if lines > FUNCTION_LINES:
                yield f"{module.at(function.lineno)} {function.name} has {lines} lines, {FUNCTION_LINES} is the limit"


RULES: list[Rule] = [
    rooms_import_downward,
    pure_packages_stay_pure,
    layers_import_downward,
    only_views_touch_the_request,
    features_do_not_import_each_other,
    only_the_outside_commits,
    jobs_carry_ids,
    every_file_has_a_subject,
    imports_stand_at_the_top,
    packages_only_hand_names_on,
    modules_stay_small,
    functions_stay_small,
]


@pytest.fixture(scope="module")
def modules() -> list[Module]:
    return read(ROOT)


def test_there_is_something_to_look_at(modules: list[Module]) -> None:
    assert {module.room for module in modules} >= set(PURE)
    assert any(module.imports for module in modules)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_source_keeps(rule: Rule, modules: list[Module]) -> None:
    offences = list(rule(modules))
    assert not offences, "\n" + "\n".join(offences)
