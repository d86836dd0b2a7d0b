"""The dossier of a mediation: its catalogue with the state of each line, the pages, and one whole volume."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QMenu, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from govdesk.domain.changes import Changes
from govdesk.domain.dossier import NOT_BOUND
from govdesk.domain.errors import GovDeskError
from govdesk.foundation.text import _
from govdesk.services import attachments, documents, dossier, dossier_volume
from govdesk.services.documents import IssuedDocument
from govdesk.services.dossier import DossierView, ItemView, PieceView
from govdesk.services.messages import sentence
from govdesk.services.paper_labels import document_label
from govdesk.ui import theme
from govdesk.ui.screens.dossier import pages
from govdesk.ui.screens.dossier.catalogue_editor import CatalogueEditor
from govdesk.ui.screens.dossier.head import Head
from govdesk.ui.screens.dossier.lists import ItemList, PieceList
from govdesk.ui.screens.dossier.pages import Shown
from govdesk.ui.widgets.empty_state import EmptyState
from govdesk.ui.widgets.labels import line
from govdesk.ui.widgets.message_bar import MessageBar
from govdesk.ui.widgets.page_preview import PagePreview
from govdesk.ui.widgets.page_printing import PageFeeder, asked_printer
from govdesk.ui.widgets.section import SectionHeader
from govdesk.ui.workplace import Workplace

MEDIATION_FORM = "agreement"
SCAN = "scan"


class DossierScreen(QWidget):
    """`show_subject(case id)` opens the dossier of a case."""

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._wanted: int | None = None
        self._token = 0
        self._bound_now = False
        self.view: DossierView | None = None
        self.shown: Shown | None = None
        self.setProperty("ground", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("help", "dossier")
        self.setAccessibleName(_("调解卷宗"))
        self._build()
        self._react()

    def show_subject(self, case_id: int) -> None:
        """The dossier of this case."""
        self._wanted = case_id
        self._load()
        self.items.setFocus(Qt.FocusReason.OtherFocusReason)

    def activate(self) -> None:
        """The screen comes in sight: what was issued meanwhile is read."""
        if self._wanted is not None:
            self._load()

    def bind(self) -> None:
        """一键成卷: the whole volume, numbered and kept."""
        view = self.view
        if view is None:
            return
        self.bar.clear()
        self.head.bind.setEnabled(False)
        desk, actor = self._place.desk, self._place.actor
        self._place.runner.write(
            lambda: dossier_volume.issue_volume(desk, actor, view.case_id), self._bound, self._refused
        )

    def preview_whole(self) -> None:
        """All pages as they would be bound now, whatever is missing."""
        if self.view is not None:
            view, desk, actor = self.view, self._place.desk, self._place.actor
            self._make_pages(lambda dpi: pages.whole(desk, actor, view, dpi))

    def save_as(self, path: Path) -> None:
        """The pages in view into a file."""
        if self.shown is None:
            return
        try:
            path.write_bytes(self.shown.content)
        except OSError:
            self.bar.say(_("不能写入「{name}」，请换一个位置。").format(name=path.name), "danger")
            return
        self._note("file", 1)
        self._place.notice.emit(_("已保存「{name}」。").format(name=path.name), "good")

    def attach(self, path: Path) -> None:
        """Hang a file on the case and put it into the chosen line."""
        view, item = self.view, self.items.current()
        if view is None or item is None:
            return
        desk, actor = self._place.desk, self._place.actor

        def work() -> Changes:
            known = {piece.sha256 for piece in view.loose}
            attachments.attach(desk, actor, view.case_id, path, SCAN)
            now = dossier.dossier_of(desk, actor, view.case_id)
            held = [piece.sha256 for line in now.items for piece in line.pieces if piece.label == path.name]
            held += [piece.sha256 for piece in now.loose if piece.name == path.name and piece.sha256 not in known]
            changes = Changes(cases=frozenset({view.case_id}))
            for sha256 in held[-1:]:
                dossier.place_attachment(desk, actor, view.case_id, sha256, item.code)
            return changes

        self._place.runner.write(work, self._moved, self._refused)

    def edit_catalogue(self) -> None:
        """The centre's own table of lines."""
        if self.view is not None:
            self.editor.show_catalogue(self.view.catalogue)
            self._stack.setCurrentWidget(self.editor)

    # -- build

    def _build(self) -> None:
        self.head = Head()
        self.bar = MessageBar()
        self.preview = PagePreview()
        self._stack = QStackedWidget()
        self._empty = EmptyState(
            "folder-open",
            _("没有打开的卷宗"),
            _("在调解或案件里选一件，按“调解卷宗”打开；卷宗从案件里已有的内容开始。"),
        )
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(self._make_left())
        self._split.addWidget(self.preview)
        self._split.setStretchFactor(0, 1)
        self._split.setStretchFactor(1, 1)
        self._split.setSizes([theme.px(560), theme.px(620)])
        self.editor = CatalogueEditor(self._place)
        for each in (self._empty, self._split, self.editor):
            self._stack.addWidget(each)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(line())
        column.addWidget(self._stack, 1)

    def _make_left(self) -> QWidget:
        left = QWidget()
        left.setProperty("ground", "surface")
        left.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        left.setMinimumWidth(theme.px(360))
        column = QVBoxLayout(left)
        column.setContentsMargins(0, theme.SPACE_2, 0, theme.SPACE_2)
        column.setSpacing(theme.SPACE_1)
        over = QVBoxLayout()
        over.setContentsMargins(theme.SPACE_3, 0, theme.SPACE_3, 0)
        over.addWidget(self.bar)
        column.addLayout(over)
        self._catalogue_head = _header(_("卷内目录"))
        self.items = ItemList()
        self._pieces_head = _header(_("这一项里的内容"))
        self.pieces = PieceList(_("这一项里的内容"))
        self._loose_head = _header(_("未入卷的附件"))
        self.loose = PieceList(_("未入卷的附件"))
        for each in (self._catalogue_head, self.items, line(), self._pieces_head, self.pieces):
            column.addWidget(each, 1 if each is self.items else 0)
        for each in (self._loose_head, self.loose):
            column.addWidget(each)
        return left

    def _react(self) -> None:
        head, place = self.head, self._place
        head.left.connect(lambda: place.case_wanted.emit(self.view.case_id) if self.view else None)
        head.bind.clicked.connect(self.bind)
        head.whole.clicked.connect(self.preview_whole)
        head.print.clicked.connect(self._print)
        head.attach.clicked.connect(self._ask_file)
        head.save.triggered.connect(self._ask_target)
        head.catalogue.triggered.connect(self.edit_catalogue)
        head.mediation.triggered.connect(lambda: self._open_screen("mediation"))
        self.items.chosen.connect(self._show_item)
        self.items.entered.connect(self._enter)
        self.pieces.chosen.connect(self._show_piece)
        self.pieces.opened.connect(self._open_piece)
        self.pieces.removed.connect(self._take_out)
        self.loose.chosen.connect(self._show_piece)
        self.loose.opened.connect(self._ask_place)
        self.preview.sharpness_wanted.connect(self._redraw)
        self.editor.left.connect(self._show_split)
        self.editor.kept.connect(self._catalogue_kept)
        place.bus.changed.connect(self._changed)
        place.session.actor_changed.connect(lambda _actor: self.activate())
        keys = {
            "Ctrl+Return": self._accept,
            "Ctrl+R": self.preview_whole,
            "Ctrl+P": self._print,
            "Ctrl+S": self._ask_target,
            "Ctrl+O": self._ask_file,
            "Ctrl+E": self.edit_catalogue,
            "Esc": self._escape,
        }
        for key, act in keys.items():
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    # -- load

    def _load(self) -> None:
        desk, actor, case_id = self._place.desk, self._place.actor, self._wanted
        if case_id is None:
            return
        self._place.runner.read(lambda: dossier.dossier_of(desk, actor, case_id), self._take, self._refused)

    def _take(self, view: DossierView) -> None:
        if view.case_id != self._wanted:
            return
        other = self.view is None or self.view.case_id != view.case_id
        self.view = view
        self.head.show_dossier(view)
        made = sum(item.state in ("issued", "ready", "attached") for item in view.items)
        words = _("{label}　{made}/{count} 项有内容").format(
            label=view.catalogue.label, made=made, count=len(view.items)
        )
        self._catalogue_head.set_trailing(words)
        self.items.show_items(view.items)
        self.loose.show_pieces(
            [PieceView(item.name, _("按 Enter 归入一项"), sha256=item.sha256) for item in view.loose]
        )
        for each in (self._loose_head, self.loose):
            each.setVisible(bool(view.loose))
        if self._stack.currentWidget() is not self.editor:
            self._stack.setCurrentWidget(self._split)
        if other:
            self.bar.clear()
            self._say_missing(view)
        current = self.items.current()
        if current is not None:
            self.pieces.show_pieces(current.pieces)
            if other or (self.shown is None and not self._bound_now):
                self._show_item(current)

    def _say_missing(self, view: DossierView) -> None:
        if not view.mediated:
            self.bar.say(_("这件案件还没有开始调解，没有卷宗。"), "warning", closable=False)
        elif view.volume is not None:
            words = _("已成卷 {number}，共 {pages} 页。内容有变动时再成卷，旧卷自动作废。")
            self.bar.say(words.format(number=view.volume.number, pages=view.volume.pages), "good")
        elif view.missing:
            names = "；".join(view.missing)
            self.bar.say(_("还缺 {count} 项必须材料：{names}").format(count=len(view.missing), names=names), "warning")

    def _changed(self, changes: Changes) -> None:
        mine = changes.everything or changes.documents or self._wanted in changes.cases
        if self._wanted is not None and self.isVisible() and mine:
            self._load()

    # -- show

    def _show_item(self, item: ItemView) -> None:
        self._bound_now = False
        self.pieces.show_pieces(item.pieces)
        if self.view is None:
            return
        first = pages.of_item(self.view, item)
        if first is None:
            self._clear(_("这一项还没有内容。"))
            return
        self._show_piece(first)

    def _show_piece(self, piece: PieceView) -> None:
        view, desk, actor = self.view, self._place.desk, self._place.actor
        if view is not None:
            self._make_pages(lambda dpi: pages.piece(desk, actor, view, piece, dpi))

    def _make_pages(self, make: Any) -> None:
        self._token += 1
        token, dpi = self._token, self.preview.wanted_dpi()
        self._maker = make
        self._place.runner.labour(lambda: (token, make(dpi)), self._show_pages, lambda e: self._not_shown(token, e))

    def _show_pages(self, answer: tuple[int, Shown]) -> None:
        token, shown = answer
        if token != self._token:
            return
        self.shown = shown
        self.preview.show_pages(shown.pages)
        if shown.count > len(shown.pages):
            words = _("共 {count} 页，这里显示前 {shown} 页").format(count=shown.count, shown=len(shown.pages))
            self.preview.say(words)
        self.head.show_pages(True)

    def _not_shown(self, token: int, error: Exception) -> None:
        if token != self._token:
            return
        if isinstance(error, GovDeskError):
            self._clear(sentence(error))
        else:
            self._place.told(error)

    def _redraw(self) -> None:
        if self.shown is not None:
            self._make_pages(self._maker)

    def _clear(self, words: str) -> None:
        self._token += 1
        self.shown = None
        self.preview.clear()
        self.preview.say(words)
        self.head.show_pages(False)

    # -- act

    def _enter(self, item: ItemView) -> None:
        """Make the form of the line, or open what stands there."""
        if item.pieces:
            self._open_piece(item.pieces[0])
        elif len(item.kinds) == 1:
            self._open_form(item.kinds[0])
        elif item.kinds:
            self._ask_kind(item)
        else:
            self._ask_file()

    def _open_piece(self, piece: PieceView) -> None:
        if self.view is None:
            return
        if piece.document is not None:
            self._place.screen_wanted.emit("papers", (self.view.case_id, piece.document))
        elif piece.kind:
            self._open_form(piece.kind)
        else:
            self._show_piece(piece)

    def _open_form(self, kind: str) -> None:
        if self.view is None:
            return
        if kind == MEDIATION_FORM:
            self._open_screen("mediation")
        else:
            self._place.screen_wanted.emit("papers", (self.view.case_id, kind))

    def _open_screen(self, code: str) -> None:
        if self.view is not None:
            self._place.screen_wanted.emit(code, self.view.case_id)

    def _ask_kind(self, item: ItemView) -> None:
        menu = QMenu(self)
        menu.setAccessibleName(item.label)
        for kind in item.kinds:
            chosen = menu.addAction(document_label(kind))
            chosen.triggered.connect(lambda _on=False, kind=kind: self._open_form(kind))
        menu.popup(self.items.mapToGlobal(self.items.visualRect(self.items.currentIndex()).bottomLeft()))

    def _ask_place(self, piece: PieceView) -> None:
        """Which line an attachment belongs to."""
        if self.view is None:
            return
        menu = QMenu(self)
        menu.setAccessibleName(_("归入哪一项"))
        for item in self.view.items:
            words = f"{item.position}. {item.label}"
            chosen = menu.addAction(words)
            chosen.triggered.connect(lambda _on=False, code=item.code: self._place_attachment(piece.sha256, code))
        menu.popup(self.loose.mapToGlobal(self.loose.rect().topLeft()))

    def _take_out(self, piece: PieceView) -> None:
        if piece.sha256:
            self._place_attachment(piece.sha256, NOT_BOUND)

    def _place_attachment(self, sha256: str, code: str) -> None:
        if self.view is None:
            return
        desk, actor, case_id = self._place.desk, self._place.actor, self.view.case_id
        self._place.runner.write(
            lambda: dossier.place_attachment(desk, actor, case_id, sha256, code), self._moved, self._refused
        )

    def _moved(self, changes: Changes) -> None:
        self._place.committed(changes)
        self._load()

    def _bound(self, issued: IssuedDocument) -> None:
        self.head.bind.setEnabled(True)
        self._bound_now = True
        self._place.committed(issued.changes)
        words = _("已成卷 {number}，共 {pages} 页，SHA-256 {digest}。")
        told = words.format(number=issued.number, pages=issued.pages, digest=issued.sha256[:16] + "…")
        self.bar.clear()
        self.bar.say(told, "good")
        self._load()
        self._make_pages(lambda dpi: pages.of_content(issued.title, issued.content, dpi))

    def _refused(self, error: Exception) -> None:
        self.head.bind.setEnabled(self.view is not None)
        if isinstance(error, GovDeskError):
            self.bar.clear()
            self.bar.say(sentence(error), "danger")
        else:
            self._place.told(error)

    def _print(self) -> None:
        shown = self.shown
        if shown is None:
            return
        try:
            printer = asked_printer(self, shown.title, 1)
        except GovDeskError as error:
            self.bar.say(sentence(error), "warning")
            return
        if printer is not None:
            PageFeeder(printer, shown.content, self._place.runner, self._printed, self._place.told, self).start()

    def _printed(self, copies: int) -> None:
        self._note("printer", copies)
        self._place.notice.emit(_("已送到打印机，共 {copies} 份。").format(copies=copies), "good")

    def _note(self, way: str, copies: int) -> None:
        """Only the printing of the volume that is kept is remembered here."""
        volume = self.view.volume if self.view is not None else None
        if volume is None or self.shown is None or self.shown.title != volume.title:
            return
        desk, actor = self._place.desk, self._place.actor
        self._place.runner.write(
            lambda: documents.note_printing(desk, actor, volume.id, copies, way),
            self._place.committed,
            self._place.told,
        )

    def _ask_target(self) -> None:
        if self.shown is None or self.view is None:
            return
        name = f"{self.shown.title}-{self.view.number}.pdf"
        path, _kind = QFileDialog.getSaveFileName(self, _("另存 PDF"), name, "PDF (*.pdf)")
        if path:
            self.save_as(Path(path))

    def _ask_file(self) -> None:
        item = self.items.current()
        if item is None:
            return
        title = _("把文件挂到“{label}”").format(label=item.label)
        sorts = _("图片和 PDF (*.pdf *.jpg *.jpeg *.png *.tif *.bmp);;所有文件 (*)")
        path, _kind = QFileDialog.getOpenFileName(self, title, "", sorts)
        if path:
            self.attach(Path(path))

    def _show_split(self) -> None:
        self._stack.setCurrentWidget(self._split if self.view is not None else self._empty)
        self.items.setFocus(Qt.FocusReason.OtherFocusReason)

    def _catalogue_kept(self, changes: Changes) -> None:
        self._place.committed(changes)
        self._place.notice.emit(_("卷内目录已另存为新版本，下一次成卷就用它。"), "good")
        self._show_split()
        self._load()

    def _accept(self) -> None:
        """One key for what is in front: keep the table, or bind the volume."""
        if self._stack.currentWidget() is self.editor:
            self.editor.keep()
        else:
            self.bind()

    def _escape(self) -> None:
        if self._stack.currentWidget() is self.editor:
            self._show_split()
        elif self.view is not None:
            self._place.case_wanted.emit(self.view.case_id)


def _header(words: str) -> SectionHeader:
    made = SectionHeader(words)
    made.setContentsMargins(theme.SPACE_3, theme.SPACE_1, theme.SPACE_3, 0)
    return made
