"""A draft agreement from a stick given for another form of the dossier fills that form."""

import json
from pathlib import Path
from typing import Any

import pytest

from govdesk.domain.errors import BadInput
from govdesk.services.documents import render_draft
from tests.documents.reading import text_of

DRAFTS = Path(__file__).parents[1] / "domain" / "drafts"


def draft(name: str, **changes: Any) -> dict[str, Any]:
    value: dict[str, Any] = json.loads((DRAFTS / name).read_text(encoding="utf-8"))
    return value | changes


def printed(kind: str, data: dict[str, Any]) -> str:
    return "".join(text_of(render_draft(kind, data).content).split())


def test_the_register_of_an_oral_agreement_repeats_the_draft() -> None:
    text = printed("oral_agreement", draft("long/shared_well.json", number="柳人调字〔2026〕7号"))
    expected = (
        "关山街道柳林村人民调解委员会",
        "人民调解口头协议登记表",
        "编号：柳人调字〔2026〕7号",
        "杭天宝男汉族68",
        "三户地块都靠3号机井浇灌",
        "浇地次序按地块由近到远",
        "履行地点：3号机井",
        "周明义",
        "何小婷",
        "2026年11月19日",
    )
    places = [text.find("".join(words.split())) for words in expected]
    assert -1 not in places
    assert places == sorted(places)


def test_the_application_names_who_asks_and_who_answers() -> None:
    text = printed("application", draft("long/field_edge.json"))
    assert text.index("申请人") < text.index("尤成礼") < text.index("被申请人") < text.index("单大海")
    assert "原有一条宽60公分的土埂" in text
    assert "编号" not in text


def test_the_joint_application_names_the_agreement_and_everybody() -> None:
    text = printed("confirmation_application", draft("long/fatal_crash.json"))
    assert "申请人（个人）" in text and "申请人（单位）" in text
    number = draft("long/fatal_crash.json")["number"]
    assert f"请求依法确认2026年11月20日在关山街道柳林村人民调解委员会主持下达成的调解协议（编号：{number}）有效" in text
    assert text.count("湖北顺达物流有限公司") >= 3, "in the table, in the terms and at its place to sign"
    assert "申请人（个人）" not in printed("confirmation_application", draft("long/two_firms.json"))
    assert "申请人（单位）" not in printed("confirmation_application", draft("long/field_edge.json"))


@pytest.mark.parametrize("kind", ["oral_agreement", "application", "confirmation_application"])
def test_a_draft_that_cannot_be_read_is_refused_in_its_own_words(kind: str) -> None:
    with pytest.raises(BadInput) as refused:
        render_draft(kind, draft("long/field_edge.json", consent="yes"))
    assert refused.value.code == "draft_expects_flag"


def test_the_fields_of_the_form_itself_are_read_as_before() -> None:
    own = {"parties": [{"name": "张守田"}, {"name": "李春生"}], "facts": "两家共用的沟堵了。", "terms": ["当场疏通。"]}
    assert "当场疏通" in printed("oral_agreement", own)
    with pytest.raises(BadInput) as refused:
        render_draft("oral_agreement", own | {"committee": "柳林村人民调解委员会"})
    assert refused.value.code == "paper_unknown_key"
