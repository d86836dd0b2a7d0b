"""One dispute from application to archive without a mouse: every step by keys, and the notes outlive a kill."""

import subprocess
import sys
import textwrap
import time
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit

from govdesk.domain.case import PartySnapshot
from govdesk.services.documents import page_count
from govdesk.services.mediation_work import mediation_file
from govdesk.services.opening import open_desk
from govdesk.services.session_notes import open_notes
from tests.ui.widgets.test_paper_tools import PdfPrinters

LONG = 15_000
TYPED = 5_000
ROOT = Path(__file__).resolve().parents[3]
CONTROL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
PLAIN = Qt.KeyboardModifier.NoModifier
PARTIES = (
    PartySnapshot("张守田", sex="男", nation="汉族", birth="1974-03-12", address="柳林村一组"),
    PartySnapshot("李䶮", role="respondent", sex="男", nation="汉族", birth="1969-08-05", address="柳林村一组"),
)


class Hands:
    """Fingers on a keyboard: what they cannot reach by keys they cannot do."""

    def __init__(self, window, qtbot, settle) -> None:
        self.window, self.qtbot, self.settle = window, qtbot, settle
        self.screen = None

    def press(self, key, modifiers=PLAIN) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifiers)

    def say(self, words: str) -> None:
        """What an input method commits."""
        event = QInputMethodEvent()
        event.setCommitString(words)
        QApplication.sendEvent(QApplication.focusWidget(), event)

    def tab_to(self, wanted) -> None:
        self.walked = []
        for _step in range(120):
            focused = QApplication.focusWidget()
            if focused is not None and (focused is wanted or wanted.isAncestorOf(focused)):
                return
            self.walked.append(focused.accessibleName() or type(focused).__name__)
            self.press(Qt.Key.Key_Tab)
        raise AssertionError(f"the keyboard does not reach {wanted.accessibleName() or wanted}: {self.walked}")

    def form(self, pane):
        """The form that a key has opened, once it is there."""
        self.qtbot.waitUntil(lambda: pane.host.pane is not None, timeout=LONG)
        return pane.host.pane

    def fill(self, form, values) -> None:
        """Every field is reached by Tab and filled by keys."""
        for name, value in values.items():
            rows = form.form.rows if name in form.form.rows else form.word.rows
            field = rows[name].field
            self.tab_to(field)
            focused = QApplication.focusWidget()
            if isinstance(focused, QComboBox):
                for _step in range(focused.count()):
                    if focused.currentData() == value:
                        break
                    self.press(Qt.Key.Key_Down)
                assert focused.currentData() == value
            elif isinstance(value, list):
                for _box in value:
                    self.press(Qt.Key.Key_Space)
                    self.press(Qt.Key.Key_Tab)
            elif isinstance(value, bool):
                self.press(Qt.Key.Key_Space)
                if not value:
                    self.press(Qt.Key.Key_Right)
            else:
                assert isinstance(focused, QLineEdit | QPlainTextEdit)
                self.say(str(value))
                if hasattr(field, "picker"):
                    self.press(Qt.Key.Key_Return)
            got = field.value()
            assert got not in (None, "", []), name

    def send(self, pane, **values) -> None:
        form = self.form(pane)
        if form.word is not None:
            values = {"said_by": "秦主任", **values}
        self.fill(form, values)
        self.press(Qt.Key.Key_Return, CONTROL)
        self.qtbot.waitUntil(lambda: pane.host.pane is not form, timeout=LONG)
        self.settle(self.window)

    def act(self, code: str, key, modifiers=PLAIN, **values) -> None:
        """A pane by Alt and its digit, an action by its key, its form by Tab and Ctrl+Enter."""
        self.pane(code)
        pane = self.screen.panels.work[code]
        pane.take_focus()
        self.press(key, modifiers)
        self.send(pane, **values)

    def pane(self, code: str) -> None:
        from govdesk.ui.screens.mediation.panels import ORDER

        self.press(Qt.Key(Qt.Key.Key_1 + ORDER.index(code)), ALT)
        assert self.screen.panels.pane() == code

    def digit(self, code: str, action: str):
        """The key that the button of an action shows."""
        shown = self.screen.panels.work[code].buttons[action].key_text()
        return Qt.Key(Qt.Key.Key_0 + int(shown))


