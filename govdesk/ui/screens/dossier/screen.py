"""The dossier of a mediation: its catalogue with the state of each line, the pages, and one whole volume."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QMenu, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from govdesk.domain.changes import Changes
from govdesk.domain.dossier import NOT_BOUND
from govdesk.domain.errors import GovDeskError
from govdesk.foundation.text import _
from govdesk.services import attachments, dossier, dossier_volume
from govdesk.services.documents import IssuedDocument
from govdesk.services.dossier import DossierView, ItemView, PieceView
from govdesk.services.messages import sentence
from govdesk.services.paper_forms import choice_label
from govdesk.services.saving import fitting_name, save_whole
from govdesk.ui import theme
from govdesk.ui.screens.dossier import pages
from govdesk.ui.screens.dossier.catalogue_editor import CatalogueEditor
from govdesk.ui.screens.dossier.head import Head
from govdesk.ui.screens.dossier.left import Left
from govdesk.ui.screens.dossier.showing import Showing
from govdesk.ui.widgets.empty_state import EmptyState
from govdesk.ui.widgets.hand_boxes import HandBoxes
from govdesk.ui.widgets.labels import line
from govdesk.ui.workplace import Workplace

MEDIATION_FORM = "agreement"
SCAN = "scan"


class DossierScreen(QWidget):
    """`show_subject(case id)` opens the dossier of a case."""

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._wanted: int | None = None
        self._bound_now = ""
        self.view: DossierView | None = None
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
        if view is None or not self.head.bind.isEnabled():
            return
        self.bar.clear()
        self.head.bind.setEnabled(False)
        desk, actor, boxes = self._place.desk, self._place.actor, self.boxes.on
        self._place.runner.write(
            lambda: dossier_volume.issue_volume(desk, actor, view.case_id, boxes), self._bound, self._not_bound
        )

    def preview_whole(self) -> None:
        """All pages as they would be bound now, whatever is missing."""
        if self.view is not None:
            self.showing.show_whole(self.view)

    def show_volume(self) -> None:
        """The volume in force as it was bound, to be printed and sent out."""
        if self.view is not None and self.view.volume is not None:
            self.showing.show_issued(self.view.volume)

    def save_as(self, path: Path) -> None:
        """The pages in view into a file; an issued paper with a line in its log."""
        shown = self.showing.shown
        if shown is None:
            return
        if self.showing.document is not None:
            self.showing.tools.save_pdf(path)
            return
        told = _("已保存「{name}」。").format(name=path.name)
        self._place.runner.labour(
            lambda: save_whole(path, shown.content), lambda _done: self._place.notice.emit(told, "good"), self._refused
        )

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
        left = Left()
        self.left, self.bar, self.items, self.pieces, self.loose = left, left.bar, left.items, left.pieces, left.loose
        self.boxes = HandBoxes(self.bar, self)
        self.showing = Showing(self._place, self.boxes)
        self.preview = self.showing.preview
        self._stack = QStackedWidget()
        self._empty = EmptyState(
            "folder-open",
            _("没有打开的卷宗"),
            _("在调解或案件里选一件，按“调解卷宗”打开；卷宗从案件里已有的内容开始。"),
        )
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(self.left)
        self._split.addWidget(self.showing)
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

    def _react(self) -> None:
        head, place = self.head, self._place
        head.left.connect(lambda: place.case_wanted.emit(self.view.case_id) if self.view else None)
        head.bind.clicked.connect(self.bind)
        head.whole.clicked.connect(self.preview_whole)
        head.volume.clicked.connect(self.show_volume)
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
        self.showing.changed.connect(lambda: head.show_pages(self.showing.shown is not None))
        self.showing.tools.told.connect(self._say)
        self.editor.left.connect(self._show_split)
        self.editor.kept.connect(self._catalogue_kept)
        place.bus.changed.connect(self._changed)
        place.session.actor_changed.connect(lambda _actor: self.activate())
        keys = {
            "Ctrl+Return": self._accept,
            "Ctrl+R": self.preview_whole,
            "Ctrl+J": self.show_volume,
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
        self.left.show_view(view)
        if self._stack.currentWidget() is not self.editor:
            self._stack.setCurrentWidget(self._split)
        if other:
            self.boxes.forget()
            self.left.say_state(view)
        if self._bound_now and view.volume is not None and view.volume.number == self._bound_now:
            self._bound_now = ""
            self.show_volume()
            return
        current = self.items.current()
        if current is not None and (other or (self.showing.shown is None and self.showing.document is None)):
            self._show_item(current)

    def _changed(self, changes: Changes) -> None:
        mine = changes.everything or changes.documents or self._wanted in changes.cases
        if self._wanted is not None and self.isVisible() and mine:
            self._load()

    # -- show

    def _show_item(self, item: ItemView) -> None:
        self.pieces.show_pieces(item.pieces)
        if self.view is None:
            return
        first = pages.of_item(self.view, item)
        if first is None:
            self.showing.clear(_("这一项还没有内容。"))
            return
        self._show_piece(first)

    def _show_piece(self, piece: PieceView) -> None:
        if self.view is not None:
            self.showing.show_piece(self.view, piece)

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
            chosen = menu.addAction(choice_label(kind))
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
        self._bound_now = issued.number
        self._place.committed(issued.changes)
        words = _("已成卷 {number}，共 {pages} 页，SHA-256 {digest}。")
        told = words.format(number=issued.number, pages=issued.pages, digest=issued.sha256[:16] + "…")
        self.bar.clear()
        self.bar.say(told + self.boxes.words, "good")
        self._load()

    def _not_bound(self, error: Exception) -> None:
        """A name that cannot be printed is shown in the whole volume with its box before it is bound again."""
        self.head.bind.setEnabled(self.view is not None)
        if self.view is not None and self.boxes.offered(error, "danger"):
            self.showing.wish_whole(self.view)
        else:
            self._refused(error)

    def _refused(self, error: Exception) -> None:
        if isinstance(error, GovDeskError):
            self.bar.clear()
            self.bar.say(sentence(error), "danger")
        else:
            self._place.told(error)

    def _say(self, words: str, tone: str) -> None:
        if tone in ("danger", "warning"):
            self.bar.clear()
            self.bar.say(words, tone)
        else:
            self._place.notice.emit(words, tone)

    def _print(self) -> None:
        """Only what was issued is printed here: every sheet of it stands in the log."""
        if self.showing.document is not None:
            self.showing.tools.print()
        elif self.showing.shown is not None:
            words = _(
                "这里打印的都记入打印记录，只能是已出具的文书或已成的卷。请先出具或成卷；草稿和附件可以另存 PDF。"
            )
            self._say(words, "warning")

    def _ask_target(self) -> None:
        shown = self.showing.shown
        if shown is None or self.view is None:
            return
        name = fitting_name(f"{shown.title}-{self.view.number}", ".pdf")
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
        elif self.showing.tools.close_panes():
            self.items.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.view is not None:
            self._place.case_wanted.emit(self.view.case_id)
