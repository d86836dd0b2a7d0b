"""The dossier screen: states of the lines, Enter, one key for the whole volume, attachments, the catalogue table."""

from pathlib import Path

from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from govdesk.services.attachments import attach
from govdesk.services.documents import issue_document, issued_documents, page_count
from govdesk.services.dossier_catalogue import catalogue_in_force
from govdesk.services.printing import print_log
from tests.services.test_dossier import TALK, complete, mediated
from tests.ui.widgets.test_paper_tools import PdfPrinters


def opened(window, case_id, settle):
    screen = window.show_screen("dossier", case_id)
    settle(window)
    return screen


def state_of(screen, code: str) -> str:
    return next(item.state for item in screen.items.items() if item.code == code)


def test_every_line_tells_its_state_and_what_is_missing_is_named(street, make_window, settle) -> None:
    case_id = mediated(street)
    screen = opened(make_window(street, "mediator"), case_id, settle)
    assert len(screen.items.items()) == 13
    assert state_of(screen, "rights") == "ready"
    assert state_of(screen, "session") == "missing"
    assert state_of(screen, "authorisation") == "unused"
    assert "人民调解记录" in screen.bar.text()
    assert screen.preview.page_count() == 1


def test_without_a_case_the_screen_says_what_to_do(street, make_window, settle) -> None:
    window = make_window(street)
    screen = window.show_screen("dossier")
    settle(window)
    assert screen.view is None
    assert not screen.head.bind.isEnabled()


