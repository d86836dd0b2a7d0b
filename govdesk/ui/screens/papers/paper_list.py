"""The left of the papers: of which case, what was issued already, what can be made, those that fit the case first."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from govdesk.foundation.text import _
from govdesk.services.documents import DocumentRow
from govdesk.services.paper_forms import CENTRE, DOSSIER, FITTING, PaperChoice
from govdesk.ui import icons, theme
from govdesk.ui.widgets.buttons import KeyButton
from govdesk.ui.widgets.labels import label

_KIND, _PAPER = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
_PAUSE_MILLISECONDS = 160  # the arrow keys run past papers that nobody wants to see


class PaperList(QWidget):
    """`kind_chosen(code)`, `paper_chosen(DocumentRow)`, `entered` for Enter, `left` to go back."""

    kind_chosen = Signal(str)
    paper_chosen = Signal(object)
    entered = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(theme.px(200))
        self._choices: tuple[PaperChoice, ...] = ()
        self._papers: tuple[DocumentRow, ...] = ()
        self._states: dict[int, str] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MILLISECONDS)
        self._timer.timeout.connect(self._tell)
        self._build()

    def show_case(self, number: str, title: str) -> None:
        self._number.setText(number)
        self._title.setText(title)

    def show_choices(self, choices: Sequence[PaperChoice]) -> None:
        self._choices = tuple(choices)
        self._fill()

    def show_issued(self, papers: Sequence[DocumentRow], states: Mapping[int, str] | None = None) -> None:
        """In the order of issue, the newest first, void ones marked; `states` say what was printed and signed."""
        self._papers = tuple(reversed(papers))
        self._states = dict(states or {})
        self._fill()

    def mark(self, kind: str, paper_id: int | None = None) -> None:
        """Show which paper is in view, without telling it again."""
        self._timer.stop()
        self.list.blockSignals(True)
        for row in range(self.list.count()):
            item = self.list.item(row)
            paper = item.data(_PAPER)
            if (paper is not None and paper.id == paper_id) if paper_id else item.data(_KIND) == kind:
                self.list.setCurrentItem(item)
                self.list.scrollToItem(item)
                break
        self.list.blockSignals(False)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 14, 12, 12)
        column.setSpacing(theme.SPACE_1)
        back = KeyButton(_("返回案件"), "Esc")
        back.clicked.connect(self.left)
        self._number = label("", "small", selectable=True)
        self._title = label("", "heading", wrap=True)
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("找文书 Ctrl+F"))
        self.search.setAccessibleName(_("找文书"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._fill)
        self.search.returnPressed.connect(self._choose_first)
        self.list = _Entries()
        self.list.setAccessibleName(_("文书"))
        self.list.setFrameShape(QListWidget.Shape.NoFrame)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.list.currentItemChanged.connect(lambda _now, _before: self._timer.start())
        self.list.itemClicked.connect(lambda _item: self._timer.start())
        self.list.entered_key.connect(self._enter)
        column.addWidget(back)
        column.addSpacing(theme.SPACE_2)
        column.addWidget(self._number)
        column.addWidget(self._title)
        column.addSpacing(theme.SPACE_2)
        column.addWidget(self.search)
        column.addWidget(self.list, 1)

    def _fill(self) -> None:
        """Groups with their headings; a word in the search field leaves what contains it."""
        self.list.blockSignals(True)
        self.list.clear()
        words = self.search.text().strip()
        kinds = {group: [item for item in self._choices if item.group == group] for group in (FITTING, CENTRE, DOSSIER)}
        self._group(_("适合本案"), [(item.label, item.code, None) for item in kinds[FITTING]], words)
        self._group(_("已出具"), [(self._issued_words(paper), "", paper) for paper in self._papers], words)
        self._group(_("中心文书"), [(item.label, item.code, None) for item in kinds[CENTRE]], words)
        self._group(_("调解卷宗"), [(item.label, item.code, None) for item in kinds[DOSSIER]], words)
        self.list.blockSignals(False)

    def _group(self, heading: str, entries: Sequence[tuple[str, str, DocumentRow | None]], words: str) -> None:
        shown = [entry for entry in entries if words in entry[0]]
        if not shown:
            return
        header = QListWidgetItem(heading)
        header.setFlags(Qt.ItemFlag.NoItemFlags)
        header.setForeground(theme.color("secondary"))
        self.list.addItem(header)
        for text, code, paper in shown:
            item = QListWidgetItem(icons.icon("file-text" if paper is None else "files"), text)
            item.setData(_KIND, code)
            item.setData(_PAPER, paper)
            item.setToolTip(text.replace("\n", "　"))
            if paper is not None and paper.state == "void":
                font = item.font()
                font.setStrikeOut(True)
                item.setFont(font)
            self.list.addItem(item)

    def _issued_words(self, paper: DocumentRow) -> str:
        if paper.state == "void":
            return _("{paper}（已作废）").format(paper=paper.title)
        return "\n".join(filter(None, (paper.title, self._states.get(paper.id, ""))))

    def _tell(self) -> None:
        item = self.list.currentItem()
        if item is None:
            return
        paper = item.data(_PAPER)
        if paper is not None:
            self.paper_chosen.emit(paper)
        elif item.data(_KIND):
            self.kind_chosen.emit(item.data(_KIND))

    def _enter(self) -> None:
        if self._timer.isActive():
            self._timer.stop()
            self._tell()
        self.entered.emit()

    def _choose_first(self) -> None:
        for row in range(self.list.count()):
            item = self.list.item(row)
            if item.data(_KIND) or item.data(_PAPER) is not None:
                self.list.setCurrentItem(item)
                self.list.setFocus(Qt.FocusReason.OtherFocusReason)
                return


class _Entries(QListWidget):
    entered_key = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered_key.emit()
            return
        super().keyPressEvent(event)
