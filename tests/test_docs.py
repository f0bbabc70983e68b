"""Documents, command line, Makefile and package say the same."""

import ast
import json
import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from typer.main import get_command

from extract import schema
from extract.cli import app
from extract.text.script import detect_script

ROOT = Path(__file__).parent.parent
DOCS = sorted(path for glob in ("*.md", "docs/**/*.md", "corpora/*/README.md", "models/*/README.md") for path in ROOT.glob(glob))
NAMES = [str(path.relative_to(ROOT)) for path in DOCS]
CONTRACT = ROOT / "docs" / "record.md"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TARGETS = set(re.search(r"^\.PHONY:(.*)$", MAKEFILE, re.M)[1].split())
TOP = get_command(app).commands
NESTED = {f"{name} {below}": one for name, group in TOP.items() for below, one in getattr(group, "commands", {}).items()}
COMMANDS = {name: command for name, command in TOP.items() if not hasattr(command, "commands")} | NESTED
OPTIONS = {name: {option for parameter in command.params for option in parameter.opts} for name, command in COMMANDS.items()}
PLACEHOLDER = r"[A-Z]{3,}/"


def read(name):
    return (ROOT / name).read_text(encoding="utf-8")


def code(text, *languages):
    """The fenced blocks of a document in one of the languages."""
    return [body for language, body in re.findall(r"^```(\w*)\n(.*?)^```", text, re.M | re.S) if language in languages]


def quoted(text):
    """What stands in backticks, on one line."""
    return re.findall(r"`([^`\n]+)`", text)


def parted(call):
    """The command of a call, with its subcommand, and the words after it."""
    words = call.split()[1:]
    if (group := TOP.get(words[0])) and hasattr(group, "default") and f"{words[0]} {words[1]}" not in COMMANDS:
        words.insert(1, group.default)
    size = 2 if " ".join(words[:2]) in COMMANDS else 1
    return " ".join(words[:size]), words[size:]


def shell(text):
    """Every command of the fenced shell blocks, without prompt and comment."""
    blocks = "".join(code(text, "", "sh", "bash", "shell", "console")).replace("\\\n", " ")
    return [part.strip() for line in blocks.split("\n") for part in re.split(r"\s+#|\||&&", line.removeprefix("$ "))]


# Names that documents use


@pytest.mark.parametrize("name", NAMES)
def test_links_lead_somewhere(name):
    links = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", read(name))
    local = [link for link in links if not re.match(r"[a-z]+:", link)]
    assert [link for link in local if not (ROOT / name).parent.joinpath(link).exists()] == []


@pytest.mark.parametrize("name", NAMES)
def test_paths_exist(name):
    places = [word for word in quoted(read(name)) if re.fullmatch(r"(extract|tests|scripts|docs|corpora|models)/[\w./-]*", word)]
    assert [place for place in places if not (re.search(PLACEHOLDER, place) or (ROOT / place).exists())] == []


@pytest.mark.parametrize("name", NAMES)
def test_make_targets_exist(name):
    named = {word.split()[1] for word in [*quoted(read(name)), *shell(read(name))] if re.match(r"make [a-z]", word)}
    assert named - TARGETS == set()


@pytest.mark.parametrize("name", NAMES)
def test_commands_in_shell_blocks_exist(name):
    for line in shell(read(name)):
        if line.startswith("zhclaims "):
            command, words = parted(line)
            if command.startswith("-"):
                continue
            assert command in COMMANDS, line
            options = {word.split("=")[0] for word in words if re.match(r"--?[a-z]", word)}
            assert options - OPTIONS[command] - {"--help", "-h"} == set(), line


@pytest.mark.parametrize("name", NAMES)
def test_python_blocks_are_python_and_use_what_there_is(name):
    import extract

    for block in code(read(name), "python", "py"):
        prompted = [line[4:] for line in block.split("\n") if line.startswith((">>>", "..."))]
        tree = ast.parse("\n".join(prompted) if prompted else block)
        attributes = [node for node in ast.walk(tree) if isinstance(node, ast.Attribute)]
        used = {node.attr for node in attributes if ast.unparse(node.value) == "extract"}
        assert {name for name in used if not hasattr(extract, name)} == set()


