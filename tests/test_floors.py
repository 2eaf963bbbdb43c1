"""The floors of the house: who may import whom, and who may touch files."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "pipeline"
FLOORS = {
    "codes": 0,
    "diagnostics": 0,
    "moments": 0,
    "model": 1,
    "rules": 1,
    "typography": 1,
    "grammar": 1,
    "draw": 1,
    "seal": 1,
    "read": 2,
    "store": 2,
    "checks": 2,
    "ata": 2,
    "intake": 2,
    "assemble": 3,
    "render": 3,
    "exchange": 3,
    "grade": 3,
    "award": 3,
    "supply": 3,
    "timeline": 3,
    "runner": 3,
    "commands": 4,
    "screen": 4,
    "shell": 5,
    "cli_results": 6,
    "cli_bank": 6,
    "cli_assembly": 6,
    "cli_schedule": 6,
    "cli": 7,
}
# Values may be made of values, messages of messages, and everybody may use codes: packages of these floors look inside
# themselves and below only.
FILE_FLOORS = {"read", "intake", "store", "render", "exchange"}
FILE_MODULES = {
    "yaml",
    "openpyxl",
    "docx",
    "lxml",
    "jinja2",
    "zipfile",
    "csv",
    "tomllib",
    "shutil",
    "sqlalchemy",
    "tempfile",
    "icalendar",
    "subprocess",
}
DICE = {"random", "uuid", "secrets"}
# The ledger derives its UUIDs (uuid5) from what they name: nothing is drawn there.
DICE_ALLOWED = {"store/secret.py", "store/ledgerrows.py"}
CLOCKS = {"now", "today", "utcnow", "time", "time_ns", "monotonic", "perf_counter", "cwd", "getcwd"}
CLOCK_ALLOWED = {"shell.py"}
MODULES = sorted(PACKAGE.rglob("*.py"))


def name_of(path):
    return path.relative_to(PACKAGE).as_posix()


def room_of(path):
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path):
    """Every module imported anywhere in a file, dotted."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_every_room_has_a_floor():
    rooms = {room_of(p) for p in MODULES} - {"__init__"}
    assert rooms <= set(FLOORS), f"rooms without a floor: {sorted(rooms - set(FLOORS))}"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_imports_only_lower_floors_or_its_own_room(path):
    room = room_of(path)
    if room == "__init__":
        return
    for module in imports(path):
        parts = module.split(".")
        if parts[0] != "pipeline" or len(parts) == 1:
            continue
        other = parts[1]
        assert other == room or FLOORS[other] < FLOORS[room], f"{name_of(path)} imports {module}"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_files_are_touched_only_where_allowed(path):
    if room_of(path) in FILE_FLOORS:
        return
    touched = FILE_MODULES.intersection(m.split(".")[0] for m in imports(path))
    assert not touched, f"{name_of(path)} imports {sorted(touched)}"
    calls = {
        n.func.id
        for n in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)
    }
    assert "open" not in calls, f"{name_of(path)} opens a file"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_no_dice(path):
    if name_of(path) in DICE_ALLOWED:
        return
    rolled = DICE.intersection(m.split(".")[0] for m in imports(path))
    assert not rolled, f"{name_of(path)} imports {sorted(rolled)}"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_no_clock_and_no_current_folder(path):
    if name_of(path) in CLOCK_ALLOWED:
        return
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            assert node.func.attr not in CLOCKS, (
                f"{name_of(path)}:{node.lineno} calls {node.func.attr}"
            )


def test_there_is_no_import_cycle():
    graph = {}
    for path in MODULES:
        module = "pipeline." + name_of(path).removesuffix(".py").replace("/", ".")
        graph[module] = {m for m in imports(path) if m.startswith("pipeline.")}
    done = set()

    def visit(module, trail):
        assert module not in trail, " -> ".join([*trail[trail.index(module) :], module])
        if module in done or module not in graph:
            return
        for other in sorted(graph[module]):
            visit(other, [*trail, module])
        done.add(module)

    for module in sorted(graph):
        visit(module, [])
