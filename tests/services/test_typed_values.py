"""What is typed after `--set`: lists and tables of a paper in one line."""

import pytest

from govdesk.domain.errors import BadInput
from govdesk.services.messages import sentence
from govdesk.services.typed_values import items_of, typed_values
from tests.conftest import Street


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("水利局、住建局", ["水利局", "住建局"]),
        ("清淤；修复路面", ["清淤", "修复路面"]),
        ("清理东沟、西沟；修复路面；", ["清理东沟、西沟", "修复路面"]),
        ("第一项\n第二项、附说明", ["第一项", "第二项、附说明"]),
        ("第一项\\n第二项", ["第一项", "第二项"]),
        ("只有一项", ["只有一项"]),
        ("", []),
    ],
)
def test_a_list_is_split_where_a_person_would(text: str, items: list[str]) -> None:
    assert items_of(text) == items


def test_names_alone_fill_a_list_of_materials(street: Street) -> None:
    read = typed_values(street.desk, "transfer_letter", [("materials", "工单、现场照片")])
    assert read == {"materials": [{"name": "工单"}, {"name": "现场照片"}]}
    numbered = typed_values(street.desk, "identity_papers", [("people", '[{"name": "甲"}]')])
    assert numbered == {"people": [{"name": "甲"}]}


def test_a_position_is_counted_where_the_table_has_one(street: Street) -> None:
    read = typed_values(street.desk, "evidence_list", [("materials", "借条；转账记录")])
    assert [(row["position"], row["name"]) for row in read["materials"]] == [("1", "借条"), ("2", "转账记录")]


@pytest.mark.parametrize("text", ["问：属实吗", "[{坏", '{"speaker": "问"}'])
def test_a_table_that_does_not_fit_one_line_tells_how_to_give_it(street: Street, text: str) -> None:
    with pytest.raises(BadInput) as caught:
        typed_values(street.desk, "hearing_record", [("turns", text)])
    said = sentence(caught.value)
    assert all(word in said for word in ("turns", "speaker（发言人）", "words（发言内容）", "--from", '{"turns": ['))


def test_texts_and_unknown_keys_are_passed_on_as_they_are(street: Street) -> None:
    assert typed_values(street.desk, "assignment", [("title", "甲、乙"), ("colour", "红")]) == {
        "title": "甲、乙",
        "colour": "红",
    }
    assert typed_values(street.desk, "assignment", [("assists", "甲、乙")]) == {"assists": ["甲", "乙"]}
