"""The checkout keeps its shape: a fixed top level, rooms named after subjects, nobody's machine."""

import re

TOP_LEVEL = {"govdesk", "resources", "db", "tests", "packaging", "pyproject.toml", "README.md"}
ROOMS = {"app", "ui", "background", "services", "storage", "documents", "exchange", "domain", "foundation"}
NAMES_OF_NOTHING = {"utils", "util", "helpers", "helper", "common", "manager", "misc"}

# Taken apart, so that this file does not find itself.
MACHINE_FOLDERS = "|".join(["ro" + "ot", "ho" + "me", "Us" + "ers", "wo" + "rk"])
MACHINE_PATHS = re.compile(rf"(?<![\w.<~])/(?:{MACHINE_FOLDERS})/\w|[A-Z]:\\+Us" + "ers")
REGISTRY_HOSTS = re.compile(
    "|".join(
        [
            r"pypi\." + "org",
            "python" + r"hosted\.org",
            r"npm" + r"js\.",
            r"tuna\." + "tsinghua",
            r"mir" + r"rors\.",
        ]
    )
)


def test_the_top_level_is_fixed(source_tree):
    present = {path.parts[0] for path in source_tree.paths}
    assert {name for name in present if not name.startswith(".")} == TOP_LEVEL


def test_the_package_has_the_rooms_of_the_house_and_no_other(source_tree):
    rooms = {path.parts[1] for path in source_tree.paths if path.parts[0] == "govdesk" and len(path.parts) > 2}
    assert rooms == ROOMS


def test_no_file_is_named_after_nothing(source_tree):
    named = [path for path in source_tree.paths if path.parts[0] in {"govdesk", "tests", "packaging"}]
    assert [path for path in named if NAMES_OF_NOTHING & {*path.parent.parts, *path.stem.split("_")}] == []


def test_no_path_of_a_machine_and_no_registry_host_is_written_down(source_tree):
    found = []
    for path in source_tree.paths:
        for number, line in enumerate((source_tree.text(path) or "").splitlines(), start=1):
            if MACHINE_PATHS.search(line) or REGISTRY_HOSTS.search(line):
                found.append(f"{path}:{number}: {line.strip()[:120]}")
    assert found == []


def test_every_module_says_in_its_first_line_what_it_is(source_tree):
    texts = {path: (source_tree.text(path) or "").strip() for path in source_tree.modules()}
    assert [path for path, text in texts.items() if text and not text.startswith('"""')] == []
