"""Every Chinese sentence of the program goes through the catalogue, so that another language is a file."""

import ast
import re
from pathlib import Path

CHINESE = re.compile(r"[\u3400-\u9fff]")
ROOMS_UNDER_THE_RULE = {"app", "ui", "background", "services", "storage", "foundation"}

# Tables of sentences that are passed through the catalogue where they are used.
TABLES = re.compile(r"services/(messages(_\w+)?|import_labels)\.py$")

# Chinese that is content and not speech: it is stored, compared or invented, and stays as it is in every language.
CONTENT = {
    "govdesk/app/benchmarks/*.py": "invented texts to measure with",
    "govdesk/services/action_keys.py": "how people say that everybody is meant",
    "govdesk/services/action_values.py": "how a word was passed on, and opinions as people write them",
    "govdesk/services/demonstration*.py": "the invented life of the demonstration street",
    "govdesk/services/duty_names.py": "how a duty list writes the names of bodies",
    "govdesk/services/founding.py": "invented names, and the endings of place names",
    "govdesk/services/generation*.py": "invented texts of generated cases",
    "govdesk/services/grids.py": "titles of posts and names of bodies as they are stored",
    "govdesk/services/import_rows.py": "words by which a ledger tells what a row is",
    "govdesk/services/linear_model.py": "characters that say nothing about a matter",
    "govdesk/services/paper_kinds_*.py": "words that are printed on papers",
    "govdesk/services/written_values.py": "是, 否, units and marks as people write them",
    "govdesk/ui/widgets/dates.py": "dates as people type them",
}


# `topic#heading` names a page of the help, it is not shown.
HELP_PAGE = re.compile(r"[a-z_]+#")


def test_chinese_in_the_program_goes_through_the_catalogue(source_tree):
    found = []
    for path in source_tree.modules():
        if len(path.parts) < 3 or path.parts[1] not in ROOMS_UNDER_THE_RULE or TABLES.search(path.as_posix()):
            continue
        if any(path.match(pattern) for pattern in CONTENT):
            continue
        found.extend(f"{path}:{line}: {text[:40]!r}" for line, text in loose_chinese(source_tree.root / path))
    assert found == []


def test_no_sentence_is_built_before_it_is_looked_up(source_tree):
    """`_(f"…")` and `_("…" + x)` never match an entry of a catalogue."""
    found = []
    for path in source_tree.modules():
        for node in ast.walk(_parsed(source_tree.root / path)):
            if _is_translation(node) and not all(isinstance(part, ast.Constant | ast.Name) for part in node.args):
                wrong = [part for part in node.args if isinstance(part, ast.JoinedStr | ast.BinOp)]
                found.extend(f"{path}:{part.lineno}" for part in wrong)
    assert found == []


def loose_chinese(path: Path) -> list[tuple[int, str]]:
    """Line and text of every string constant with Chinese in it that is no docstring and not inside `_()`."""
    tree = _parsed(path)
    allowed: set[int] = set()
    for node in ast.walk(tree):
        if _is_translation(node):
            allowed.update(id(part) for argument in node.args for part in ast.walk(argument))
        elif isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[0] if node.body else None
            if isinstance(first, ast.Expr):
                allowed.add(id(first.value))
    return [
        (node.lineno, node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and CHINESE.search(node.value)
        and not HELP_PAGE.match(node.value)
        and id(node) not in allowed
    ]


def _is_translation(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_"


def _parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))