def test_one_dispute_from_the_queue_to_the_archive_without_a_mouse(
    street, make_window, qtbot, settle, tmp_path
) -> None:
    case_id = street.register(parties=PARTIES, title="排水沟相邻纠纷")
    street.act(case_id, "sign")
    window = make_window(street, size=(1366, 768))
    hands = Hands(window, qtbot, settle)
    queue = window.screen_of("cases")
    queue.view.setFocus()
    hands.press(Qt.Key.Key_Home)
    settle(window)
    qtbot.waitUntil(lambda: queue.card.card is not None and queue.card.card.id == case_id, timeout=LONG)

    hands.press(Qt.Key.Key_M, ALT)
    screen = window.screen_of("mediation")
    hands.screen = screen
    qtbot.waitUntil(lambda: screen.panels.view is not None and screen.panels.view.case_id == case_id, timeout=LONG)
    settle(window)
    assert screen.panels.pane() == "consent"

    # application and consent
    hands.screen.panels.take_focus()
    hands.act("consent", Qt.Key.Key_Q, started="oral", applicants=["张守田"], requests="拆除院墙")
    # the first box is the applicant, the second the other party
    pane = screen.panels.work["consent"]
    hands.press(hands.digit("consent", "record_consent"))
    form = hands.form(pane)
    hands.tab_to(form.form.rows["names"].field)
    hands.press(Qt.Key.Key_Tab)
    hands.press(Qt.Key.Key_Space)
    hands.send(pane, answer="consents")
    hands.act("consent", Qt.Key.Key_M, mediators="秦有理")
    assert street.file(case_id).open_mediation.consents == ("张守田", "李䶮")

    # a talk, written down while people speak
    hands.act("talk", Qt.Key.Key_I, starts_at="11-18 14:00", place="综治中心一号调解室")
    notes = screen.panels.notes
    qtbot.waitUntil(lambda: notes.work is not None, timeout=LONG)
    hands.pane("talk")
    assert QApplication.focusWidget() is notes.text
    hands.press(Qt.Key.Key_F3)
    hands.say("调解员宣读了当事人的权利和义务。")
    hands.press(Qt.Key.Key_F3)
    hands.say("自愿、平等；主持人秦有理。")
    hands.press(Qt.Key.Key_A, ALT)
    hands.say("墙占了沟。")
    hands.press(Qt.Key.Key_B, ALT)
    hands.say("我愿意拆。")
    for words in ("出示了照片。", "说明了不履行的后果。", "双方达成一致。"):
        hands.press(Qt.Key.Key_F3)
        hands.say(words)
    assert "张守田：墙占了沟。\n李䶮：我愿意拆。\n【调查核实与质证】出示了照片。" in notes.text.toPlainText()
    qtbot.waitUntil(lambda: not notes._dirty and not notes._saving, timeout=LONG)
    hands.press(Qt.Key.Key_Return, CONTROL)
    hands.send(screen.panels.work["talk"], recorder="郑和平", outcome="agreed", result="双方达成一致")
    assert mediation_file(street.desk, street.seat("operator"), case_id).sessions[0].state == "held"

    # the agreement: typed, checked, issued
    hands.pane("agreement")
    settle(window)
    editor = screen.editor
    hands.tab_to(editor.terms.rows[0].text)
    hands.say("李䶮于2026年12月5日前拆除占用部分院墙，恢复排水沟。")
    for field, words in ((editor.method, "自行拆除"), (editor.due_on, "2026-12-05"), (editor.place, "柳林村一组")):
        hands.tab_to(field)
        if isinstance(QApplication.focusWidget(), QLineEdit):
            QApplication.focusWidget().selectAll()
        hands.say(words)
    hands.tab_to(editor.recorder)
    hands.say("郑和平")
    hands.press(Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: screen.head.issue.isEnabled(), timeout=LONG)
    hands.press(Qt.Key.Key_Return, CONTROL)
    qtbot.waitUntil(screen.acts.issue_pane.isVisible, timeout=LONG)
    hands.tab_to(screen.acts.issue_pane.only)
    hands.press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: screen.drafting.work is not None and screen.drafting.work.issued is not None, timeout=LONG)
    settle(window)

    # printed for everybody and the file
    screen.acts.tools.use_printers(PdfPrinters(tmp_path))
    hands.pane("agreement")
    hands.press(Qt.Key.Key_P, CONTROL)
    tools = screen.acts.tools
    qtbot.waitUntil(tools.print_pane.isVisible, timeout=LONG)
    settle(window)
    with qtbot.waitSignal(tools.finished, timeout=LONG):
        hands.press(Qt.Key.Key_Return)
    assert "已打印 1 次共 3 份" in tools.state_text()
    hands.press(Qt.Key.Key_Escape)
    settle(window)

    # the end, effect, performance
    hands.act("talk", Qt.Key.Key_I, SHIFT, outcome="agreed", form="paper")
    hands.pane("performance")
    hands.press(hands.digit("performance", "sign_agreement"))
    hands.send(screen.panels.work["performance"], parties_on="11-18", mediator_on="11-18", sealed_on="11-18")
    hands.press(hands.digit("performance", "plan_performance"))
    hands.send(screen.panels.work["performance"], instalments="李䶮|张守田|||拆除占用部分院墙")
    hands.act("performance", Qt.Key.Key_Y, SHIFT, receipt="验收照片")
    work = mediation_file(street.desk, street.seat("operator"), case_id)
    assert work.mediation.effective_on == datetime(2026, 11, 18).date()
    assert work.instalments[0].is_done

    # report, review by another seat, visit, strike off, archive
    report = {
        "result": "达成协议并履行",
        "accepted_on": "当日",
        "contacted": "双方",
        "measures": "调解",
        "limit": "三日",
    }
    hands.act("dossier", Qt.Key.Key_R, **report)
    window.place.session.take_seat(street.seat("operator2"))
    settle(window)
    screen.show_case(case_id)
    settle(window)
    hands.press(Qt.Key.Key_2, CONTROL)
    hands.act("dossier", Qt.Key.Key_V)
    hands.act("dossier", Qt.Key.Key_F, reached=True, solved=True)
    hands.act("dossier", Qt.Key.Key_D, evidence="协议书、验收照片")
    hands.pane("dossier")
    hands.press(hands.digit("dossier", "archive"))
    hands.send(screen.panels.work["dossier"], note="归档")
    assert street.file(case_id).case.status.value == "archived"

    # the whole volume, bound and opened
    window.place.session.take_seat(street.seat("mediator"))
    settle(window)
    screen.show_case(case_id)
    settle(window)
    hands.press(Qt.Key.Key_2, CONTROL)
    hands.pane("dossier")
    hands.tab_to(screen.panels.work["dossier"].papers["dossier"])
    hands.press(Qt.Key.Key_Space)
    dossier = window.screen_of("dossier")
    qtbot.waitUntil(lambda: dossier.view is not None and dossier.view.case_id == case_id, timeout=LONG)
    settle(window)
    assert dossier.view.missing == ()
    hands.press(Qt.Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: dossier.view.volume is not None and dossier.showing.document is not None, timeout=LONG)
    settle(window)
    assert "已成卷" in dossier.bar.text()
    assert page_count(dossier.showing.shown.content) == dossier.view.volume.pages