def test_every_command_and_option_is_documented():
    text = "\n".join(read(name) for name in NAMES if not name.startswith(("corpora", "models")))
    missing = [f"zhclaims {name}" for name in COMMANDS if f"zhclaims {name}" not in text and f"`{name}`" not in text]
    for name, command in COMMANDS.items():
        optional = [parameter.opts for parameter in command.params if parameter.opts[0].startswith("-")]
        missing += [f"zhclaims {name} {'/'.join(names)}" for names in optional if not any(option in text for option in names)]
    assert missing == []


@pytest.mark.parametrize("name", COMMANDS)
def test_help_shows_an_example_that_works(name):
    help_text = COMMANDS[name].help
    lines = [line.strip() for line in help_text.split("\n")]
    calls = [part.strip() for line in lines for part in line.split("|") if part.strip().startswith("zhclaims ")]
    assert any(call.startswith(f"zhclaims {name}") for call in calls)
    for call in calls:
        command, words = parted(call)
        assert {word for word in words if re.match(r"--?[a-z]", word)} <= OPTIONS[command]


# The contract


def cells(document):
    """The tables of a document: first cell → the whole row."""
    rows = re.findall(r"^\|(.+?)\|(.+)\|$", document, re.M)
    return {word: rest for first, rest in rows for word in quoted(first)}


def test_the_contract_names_every_field():
    fields = {name for record in (schema.Document, schema.Claim, schema.Source) for name in record.__struct_fields__} - {"extra"}
    text = CONTRACT.read_text(encoding="utf-8")
    assert {field for field in fields if f"`{field}`" not in text and f'"{field}"' not in text} == set()


ENUMERATED = {
    "script": schema.Script,
    "relation": schema.Relation,
    "kind": schema.Kind,
    "change": schema.Change,
    "modality": schema.Modality,
}


@pytest.mark.parametrize(("field", "values"), ENUMERATED.items())
def test_the_contract_lists_every_value(field, values):
    assert set(quoted(cells(CONTRACT.read_text(encoding="utf-8"))[field])) == set(values.__args__)


def test_the_example_of_the_contract_is_a_record():
    (example,) = code(CONTRACT.read_text(encoding="utf-8"), "json")
    record = json.loads(example)
    (claim,) = record["claims"]
    source, links = claim["source"], [claim[name] for name in ("entity", "property", "time", "source")]
    for span in (claim, *links, *source["cue"], *source["via"], *record["mentions"]):
        assert record["text"][span["start"] : span["end"]] == span["text"]
    assert set(record) == set(schema.Document.__struct_fields__) - {"extra"}
    assert set(claim) == set(schema.Claim.__struct_fields__) - {"label"}


# The project


def test_make_help_lists_every_target():
    listed = set(re.findall(r"^([a-z-]+):[^#\n]*## ", MAKEFILE, re.M))
    assert listed == TARGETS - {"data-given"}


def requirements():
    groups = [PROJECT["dependencies"], *PROJECT["optional-dependencies"].values()]
    return [Requirement(line) for group in groups for line in group]


def test_every_dependency_is_pinned_within_its_bounds_and_by_version_only():
    lines = [line for line in read("constraints.txt").splitlines() if not line.startswith("#")]
    assert [line for line in lines if not re.fullmatch(r"[A-Za-z0-9_.-]+==[0-9][0-9A-Za-z.]*", line)] == []
    pins = {re.sub(r"[-_.]+", "-", name).lower(): version for name, version in (line.split("==") for line in lines)}
    assert [str(need) for need in requirements() if pins.get(need.name, "0") not in need.specifier] == []


def test_every_dependency_has_its_reason():
    table = read("CONTRIBUTING.md").partition("## Dependencies")[2].partition("\n## ")[0]
    names = {name for row in re.findall(r"^\| (?:\*dev:\* )?([a-z][\w, -]+) \|", table, re.M) for name in row.split(", ")}
    assert names - {"dependency"} == {need.name for need in requirements()} - {PROJECT["name"]}


def test_the_changelog_has_this_version():
    assert f"## [{PROJECT['version']}]" in read("CHANGELOG.md")


def test_the_examples_are_short_and_in_both_scripts():
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "docs" / "examples").glob("*.txt"))]
    assert {detect_script(text) for text in texts} == {"hans", "hant"}
    assert all(400 <= len(text) <= 600 for text in texts)
