"""The mediator's screen on a real folder: typed text is kept, findings stand under fields, the page is the paper."""

import json
import re
import time
from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from govdesk.background.bus import ChangeBus
from govdesk.background.runner import Runner
from govdesk.background.session import Session
from govdesk.domain.agreement import DraftParty, PartyKind, Performance, draft_to_dict
from govdesk.domain.case import PartySnapshot
from govdesk.foundation import text
from govdesk.services import mediation
from govdesk.services.documents import issued_documents, page_count, reprint
from govdesk.ui import theme
from govdesk.ui.screens.mediation.drafting import AUTOSAVE_MILLISECONDS
from govdesk.ui.screens.mediation.screen import MediationScreen
from govdesk.ui.widgets.page_printing import PageFeeder, a4_printer
from tests.conftest import Street
from tests.documents.reading import text_of
from tests.documents.word.reading import words_of

LONG = 15_000
PARTIES = (
    PartySnapshot("张守田", sex="男", nation="汉族", birth="1974-03-12", address="柳林村一组"),
    PartySnapshot("李䶮", role="respondent", sex="男", nation="汉族", birth="1969-08-05", address="柳林村一组"),
)
TERMS = ("李䶮于2026年12月5日前拆除占用部分院墙，恢复排水沟。", "张守田补助拆除费用800元，于验收当日现金支付。")


@pytest.fixture
def table(street: Street) -> int:
    return at_the_table(street)


@pytest.fixture
def runner(qapp: QApplication) -> Iterator[Runner]:
    theme.apply(qapp)
    made = Runner()
    yield made
    assert made.shutdown()


@pytest.fixture
def screen(qtbot: QtBot, street: Street, table: int, runner: Runner) -> MediationScreen:
    return shown(qtbot, street, runner)


def at_the_table(street: Street, text: str = "李䶮翻建院墙占用排水沟，致张守田院内积水。") -> int:
    case_id = street.register(parties=PARTIES, text=text)
    street.act(case_id, "sign")
    street.act(case_id, "mediate", consents=["张守田", "李䶮"], mediators=["秦有理"])
    return case_id


def shown(qtbot: QtBot, street: Street, runner: Runner, seat: str = "mediator") -> MediationScreen:
    made = MediationScreen(street.desk, Session(street.seat(seat)), runner, ChangeBus())
    qtbot.addWidget(made)
    made.resize(1366, 724)
    with qtbot.waitSignal(made.page_shown, timeout=LONG):
        made.show()
    qtbot.waitUntil(lambda: made.editor._verdict.text() != "", timeout=LONG)
    return made


def finish(screen: MediationScreen, qtbot: QtBot) -> None:
    """Fill in what makes the agreement complete."""
    draft = replace(
        screen.editor.draft(),
        terms=TERMS,
        performance=Performance("现金", "柳林村村委会", "2026-12-05"),
        recorder="郑和平",
    )
    screen.editor.set_draft(draft)
    with qtbot.waitSignals([screen.drafting.checked, screen.page_shown, screen.drafting.saved], timeout=LONG):
        screen.editor.changed.emit()


def kept(street: Street, case_id: int) -> mediation.AgreementWork:
    return mediation.agreement_for_case(street.desk, street.seat("operator"), case_id)