TYPIST = """
import sys, time
from pathlib import Path
sys.path.insert(0, ".")
from PySide6.QtWidgets import QApplication
from PySide6.QtTest import QTest
from govdesk.app.window import application
from govdesk.background.bus import ChangeBus
from govdesk.background.runner import Runner
from govdesk.background.session import Session
from govdesk.services import grids
from govdesk.services.opening import open_desk
from govdesk.ui.screens.mediation.notes_pane import NotesPane
from govdesk.ui.workplace import Workplace

folder, case_id, log = Path(sys.argv[1]), int(sys.argv[2]), open(sys.argv[3], "a", buffering=1)
app = application()
desk = open_desk(folder)
runner = Runner()
session = Session(grids.seat(desk, "mediator"))
pane = NotesPane(Workplace(desk, runner, ChangeBus(), session))
pane.resize(900, 500)
pane.show()
pane.open(case_id, 1)
while pane.work is None:
    QTest.qWait(10)
for number in range(20000):
    QTest.keyClick(pane.text, "abcdefghij"[number % 10])
    log.write(f"{time.time():.3f}\\n")
    QTest.qWait(4)
"""


def test_notes_typed_for_five_thousand_characters_survive_a_kill_with_two_seconds_lost(street, tmp_path) -> None:
    case_id = street.register(parties=PARTIES)
    street.act(case_id, "sign")
    street.act(case_id, "mediate", consents=["张守田", "李䶮"], mediators=["秦有理"])
    street.act(case_id, "book_session", starts_at="2026-11-18T14:00", place="村委会")
    script, log = tmp_path / "typist.py", tmp_path / "typed.txt"
    script.write_text(textwrap.dedent(TYPIST), encoding="utf-8")
    log.touch()
    typist = subprocess.Popen([sys.executable, str(script), str(street.folder), str(case_id), str(log)], cwd=ROOT)
    deadline = time.monotonic() + 120
    try:
        while len(log.read_text().splitlines()) < TYPED and time.monotonic() < deadline and typist.poll() is None:
            time.sleep(0.05)
        killed_at = time.time()
    finally:
        typist.kill()
        typist.wait()
    moments = [float(line) for line in log.read_text().splitlines()]
    again = open_desk(street.folder, street.clock)
    kept = open_notes(again, street.seat("mediator"), case_id, 1).notes.text
    again.close()
    assert len(moments) > 500
    lost = [moment for moment in moments[len(kept) :] if moment < killed_at - 2]
    assert kept and kept == ("abcdefghij" * len(moments))[: len(kept)]
    assert lost == []
