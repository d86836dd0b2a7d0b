"""Files given to the command line: what cannot be read is refused with its place, never with a trace."""

from pathlib import Path

import pytest

from govdesk.app.commands.input_files import Fields, read_object
from govdesk.domain.errors import BadInput


@pytest.mark.parametrize("content", ["{", "[" * 100_000, '{"people_count": ' + "9" * 5000 + "}", "\ud800"])
def test_what_is_no_json_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "case.json"
    path.write_bytes(content.encode("utf-8", "surrogatepass"))
    with pytest.raises(BadInput) as refused:
        read_object(str(path))
    assert refused.value.code == "json_unreadable"


@pytest.mark.parametrize("value", [float("inf"), float("nan"), 1.5, True, "many", [3]])
def test_a_number_is_whole(value: object) -> None:
    with pytest.raises(BadInput) as refused:
        Fields({"people_count": value}, "case.json").number("people_count")
    assert refused.value.code == "json_field_wrong"


@pytest.mark.parametrize(("value", "number"), [(3, 3), (3.0, 3), ("3", 3), ("", None), (None, None)])
def test_a_whole_number_is_read_however_it_was_written(value: object, number: int | None) -> None:
    assert Fields({"people_count": value}, "case.json").number("people_count") == number
