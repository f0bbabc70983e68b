"""The direction of imports: cli → pipeline → text|quantity|claim|link → lexicon, records → schema → errors."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "extract"
STAGES = ("text", "quantity", "claim", "link")
ALLOWED = {  # third-party package → who may import it, anywhere in the file
    "opencc": ("extract.text",),
    "jieba": ("extract.text",),
    "sklearn": ("extract.train", "extract.evaluate"),
    "scipy": ("extract.train", "extract.evaluate"),
    "spacy": ("extract.text.doc", "extract.spacy_component"),
    "typer": ("extract.cli",),
    "rich": ("extract.terminal", "extract.show", "extract.show_explain", "extract.corpora.tables", "extract.evaluate.terminal", "extract.batch.progress"),
    "matplotlib": ("extract.corpora.plot", "extract.evaluate.plots"),
    "pint": ("extract.convert",),
    "openpyxl": ("extract.interop.tables",),
    "pyarrow": ("extract.interop.tables",),
    "ray": (),  # by extract.files.needed alone, like all of the extras batch and cluster
    "resiliparse": ("extract.batch.warc",),
    "starlette": ("extract.review",),
    "uvicorn": ("extract.review",),
    "markdown_it": ("extract.review",),
}
HEAVY = ("spacy", "sklearn", "scipy", "jieba", "opencc", "matplotlib", "pint", "openpyxl", "pyarrow", "starlette", "uvicorn", "markdown_it")
LATE = {"extract.schema": {"extract.convert"}}  # methods of records that only hand over: the one way up, taken when called
FOUNDATION = ("extract.errors", "extract.schema", "extract.gold")
LEVELS = (  # a module may import those of its own line and of the lines below it
    ("extract.cli",),
    ("extract.batch", "extract.train", "extract.evaluate", "extract.review", "extract.interop", "extract.corpora", "extract.spacy_component"),
    ("extract", "extract.job", "extract.show", "extract.show_html", "extract.show_explain"),
    ("extract.pipeline", "extract.explain", "extract.derive", "extract.pieces"),
    ("extract.text", "extract.quantity", "extract.claim", "extract.link"),
    ("extract.lexicon", "extract.records", "extract.inputs", "extract.outputs", "extract.view", "extract.convert"),
    ("extract.readers", "extract.validation", "extract.html", "extract.pipe_on_processes"),
    ("extract.terminal",),
    ("extract.files", "extract.parallel"),
    ("extract.jsonl", "extract.encodings"),
    ("extract.gold",),
    ("extract.calibration",),
    ("extract.schema",),
    ("extract.errors",),
)


def name_of(file):
    parts = ("extract", *file.relative_to(PACKAGE).with_suffix("").parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {name_of(file): file for file in sorted(PACKAGE.rglob("*.py"))}


def within(name, package):
    return name == package or name.startswith(package + ".")


def for_types_only(node):
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def targets(node, name):
    """The modules that an import statement names, as full dotted names."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    package = name if MODULES[name].name == "__init__.py" else name.rpartition(".")[0]
    base = node.module or ""
    if node.level:
        base = ".".join([*package.split(".")[: len(package.split(".")) - node.level + 1], *filter(None, [node.module])])
    return [f"{base}.{alias.name}" if f"{base}.{alias.name}" in MODULES else base for alias in node.names]


def imports(name, everywhere=True, types=False):
    """What a module imports: anywhere, or only when it is loaded itself; what only type checkers import on request."""
    found, open_nodes = set(), [ast.parse(MODULES[name].read_text(encoding="utf-8"))]
    while open_nodes:
        for node in ast.iter_child_nodes(open_nodes.pop()):
            if isinstance(node, ast.Import | ast.ImportFrom):
                found.update(targets(node, name))
            elif for_types_only(node) and not types:
                open_nodes.extend(node.orelse)
            elif everywhere or not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
                open_nodes.append(node)
    return found


def downward(name):
    """What a module imports of ours, without what ``LATE`` lets it import when called."""
    late = LATE.get(name, set()) - imports(name, everywhere=False)
    return {module for module in imports(name) if module in MODULES} - late


def loaded_with(name):
    """All modules of ours that are loaded when ``name`` is, with itself: packages above a module are."""
    seen, waiting = set(), [name]
    while waiting:
        module = waiting.pop()
        if module in MODULES and module not in seen:
            seen.add(module)
            waiting += [module.rpartition(".")[0], *imports(module, everywhere=False)]
    return seen


def level(name):
    """The line of LEVELS a module stands in, by its longest entry."""
    entries = [(entry, line) for line, entries in enumerate(LEVELS) for entry in entries]
    found = [(len(entry), line) for entry, line in entries if name == entry or (entry != "extract" and within(name, entry))]
    return max(found)[1] if found else None


@pytest.mark.parametrize("name", MODULES)
def test_every_module_has_its_level(name):
    assert level(name) is not None, f"{name}: say in LEVELS where it belongs"


@pytest.mark.parametrize("name", MODULES)
def test_imports_go_one_way(name):
    upward = [module for module in downward(name) if level(module) < level(name)]
    assert not upward, f"{name} imports {upward}"


@pytest.mark.parametrize("stage", STAGES)
def test_stages_never_import_one_another(stage):
    others = [f"extract.{other}" for other in STAGES if other != stage]
    for name in MODULES:
        if within(name, f"extract.{stage}"):
            crossing = [module for module in imports(name, types=True) if any(within(module, other) for other in others)]
            assert not crossing, f"{name} imports {crossing}"


@pytest.mark.parametrize("package", ALLOWED)
def test_who_may_import_what(package):
    users = {name for name in MODULES if any(within(module, package) for module in imports(name))}
    strangers = {name for name in users if not any(within(name, allowed) for allowed in ALLOWED[package])}
    assert not strangers, f"{package} is imported by {strangers}"


@pytest.mark.parametrize("package", HEAVY)
def test_the_command_line_loads_nothing_heavy(package):
    at_once = {name: imports(name, everywhere=False) for name in loaded_with("extract.cli")}
    loading = {name for name, modules in at_once.items() if any(within(module, package) for module in modules)}
    assert not loading, f"{package} is imported as soon as the command line is, by {loading}"


def test_the_foundation_stands_by_itself():
    for name in FOUNDATION:
        assert downward(name) <= set(FOUNDATION)


def test_late_imports_are_needed_and_late():
    for name, late in LATE.items():
        assert late <= imports(name), "an exception that nothing uses"
        assert not late & (imports(name, everywhere=False) | imports(name, everywhere=False, types=True))


def test_nothing_imports_scripts_or_tests():
    for name in MODULES:
        assert not {module for module in imports(name) if within(module, "scripts") or within(module, "tests")}


def test_the_parser_of_imports_sees_what_it_must():
    assert "extract.records" in imports("extract.cli.look")
    assert "extract.records" not in imports("extract.cli.look", everywhere=False)
    assert "extract.errors" in imports("extract.cli.common", everywhere=False)
    assert "rich.progress" in imports("extract.terminal", types=True)
    assert {"extract", "extract.cli", "extract.errors"} <= loaded_with("extract.cli")
