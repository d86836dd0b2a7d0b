"""Fields give what services take, say what is wrong below, and are worked by the keyboard."""

from dataclasses import dataclass
from datetime import date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from govdesk.ui.widgets.field_form import FieldForm
from govdesk.ui.widgets.picker import MultiPicker, Picker

NOW = datetime(2026, 11, 23, 9, 42)
BODIES = tuple((f"b{number}", name) for number, name in enumerate(("派出所", "司法所", "执法中队", "自然资源所")))


@dataclass(frozen=True)
class Spec:
    name: str
    label: str
    kind: str
    required: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    hint: str = ""


@pytest.fixture
def make_form(qtbot: QtBot):
    def make(*specs: Spec) -> FieldForm:
        form = FieldForm(specs, lambda: NOW)
        qtbot.addWidget(form)
        form.show()
        return form

    return make


@pytest.mark.parametrize(
    ("spec", "given", "wanted"),
    [
        (Spec("a", "甲", "text"), " 有 ", "有"),
        (Spec("a", "甲", "long_text"), "两\n行", "两\n行"),
        (Spec("a", "甲", "list"), ["笔录", "照片"], ["笔录", "照片"]),
        (Spec("a", "甲", "choice", choices=(("x", "一"), ("y", "二"))), "y", "y"),
        (Spec("a", "甲", "choices", choices=(("x", "一"), ("y", "二"))), ["y"], ["y"]),
        (Spec("a", "甲", "parties", choices=(("张三", "张三"), ("李四", "李四"))), ["李四"], ["李四"]),
        (Spec("a", "甲", "body", choices=BODIES), "b2", "b2"),
        (Spec("a", "甲", "bodies", choices=BODIES), ["b0", "b1"], ["b0", "b1"]),
        (Spec("a", "甲", "mediators", choices=(("冯安", "冯安"),)), ["冯安", "外请的人"], ["冯安", "外请的人"]),
        (Spec("a", "甲", "flag"), False, False),
        (Spec("a", "甲", "number"), 12, 12),
        (Spec("a", "甲", "date"), "2026-12-05", date(2026, 12, 5)),
        (Spec("a", "甲", "moment"), NOW, NOW),
    ],
    ids=lambda value: value.kind if isinstance(value, Spec) else "",
)
def test_every_kind_gives_back_what_was_put_in(make_form, spec: Spec, given, wanted) -> None:
    form = make_form(spec)
    assert form.values() == {}
    form.set_values({"a": given})
    assert form.values() == {"a": wanted}
    assert form.check()


@pytest.mark.parametrize("kind", ["text", "long_text", "list", "flag", "number", "date", "moment", "bodies"])
def test_an_empty_required_field_is_named(make_form, kind: str) -> None:
    form = make_form(Spec("a", "理由", kind, required=True, choices=BODIES))
    assert not form.check()
    assert form.rows["a"].error().text() == "请填写「理由」。"


def test_no_as_an_answer_is_an_answer(make_form) -> None:
    form = make_form(Spec("a", "是否联系上", "flag", required=True))
    form.set_values({"a": False})
    assert form.check()


@pytest.mark.parametrize(("kind", "typed"), [("date", "某天"), ("moment", "25:99"), ("number", "三")])
def test_what_cannot_be_read_is_said_and_forgiven_when_typed_again(make_form, kind: str, typed: str) -> None:
    form = make_form(Spec("a", "甲", kind))
    row = form.rows["a"]
    row.field.line.setText(typed)
    assert not form.check()
    assert row.error().isVisible()
    row.field.line.setText("")
    assert not row.error().isVisible()


def test_a_short_day_becomes_a_whole_one(make_form) -> None:
    form = make_form(Spec("a", "甲", "date"))
    line = form.rows["a"].field.line
    line.setText("12.5")
    line.editingFinished.emit()
    assert line.text() == "2026-12-05"


def test_return_in_a_line_sends_the_form_but_not_while_composing(make_form, qtbot: QtBot, qapp: QApplication) -> None:
    form = make_form(Spec("a", "甲", "text"))
    form.activateWindow()
    line = form.rows["a"].field.line
    line.setFocus()
    qtbot.waitUntil(line.hasFocus)
    QApplication.sendEvent(line, QInputMethodEvent("yi", []))
    with qtbot.assertNotEmitted(form.submitted):
        QTest.keyClick(line, Qt.Key.Key_Return)
    commit = QInputMethodEvent()
    commit.setCommitString("已")
    QApplication.sendEvent(line, commit)
    with qtbot.waitSignal(form.submitted):
        QTest.keyClick(line, Qt.Key.Key_Return)


def test_tab_leaves_a_long_text_and_control_return_sends_it(make_form, qtbot: QtBot) -> None:
    form = make_form(Spec("a", "甲", "long_text"), Spec("b", "乙", "text"))
    text = form.rows["a"].field.text
    form.activateWindow()
    text.setFocus()
    qtbot.waitUntil(text.hasFocus)
    with qtbot.waitSignal(form.submitted):
        QTest.keyClick(text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(text, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is form.rows["b"].field.line


def test_a_long_text_grows_with_its_lines(make_form, qtbot: QtBot) -> None:
    form = make_form(Spec("a", "甲", "long_text"))
    text = form.rows["a"].field.text
    before = text.height()
    text.setPlainText("\n".join("一行" for _line in range(6)))
    qtbot.waitUntil(lambda: text.height() > before)


def test_a_complaint_of_the_service_stands_below_its_field(make_form) -> None:
    form = make_form(Spec("a", "甲", "text"), Spec("b", "乙", "text"))
    assert form.show_error("b", "不行。")
    assert form.rows["b"].error().text() == "不行。"
    assert not form.show_error("c", "没有这一栏")


def test_initials_find_a_body_and_one_match_is_enough(qtbot: QtBot) -> None:
    picker = Picker(BODIES, "单位")
    qtbot.addWidget(picker)
    picker.show()
    picker.setText("zfzd")
    with qtbot.waitSignal(picker.picked) as picked:
        picker._take_only()
    assert picked.args == ["b2"]
    assert picker.text() == "执法中队"
    picker.setText("所")
    picker._typed("所")
    picker._take_only()
    assert picker.code() == ""


def test_all_initials_of_one_are_that_one_although_others_begin_so(qtbot: QtBot) -> None:
    picker = Picker((("1", "孙家村"), ("2", "孙家村南组")), "地点")
    qtbot.addWidget(picker)
    picker.setText("sjc")
    picker._take_only()
    assert picker.code() == "1"


def test_several_are_chips_that_can_be_taken_away(qtbot: QtBot) -> None:
    picker = MultiPicker(BODIES, "协办单位")
    qtbot.addWidget(picker)
    picker.set_codes(["b0", "b3"])
    chip = picker._flow.itemAt(0).widget()
    chip.removed.emit()
    assert picker.codes() == ("b3",)


def test_words_that_are_no_choice_are_not_taken_silently(make_form) -> None:
    form = make_form(Spec("a", "单位", "body", choices=BODIES * 3))
    form.rows["a"].field.picker.setText("没有的所")
    assert not form.check()
    assert "没有的所" in form.rows["a"].error().text()


def test_labels_are_buddies_of_their_fields(make_form) -> None:
    form = make_form(Spec("a", "甲", "text"))
    editors = [widget for widget in form.findChildren(QWidget) if widget.accessibleName() == "甲"]
    assert form.rows["a"].field.editor() in editors