def test_one_key_binds_the_volume_and_shows_it(street, make_window, settle) -> None:
    case_id = complete(street)
    window = make_window(street, "mediator")
    screen = opened(window, case_id, settle)
    QTest.keyClick(screen.items, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(window, 900)
    assert "已成卷 （2026）柳林人调字第1号" in screen.bar.text()
    kinds = [row.kind for row in issued_documents(street.desk, street.seat("operator"), case_id)]
    assert kinds[-1] == "dossier"
    assert screen.preview.page_count() > 8


def test_the_volume_is_printed_with_the_tools_and_stands_in_the_log(street, make_window, settle, tmp_path) -> None:
    case_id = complete(street)
    window = make_window(street, "mediator")
    screen = opened(window, case_id, settle)
    screen.bind()
    settle(window, 900)
    volume = screen.view.volume
    assert screen.showing.document.id == volume.id
    tools = screen.showing.tools
    tools.use_printers(PdfPrinters(tmp_path))
    QTest.keyClick(screen.items, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    settle(window)
    assert tools.print_pane.isVisible() and tools.print_pane.copies.value() == 1
    QTest.keyClick(tools.print_pane, Qt.Key.Key_Return)
    settle(window, 1500)
    log = print_log(street.desk, street.seat("mediator"), volume.id)
    assert [(line.what, line.copies, line.ordinal) for line in log] == [("打印", 1, 1)]
    assert page_count((tmp_path / "printed.pdf").read_bytes()) == volume.pages
    QTest.keyClick(tools.print_pane, Qt.Key.Key_Escape)
    settle(window)
    assert not tools.print_pane.isVisible() and screen.isVisible()


def test_a_volume_that_stands_is_opened_again_by_its_key(street, make_window, settle) -> None:
    case_id = complete(street)
    made = issue_document(street.desk, street.seat("mediator"), "dossier", case_id)
    window = make_window(street, "mediator")
    screen = opened(window, case_id, settle)
    assert screen.head.volume.isVisible()
    QTest.keyClick(screen.items, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    settle(window, 600)
    assert screen.showing.shown.content == made.content


def test_what_is_not_issued_is_not_printed_here_and_the_bar_says_so(street, make_window, settle) -> None:
    case_id = mediated(street)
    window = make_window(street, "mediator")
    screen = opened(window, case_id, settle)
    assert not screen.showing.tools.isVisible()
    QTest.keyClick(screen.items, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert "请先出具或成卷" in screen.bar.text()


def test_a_character_without_a_glyph_in_the_volume_gets_its_box(street, make_window, settle) -> None:
    case_id = complete(street, TALK.replace("张守田：不申请。", "张守田：不申请，证人是周\ue08b。"))
    window = make_window(street, "mediator")
    screen = opened(window, case_id, settle)
    screen.bind()
    settle(window, 600)
    assert "U+E08B" in screen.bar.text()
    QTest.keyClick(screen.items, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    settle(window, 900)
    assert "打印后请用笔填写：“\ue08b”" in screen.bar.text()
    assert screen.preview.page_count() > 8
    screen.bind()
    settle(window, 900)
    assert "已成卷" in screen.bar.text() and "用笔填写" in screen.bar.text()


def test_binding_too_early_names_what_is_missing(street, make_window, settle) -> None:
    case_id = mediated(street)
    window = make_window(street, "mediator")
    screen = opened(window, case_id, settle)
    screen.bind()
    settle(window)
    assert "卷宗还缺 2 项必须材料" in screen.bar.text()


def test_enter_opens_the_form_of_the_line(street, make_window, settle) -> None:
    case_id = mediated(street)
    window = make_window(street, "mediator")
    screen = opened(window, case_id, settle)
    wanted = []
    window.place.screen_wanted.disconnect(window.show_screen)
    window.place.screen_wanted.connect(lambda code, subject: wanted.append((code, subject)))
    screen.items.choose("session")
    QTest.keyClick(screen.items, Qt.Key.Key_Return)
    assert wanted == [("papers", (case_id, "session_record"))]


def test_a_file_is_hung_on_the_chosen_line_and_taken_out_again(street, make_window, settle, tmp_path: Path) -> None:
    case_id = mediated(street)
    window = make_window(street, "mediator")
    screen = opened(window, case_id, settle)
    picture = tmp_path / "手写记录.jpg"
    Image.new("RGB", (400, 600), "ivory").save(picture)
    screen.items.choose("session")
    screen.attach(picture)
    settle(window, 600)
    assert state_of(screen, "session") == "attached"
    piece = next(piece for piece in screen.pieces.pieces() if piece.sha256)
    screen.pieces.removed.emit(piece)
    settle(window, 400)
    assert state_of(screen, "session") == "missing"
    assert [piece.label for piece in screen.loose.pieces()] == ["手写记录.jpg"]


def test_the_catalogue_is_changed_in_the_table_and_kept(street, make_window, settle) -> None:
    case_id = mediated(street)
    window = make_window(street, "mediator")
    screen = opened(window, case_id, settle)
    screen.edit_catalogue()
    editor = screen.editor
    assert editor.table.rowCount() == 13
    editor.table.setCurrentCell(2, 0)
    assert editor.table.currentRow() == 2
    editor.move_line(-1)
    assert [editor.table.item(row, 0).data(Qt.ItemDataRole.UserRole) for row in range(3)] == [
        "application",
        "identity",
        "rights",
    ]
    editor.table.item(0, 0).setText("申请书或登记表")
    editor.table.setCurrentCell(3, 0)
    editor.remove_line()
    editor.keep()
    settle(window, 400)
    kept = catalogue_in_force(street.desk)
    assert [item.code for item in kept.items][:3] == ["application", "identity", "rights"]
    assert kept.items[0].label == "申请书或登记表"
    assert len(kept.items) == 12
    assert len(screen.items.items()) == 12


def test_an_unknown_paper_in_the_table_is_refused_by_name(street, make_window, settle) -> None:
    case_id = mediated(street)
    window = make_window(street, "mediator")
    screen = opened(window, case_id, settle)
    screen.edit_catalogue()
    screen.editor.table.item(0, 1).setText("诗歌")
    screen.editor.keep()
    assert "不认识“诗歌”" in screen.editor.bar.text()


def test_what_somebody_issues_elsewhere_shows_here(street, make_window, settle, tmp_path: Path) -> None:
    case_id = mediated(street)
    window = make_window(street, "mediator")
    screen = opened(window, case_id, settle)
    picture = tmp_path / "现场.png"
    Image.new("RGB", (300, 300)).save(picture)
    window.place.committed(attach(street.desk, street.seat("operator"), case_id, picture, "evidence"))
    settle(window, 400)
    assert state_of(screen, "evidence") == "attached"
