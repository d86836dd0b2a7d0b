"""On the card: danger with the report that is owed, the duty item a routing rests on, 准入意见, and citing an item."""

from io import BytesIO

import pytest
from pypdf import PdfReader
from PySide6.QtWidgets import QLabel

from govdesk.domain.errors import RuleViolation
from govdesk.services.documents import issue_document
from govdesk.services.duties import import_duties
from tests.exchange.sheet_files import write_xlsx


@pytest.fixture
def listed(street, tmp_path):
    """A street with one item of its own and one that the county leads."""
    head = ["序号", "事项", "案件类别", "主责单位", "配合单位"]
    own = write_xlsx(tmp_path / "职责清单.xlsx", [head, [41, "占道经营整治", "市容环卫", "综合执法中队", "派出所"]])
    shared = write_xlsx(tmp_path / "属地清单.xlsx", [head, [12, "河道非法采砂查处", "", "水利局", "综合执法中队"]])
    operator = street.seat("operator")
    import_duties(street.desk, operator, own, "street")
    import_duties(street.desk, operator, shared, "shared")
    return street


def shown_card(street, case_id, make_window, settle, seat="operator"):
    window = make_window(street, seat)
    window.place.case_wanted.emit(case_id)
    settle(window)
    return window, window.screen_of("cases").card


def words_of(widget) -> str:
    return "\n".join(each.text() for each in widget.findChildren(QLabel) if not each.isHidden())


def test_a_risk_without_its_report_stands_in_red_and_leads_to_the_action(street, make_window, settle):
    case_id = street.register(title="丈夫打人", text="丈夫多次打人。", flags=("risk_domestic_violence",))
    window, card = shown_card(street, case_id, make_window, settle)
    assert "家庭暴力：应当报告公安机关、妇女联合会，还没有报告" in words_of(card.body.beside)
    card.body.beside.action_wanted.emit("report_risk")
    assert card.pane is not None and card.pane.offer.action == "report_risk"
    card.pane.given_up.emit()
    street.act(case_id, "report_risk", reported_to="派出所值班室", reported_how="phone", reported_by="王敏")
    card.reload()
    settle(window)
    assert "已报告派出所值班室（电话，王敏）" in words_of(card.body.beside)
    assert "还没有报告" not in words_of(card.body.beside)


def test_a_call_that_nobody_has_noted_stands_on_the_card_with_its_words(street, make_window, settle):
    case_id = street.register(title="有人要跳楼", text="男子站在楼顶，扬言跳楼。")
    window, card = shown_card(street, case_id, make_window, settle)
    assert "先打电话" in words_of(card.body.beside) and "跳楼" in words_of(card.body.beside)
    street.act(case_id, "acknowledge_call", called="派出所张警官", reason="已出警")
    card.reload()
    settle(window)
    assert "紧急联络：派出所张警官；已出警" in words_of(card.body.beside)


def test_the_why_box_names_the_duty_item(listed, make_window, settle):
    case_id = listed.register(
        title="早市占道经营", text="摊贩占道经营。", channel="hotline_12345", category="city_appearance"
    )
    _window, card = shown_card(listed, case_id, make_window, settle)
    assert "依据：职责清单第 41 项“占道经营整治”，主责综合执法中队" in words_of(card.body.why)
    assert "准入意见" not in words_of(card.body.why)


def test_capability_19_a_county_task_outside_the_list_is_told_in_red(listed, make_window, settle):
    case_id = listed.register(
        title="统计企业用电", text="县局通知：统计企业用电。", channel="superior_assigned", category="other_matter"
    )
    _window, card = shown_card(listed, case_id, make_window, settle)
    (line,) = [each for each in card.body.why.findChildren(QLabel) if each.text().startswith("准入意见")]
    assert line.text().startswith("准入意见（清单之外）：") and line.property("role") == "overdue"
    asked = []
    card.paper_wanted.connect(lambda case, kind: asked.append((case, kind)))
    card.body.why.paper_wanted.emit("admission_opinion")
    assert asked == [(case_id, "admission_opinion")]


def test_capability_19_a_county_task_outside_the_list_prints_its_opinion(listed):
    case_id = listed.register(
        title="统计企业用电", text="县局通知：统计企业用电。", channel="superior_assigned", category="other_matter"
    )
    issued = issue_document(listed.desk, listed.seat("operator"), "admission_opinion", case_id)
    printed = PdfReader(BytesIO(issued.content)).pages[0].extract_text().replace("\n", "")
    assert "交办事项准入意见" in printed and "不予准入" in printed and issued.number in printed
    with pytest.raises(RuleViolation):
        issue_document(listed.desk, listed.seat("operator"), "admission_opinion", listed.register())


def test_capability_79_a_return_cites_an_item_picked_from_the_lists(listed, make_window, settle):
    case_id = listed.register(
        title="早市占道经营", text="摊贩占道经营。", channel="hotline_12345", category="city_appearance"
    )
    _window, card = shown_card(listed, case_id, make_window, settle)
    card.run("send_back")
    field = card.pane.form.rows["basis"].field
    assert [code for code, _words in field.picker._choices] == ["职责清单第 41 项", "属地清单第 12 项"]
    field.picker.setText("采砂")
    assert "采砂" in field.problem(), "typed but not chosen"
    field.picker._take_only()
    assert field.value() == "属地清单第 12 项" and field.problem() == ""
    field.text.insertPlainText("，主责在县直部门")
    assert field.value() == "属地清单第 12 项，主责在县直部门"


def test_without_lists_the_basis_is_typed(street, make_window, settle):
    case_id = street.register()
    _window, card = shown_card(street, case_id, make_window, settle)
    card.run("send_back")
    field = card.pane.form.rows["basis"].field
    field.text.setPlainText("村民委员会组织法")
    assert not field.picker.isVisible() and field.value() == "村民委员会组织法"