def press(widget: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(widget, key, modifier)


def test_the_table_opens_with_what_the_case_knows(screen: MediationScreen) -> None:
    assert [row.parties for row in screen.list.rows()] == [("张守田", "李䶮")]
    draft = screen.editor.draft()
    assert [party.name for party in draft.parties] == ["张守田", "李䶮"]
    assert draft.facts.startswith("李䶮翻建")
    assert [mediator.name for mediator in draft.mediators] == ["秦有理"]
    assert screen.preview.page_count() >= 1
    assert screen.head.print.text() == "打印 3 份"
    assert [paper.state for paper in screen.papers.rows()] == ["待拟"]


def test_what_is_typed_is_on_the_disk_within_two_seconds(
    screen: MediationScreen, qtbot: QtBot, street: Street, table: int
) -> None:
    assert AUTOSAVE_MILLISECONDS <= 2_000
    with qtbot.waitSignal(screen.drafting.saved, timeout=LONG):
        QTest.keyClicks(screen.editor.recorder.lineEdit(), "abc")
    assert kept(street, table).draft.recorder == "abc"
    with qtbot.waitSignal(screen.drafting.saved, timeout=LONG):
        screen.editor.facts.setPlainText("改过的事实。")
    assert kept(street, table).draft.facts == "改过的事实。"
    qtbot.waitUntil(lambda: [paper.state for paper in screen.papers.rows()] == ["草稿"], timeout=LONG)


def test_somebody_who_types_without_a_pause_is_saved_too(
    screen: MediationScreen, qtbot: QtBot, street: Street, table: int
) -> None:
    began = time.monotonic()
    while not kept(street, table).revision:
        assert time.monotonic() - began < LONG / 1000
        screen.editor.facts.insertPlainText("字")
        qtbot.wait(100)


def test_leaving_the_screen_keeps_the_last_words(
    screen: MediationScreen, qtbot: QtBot, street: Street, table: int
) -> None:
    screen.editor.place.setText("村委会")
    with qtbot.waitSignal(screen.drafting.saved, timeout=LONG):
        screen.hide()
    assert kept(street, table).draft.performance.place == "村委会"


def test_return_adds_the_next_term_and_backspace_takes_it_away(screen: MediationScreen) -> None:
    terms = screen.editor.terms
    first = terms.rows[0].text
    first.setFocus()
    first.setPlainText("第一条内容")
    first.moveCursor(first.textCursor().MoveOperation.End)
    press(first, Qt.Key.Key_Return)
    assert len(terms.rows) == 2
    terms.rows[1].text.setPlainText("第二条内容")
    assert terms.terms() == ("第一条内容", "第二条内容")
    terms.rows[1].text.clear()
    press(terms.rows[1].text, Qt.Key.Key_Backspace)
    assert [row.text.toPlainText() for row in terms.rows] == ["第一条内容"]
    press(first, Qt.Key.Key_Backspace)
    assert len(terms.rows) == 1


def test_return_while_the_input_method_composes_adds_nothing(screen: MediationScreen) -> None:
    text_edit = screen.editor.terms.rows[0].text
    QApplication.sendEvent(text_edit, QInputMethodEvent("pei", []))
    QApplication.sendEvent(
        text_edit, QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
    )
    assert len(screen.editor.terms.rows) == 1


def test_several_pasted_lines_become_several_terms(screen: MediationScreen) -> None:
    data = QMimeData()
    data.setText("一、李䶮拆除院墙；\n\n二、张守田补助800元。\n")
    screen.editor.terms.rows[0].text.insertFromMimeData(data)
    assert screen.editor.terms.terms() == ("一、李䶮拆除院墙；", "二、张守田补助800元。")


def test_a_finding_stands_under_its_field_and_names_its_article(screen: MediationScreen, qtbot: QtBot) -> None:
    finish(screen, qtbot)
    block = screen.editor.parties.blocks[1]
    with qtbot.waitSignal(screen.drafting.checked, timeout=LONG):
        block.id_number.setText("610114196908050039")
    told = "提示：李䶮 的身份证号末位与校验码不符（应为 8，现为 9），核对后仍可保存（GB 11643-1999）"
    assert block.notes.texts() == [told]
    assert block.id_number.property("doubtful") is True
    assert "GB 11643-1999" in block.id_number.accessibleDescription()
    assert block.id_note.isVisible()
    assert screen.head.issue.isEnabled()


def test_what_is_said_of_one_mediator_stands_at_the_mediators(screen: MediationScreen) -> None:
    finding = mediation.FindingView(
        "mediator_not_registered", "warning", "mediators[1]", "冯无名 不在名册里。", "第十三条"
    )
    form = screen.editor
    form.show_findings([finding])
    assert form.mediators.field.property("doubtful")
    assert "冯无名" in form.mediators.field.accessibleDescription()
    form.show_findings([])
    assert not form.mediators.field.property("doubtful")


def test_the_reason_for_a_doubtful_number_is_kept(
    screen: MediationScreen, qtbot: QtBot, street: Street, table: int
) -> None:
    block = screen.editor.parties.blocks[1]
    block.id_number.setText("610114196908050039")
    with qtbot.waitSignal(screen.drafting.saved, timeout=LONG):
        block.id_note.setText("户口簿如此")
    assert kept(street, table).draft.parties[1].id_note == "户口簿如此"


def test_an_error_holds_the_paper_back_and_f4_goes_to_it(screen: MediationScreen, qtbot: QtBot) -> None:
    finish(screen, qtbot)
    screen.activateWindow()
    with qtbot.waitSignal(screen.drafting.checked, timeout=LONG):
        screen.editor.facts.setPlainText("")
    assert not screen.head.issue.isEnabled()
    assert screen.editor.facts.property("invalid") is True
    assert "必须改正" in screen.editor._verdict.text()
    screen.editor.go_to_next_finding()
    assert QApplication.focusWidget() is screen.editor.facts


def test_an_organisation_asks_for_its_representative(screen: MediationScreen) -> None:
    block = screen.editor.parties.blocks[1]
    block.kind.set_code(PartyKind.ORGANISATION.value)
    assert block.rep_name.isVisible()
    assert not block.birth.isVisible()
    block.rep_name.setText("周志远")
    block.rep_role.setCurrentText("法定代表人")
    party = screen.editor.draft().parties[1]
    assert (party.kind, party.birth) == (PartyKind.ORGANISATION, "")
    assert party.representative is not None
    assert (party.representative.name, party.representative.role) == ("周志远", "法定代表人")


def test_copies_follow_the_parties(screen: MediationScreen) -> None:
    screen.editor.parties.more.click()
    screen.editor.parties.blocks[2].name.setText("王五")
    assert screen.editor.copies.value() == 4
    assert screen.editor.draft().copies is None
    screen.editor.copies.setValue(5)
    assert screen.editor.draft().copies == 5
    screen.editor.parties.blocks[2].remove.click()
    assert len(screen.editor.draft().parties) == 2
    assert screen.editor.draft().copies == 4


def test_instalments_add_up_and_are_chosen_from_the_parties(screen: MediationScreen) -> None:
    editor = screen.editor.instalments
    editor.more.click()
    editor.rows[0].editors["amount"].setText("8000")  # type: ignore[attr-defined]
    payer = editor.rows[0].editors["payer"]
    assert isinstance(payer, QComboBox)
    assert [payer.itemText(index) for index in range(payer.count())] == ["张守田", "李䶮"]
    payer.setCurrentText("李䶮")
    editor.more.click()
    editor.rows[1].editors["amount"].setText("1.2万")  # type: ignore[attr-defined]
    assert editor.instalments()[1].payer == "李䶮"
    assert editor._total.text() == "合计 20000 元（贰万元整）"


def test_the_whole_draft_survives_the_form(screen: MediationScreen) -> None:
    given = mediation.draft_from_dict(
        {
            "committee": "柳林村人民调解委员会",
            "consent": True,
            "parties": [
                {
                    "role": "甲方",
                    "name": "古丽",
                    "birth": "签字时核对",
                    "representative": {"name": "孙", "phone": "1"},
                },
                {"role": "乙方", "name": "示例公司", "kind": "organisation", "representative": "周志远"},
                {"role": "丙方", "name": "石头"},
            ],
            "participants": [{"name": "戴有才", "role": "村民小组长", "phone": "2"}, "赵邻居"],
            "cause": "租赁",
            "dispute_type": "合同纠纷",
            "facts": "事实。\n第二段。",
            "disputed": "押金",
            "terms": ["一条", "二条"],
            "performance": {"method": "转账", "due_on": "签字当日", "instalments": [{"amount": "捌佰元整"}]},
            "mediators": ["外请的人"],
            "recorder": "某人",
            "reached_on": "2026-11-18",
            "copies": 6,
            "form": "oral",
        }
    )
    screen.editor.set_draft(given)
    assert screen.editor.draft() == given


def test_issuing_closes_the_draft_and_shows_the_numbered_page(
    screen: MediationScreen, qtbot: QtBot, street: Street, table: int
) -> None:
    finish(screen, qtbot)
    screen.head.issue.click()
    assert screen.acts.issue_pane.isVisible()
    assert "柳林村人民调解委员会" in screen.acts.issue_pane.accessibleName()
    with qtbot.waitSignals([screen.notice, screen.loaded, screen.page_shown], timeout=LONG):
        screen.acts.issue_pane.only.click()
    (paper,) = issued_documents(street.desk, street.seat("operator"), table)
    assert screen.drafting.content == reprint(street.desk, street.seat("operator"), paper.id)
    assert paper.number in screen.bar.text()
    assert not screen.editor.facts.isEnabled()
    assert screen.head.issue.isHidden()
    assert (screen.papers.rows()[0].state, screen.papers.rows()[0].number) == ("已出具", paper.number)
    screen.editor.facts.setPlainText("改动")
    screen.drafting.save()
    assert kept(street, table).draft.facts != "改动"


def test_a_void_agreement_opens_the_draft_again(
    screen: MediationScreen, qtbot: QtBot, street: Street, table: int
) -> None:
    finish(screen, qtbot)
    with qtbot.waitSignal(screen.notice, timeout=LONG):
        screen.acts.issue(False)
    qtbot.waitUntil(lambda: screen.drafting.locked, timeout=LONG)
    screen.acts.ask_void()
    pane = screen.acts.void_pane
    assert not pane.yes.isEnabled()
    pane.reason.setText("姓名写错")
    pane.yes.click()
    qtbot.waitUntil(lambda: screen.editor.facts.isEnabled(), timeout=LONG)
    assert screen.editor.draft().terms == TERMS
    assert [paper.state for paper in screen.papers.rows()] == ["草稿", "已作废"]


def test_escape_leaves_the_question_unanswered(screen: MediationScreen, qtbot: QtBot) -> None:
    finish(screen, qtbot)
    screen.head.issue.click()
    press(screen.acts.issue_pane, Qt.Key.Key_Escape)
    assert screen.acts.issue_pane.isHidden()
    assert not screen.drafting.locked


def test_no_printer_is_said_and_a_file_is_offered(screen: MediationScreen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("govdesk.ui.widgets.page_printing.QPrinterInfo.availablePrinterNames", staticmethod(list))
    screen.acts.print(3)
    assert "没有安装打印机" in screen.bar.text()
    assert "另存为 PDF……" in [button.text() for button in screen.bar.findChildren(QAbstractButton)]


def test_every_page_goes_to_the_printer(screen: MediationScreen, qtbot: QtBot, tmp_path, runner: Runner) -> None:
    printer = a4_printer("协议书", 1)
    target = tmp_path / "printed.pdf"
    printer.setOutputFileName(str(target))
    done: list[int] = []
    content = screen.drafting.content
    feeder = PageFeeder(printer, content, runner, done.append, lambda error: pytest.fail(str(error)))
    feeder.start()
    qtbot.waitUntil(lambda: bool(done), timeout=LONG)
    assert page_count(target.read_bytes()) == page_count(content)


def test_the_page_is_saved_as_a_file(screen: MediationScreen, tmp_path) -> None:
    screen.acts.save_pdf(tmp_path / "a.pdf")
    assert (tmp_path / "a.pdf").read_bytes() == screen.drafting.content
    screen.acts.save_pdf(tmp_path / "none" / "a.pdf")
    assert "没有存成" in screen.bar.text()


def test_a_draft_from_a_stick_is_put_in_and_taken_back(
    screen: MediationScreen, qtbot: QtBot, tmp_path, street: Street, table: int
) -> None:
    before = screen.editor.draft()
    path = tmp_path / "村里拟的.json"
    path.write_text(json.dumps(draft_to_dict(replace(before, facts="村里写的事实。")), ensure_ascii=False), "utf-8")
    with qtbot.waitSignal(screen.drafting.saved, timeout=LONG):
        screen.acts.open_draft_file(path)
    assert kept(street, table).draft.facts == "村里写的事实。"
    back = next(b for b in screen.bar.findChildren(QAbstractButton) if b.text() == "换回原来的内容")
    back.click()
    assert screen.editor.draft() == before


def test_a_file_that_is_no_draft_is_refused_and_nothing_changes(screen: MediationScreen, tmp_path) -> None:
    before = screen.editor.draft()
    path = tmp_path / "x.json"
    path.write_text('{"parties": 3}', "utf-8")
    screen.acts.open_draft_file(path)
    assert "parties" in screen.bar.text()
    assert screen.editor.draft() == before


def test_two_seats_in_one_draft_lose_nothing(screen: MediationScreen, qtbot: QtBot, street: Street, table: int) -> None:
    other = kept(street, table)
    mediation.save_agreement(
        street.desk, street.seat("operator"), table, replace(other.draft, facts="操作员写的。"), other.revision
    )
    with qtbot.waitSignal(screen.drafting.collided, timeout=LONG):
        screen.editor.facts.setPlainText("调解员写的。")
    assert kept(street, table).draft.facts == "操作员写的。"
    assert screen.editor.draft().facts == "调解员写的。"
    mine = next(b for b in screen.bar.findChildren(QAbstractButton) if b.text() == "保留我的")
    with qtbot.waitSignal(screen.drafting.saved, timeout=LONG):
        mine.click()
    assert kept(street, table).draft.facts == "调解员写的。"


def test_another_case_keeps_what_was_typed_in_the_first(
    screen: MediationScreen, qtbot: QtBot, street: Street, table: int
) -> None:
    second = at_the_table(street, "另一件的事实，李䶮与张守田因树木发生争执。")
    screen.editor.method.setText("转账")
    with qtbot.waitSignal(screen.loaded, timeout=LONG):
        screen.show_case(second)
    assert screen.editor.draft().facts.startswith("另一件")
    qtbot.waitUntil(lambda: kept(street, table).draft.performance.method == "转账", timeout=LONG)
    assert kept(street, second).revision == 0


def test_a_case_without_mediation_says_what_to_do(screen: MediationScreen, qtbot: QtBot, street: Street) -> None:
    case_id = street.register()
    with qtbot.waitSignal(screen.drafting.not_found, timeout=LONG):
        screen.show_case(case_id)
    assert screen._stack.currentIndex() == 0
    assert any("没有正在进行的调解" in label.text() for label in screen._empty.findChildren(QLabel))


def test_an_empty_street_says_how_a_mediation_begins(qtbot: QtBot, street: Street, runner: Runner) -> None:
    made = MediationScreen(street.desk, Session(street.seat("mediator")), runner, ChangeBus())
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: made._stack.currentIndex() == 0 and made.list.rows() == [], timeout=LONG)
    assert not made.head.print.isEnabled()


def test_an_unprintable_character_keeps_the_old_page_and_is_named(screen: MediationScreen, qtbot: QtBot) -> None:
    pages = screen.preview.page_count()
    with qtbot.waitSignal(screen.drafting.page_refused, timeout=LONG):
        screen.editor.parties.blocks[0].name.setText("张\ue000")
    assert screen.preview.page_count() == pages
    assert "张" in screen.preview._state.text()


def test_a_character_without_a_glyph_is_left_to_the_pen_when_the_mediator_says_so(
    screen: MediationScreen, qtbot: QtBot, street: Street, table: int
) -> None:
    finish(screen, qtbot)
    with qtbot.waitSignal(screen.drafting.page_refused, timeout=LONG):
        screen.editor.place.setText("柳林村\ue000组")
    assert "履行" in screen.bar.text() or "“地点”" in screen.bar.text()
    with qtbot.waitSignal(screen.page_shown, timeout=LONG):
        press(screen.editor.place, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    assert screen.bar.text().startswith("已留空格，打印后请用笔填写：“\ue000”（U+E000，")
    with qtbot.waitSignal(screen.drafting.opened, timeout=LONG):
        screen.acts.issue(print_too=False)
    assert "柳林村〓组" in text_of(
        reprint(street.desk, street.seat("mediator"), kept(street, table).issued.document_id)
    )


def test_a_corrected_name_takes_the_offer_away(screen: MediationScreen, qtbot: QtBot) -> None:
    with qtbot.waitSignal(screen.drafting.page_refused, timeout=LONG):
        screen.editor.recorder.setEditText("张\ue000")
    assert screen.bar.isVisible()
    with qtbot.waitSignal(screen.page_shown, timeout=LONG):
        screen.editor.recorder.setEditText("张三")
    assert not screen.bar.isVisible() and not screen.boxes.on


def test_every_control_has_a_name_and_tab_reaches_all_in_order(screen: MediationScreen, qtbot: QtBot) -> None:
    kinds = (QLineEdit, QPlainTextEdit, QComboBox, QAbstractButton)
    controls = [w for w in screen.findChildren(QWidget) if isinstance(w, kinds) and w.isVisibleTo(screen)]
    nameless = [w for w in controls if not (w.accessibleName() or getattr(w, "text", str)())]
    assert [w for w in nameless if not isinstance(w.parent(), QComboBox)] == []
    screen.editor.parties.more.click()
    qtbot.wait(50)
    order = [w for w in screen.editor.editors() if w.isVisible() and w.isEnabled()]
    order = [w for w in order if not isinstance(w, QRadioButton) or w.isChecked()]  # the arrow keys choose in a group
    order[0].setFocus()
    seen = [stop_of(screen, order)]
    for _step in order[1:]:
        press(QApplication.focusWidget(), Qt.Key.Key_Tab)
        seen.append(stop_of(screen, order))
    assert seen == order
    press(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert not screen.editor.isAncestorOf(QApplication.focusWidget())
    order[1].setFocus()
    press(QApplication.focusWidget(), Qt.Key.Key_Backtab)
    assert stop_of(screen, order) is order[0]


def stop_of(screen: MediationScreen, order: list[QWidget]) -> QWidget | None:
    """The field that has the focus, or holds what has it."""
    focused = screen.window().focusWidget()
    return next((w for w in order if w is focused or w.isAncestorOf(focused)), None)


def test_the_role_of_a_party_is_read_whole_at_the_smallest_window(screen: MediationScreen) -> None:
    role = screen.editor.parties.blocks[1].role
    line = role.lineEdit()
    assert role.currentText() == "被申请人"
    assert line.cursorPosition() == 0
    assert line.fontMetrics().horizontalAdvance("被申请人") <= line.width() - 4


def test_nothing_on_the_screen_is_english(screen: MediationScreen, qtbot: QtBot) -> None:
    finish(screen, qtbot)
    screen.acts.ask_issue(True)
    shown_words = [w.text() for kind in (QLabel, QAbstractButton) for w in screen.findChildren(kind)]  # type: ignore[type-abstract]
    allowed = re.compile(r"LH\d{4}-\d+|PDF|Word|GB|Ctrl|F\d")
    assert [words for words in shown_words if re.search(r"[A-Za-z]{2,}", allowed.sub("", words))] == []


def test_every_word_goes_through_the_catalogue(qtbot: QtBot, street: Street, table: int, runner: Runner) -> None:
    text.use_language(text.PSEUDO)
    try:
        made = MediationScreen(street.desk, Session(street.seat("mediator")), runner, ChangeBus())
        qtbot.addWidget(made)
        words = [w.text() for kind in (QLabel, QAbstractButton) for w in made.findChildren(kind)]  # type: ignore[type-abstract]
        names = [w.accessibleName() for w in made.findChildren(QWidget)]
        loose = [each for each in [*words, *names] if re.search(r"[\u3400-\u9fff]", each) and "⟦" not in each]
        assert loose == []
    finally:
        text.use_language(None)


def test_the_lists_are_sound_models(screen: MediationScreen, qtmodeltester) -> None:
    qtmodeltester.check(screen.list.model())
    qtmodeltester.check(screen.papers.model())


def test_the_first_two_parties_stay_and_an_empty_third_does_not_count(screen: MediationScreen) -> None:
    assert screen.editor.parties.blocks[0].remove.isHidden()
    screen.editor.parties.more.click()
    assert len(screen.editor.draft().parties) == 2
    screen.editor.parties.set_parties([DraftParty(name="一")])
    assert len(screen.editor.parties.blocks) == 2


def test_an_agreement_goes_out_as_a_word_file(screen: MediationScreen, qtbot: QtBot, tmp_path) -> None:
    target = tmp_path / "协议书 草稿.docx"
    screen.acts.save_word(target)
    qtbot.waitUntil(target.exists, timeout=LONG)
    assert "张守田" in words_of(target.read_bytes())
    screen.acts.save_word(tmp_path / "none" / "a.docx")
    qtbot.waitUntil(lambda: "文件夹不存在" in screen.bar.text(), timeout=LONG)


def test_an_issued_agreement_shows_its_tools(screen: MediationScreen, qtbot: QtBot) -> None:
    assert not screen.acts.tools.isVisible()
    finish(screen, qtbot)
    with qtbot.waitSignals([screen.notice, screen.loaded], timeout=LONG):
        screen.acts.issue(False)
    qtbot.waitUntil(lambda: "还没有打印" in screen.acts.tools.state_text(), timeout=LONG)
    screen.acts.ask_print()
    qtbot.waitUntil(lambda: screen.acts.tools.print_pane.copies.value() == 3, timeout=LONG)
