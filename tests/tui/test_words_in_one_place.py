"""No module of the face but ``wording`` holds words for people."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import optout_tui

FACE = Path(optout_tui.__file__).parent
MODULES = sorted(
    str(file.relative_to(FACE))
    for file in FACE.rglob("*.py")
    if "wording" not in file.relative_to(FACE).parts
)
TWO_WORDS = re.compile(r"[^\W\d_]\S* \S*[^\W\d_]{2,}")
WORD_AND_BLANK = re.compile(r"[^\W\d_]{2,}")
STYLES = {"bold", "dim", "not", "underline"}
ALLOWED = {
    "cli/arguments.py": {"optout-tui "},  # the program's name before its version
    "cli/bundle.py": {" none", "encoding ", "libc ", "python ", "system "},  # for maintainers
    "cli/main.py": {"argument --filter: expected", "optout-tui "},  # what Python says; a name
    "cli/outline.py": {"optout-tui "},  # in a record
    "config_reading.py": {r" \(at line (\d+), column (\d+)\)$"},  # what Python says, read here
    "log.py": {"the log is no plain file of ours"},  # caught in the same module
    "strength.py": {"correct horse battery staple"},  # what people choose, not what they read
}


@pytest.mark.parametrize("module", MODULES)
def test_words_for_people_are_in_wording_only(module) -> None:
    assert set(words_in((FACE / module).read_text())) == ALLOWED.get(module, set())


def test_the_look_itself_sees_words_and_nothing_else() -> None:
    source = '''
"""A docstring of a module."""
class Screen:
    """A docstring."""
    DEFAULT_CSS = "Screen { height: auto; }"
    desk: "Desk | None" = None
def told(left: int, name: "str | None") -> "str | None":
    say("down,j", "bold underline", "--plain", f"{left} {name}", f"{left:>3}")
    return f"{left} left" or "A sentence." or "one"
'''
    assert sorted(words_in(source)) == [" left", "A sentence."]


def words_in(source: str) -> Iterator[str]:
    """Yield the literals that look like words for people: two words, or one beside a value."""
    tree = ast.parse(source)
    others = set(map(id, _others(tree)))
    parts = {
        id(part)
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr)
        for part in node.values
    }
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in others
        ):
            looks = TWO_WORDS.search(node.value) or (
                id(node) in parts and " " in node.value and WORD_AND_BLANK.search(node.value)
            )
            if looks and not STYLES.issuperset(node.value.split()):
                yield node.value


def _others(tree: ast.Module) -> Iterator[ast.AST]:
    """Yield what is no word for people by its place: docstrings, types in quotes, styles."""
    for node in ast.walk(tree):
        match node:
            case ast.Expr(value=ast.Constant() as docstring):
                yield docstring
            case ast.AnnAssign(annotation=kind) | ast.arg(annotation=ast.AST() as kind):
                yield from ast.walk(kind)
            case ast.FunctionDef(returns=ast.AST() as kind):
                yield from ast.walk(kind)
            case ast.AsyncFunctionDef(returns=ast.AST() as kind):
                yield from ast.walk(kind)
            case ast.Assign(targets=[ast.Name(id="DEFAULT_CSS")], value=css):
                yield from ast.walk(css)
            case _:
                pass
