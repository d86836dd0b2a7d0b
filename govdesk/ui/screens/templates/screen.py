"""Templates of the centre: kinds at the left, the text with its fields in the middle, its page at the right."""

from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from govdesk.domain.changes import Changes
from govdesk.domain.errors import GovDeskError
from govdesk.foundation.text import _
from govdesk.services import templates
from govdesk.services.documents import PageImage, page_images
from govdesk.services.messages import sentence
from govdesk.services.templates import TemplateField, TemplateRow, TemplateVersion
from govdesk.ui import theme
from govdesk.ui.screens.templates.source_editor import SourceEditor
from govdesk.ui.screens.templates.template_list import TemplateList
from govdesk.ui.widgets.buttons import KeyButton, button
from govdesk.ui.widgets.labels import label
from govdesk.ui.widgets.message_bar import MessageBar
from govdesk.ui.widgets.page_preview import PagePreview
from govdesk.ui.workplace import Workplace

DRAW_PAUSE_MILLISECONDS = 600
LEFT_WIDTH, MIDDLE_WIDTH, PREVIEW_WIDTH = 220, 560, 560
FIELDS_WIDTH = 168
FIRST = "assignment"
_NAME = Qt.ItemDataRole.UserRole
_SHIPPED = "shipped"

Opened = tuple[str, str, list[TemplateField], list[TemplateVersion]]


class TemplatesScreen(QWidget):
    """`show_subject("assignment")` opens that kind. What is typed is drawn at once and kept only by saving."""

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._code = FIRST
        self._saved = ""
        self._token = 0
        self._filled = True
        self._fault_line = 0
        self.setProperty("ground", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("help", "templates")
        self.setAccessibleName(_("文书模板"))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DRAW_PAUSE_MILLISECONDS)
        self._timer.timeout.connect(self._draw)
        self._build()
        place.bus.changed.connect(self._changed)

    def activate(self) -> None:
        self._read_list()
        self.open(self._code)

    def show_subject(self, subject: Any) -> None:
        if isinstance(subject, str):
            self._code = subject
        self.activate()

    def open(self, code: str) -> None:
        """The version in force of a kind; text that was not saved is asked about first by staying."""
        if self.has_changes() and code != self._code:
            self._bar.say(_("这个模板有未保存的改动。请先存为新版本，或点“放弃改动”。"), "warning", closable=False)
            self.list.mark(self._code)
            return
        self._code = code
        desk = self._place.desk

        def read() -> Opened:
            source = templates.template_source(desk, code)
            return code, source, templates.template_fields(code), templates.versions(desk, code)

        self._place.runner.read(read, self._take, self._place.told)

    def has_changes(self) -> bool:
        return bool(self._saved) and self.editor.toPlainText() != self._saved

    def save(self) -> None:
        """The text as a new version, in force from now on."""
        desk, actor, code = self._place.desk, self._place.actor, self._code
        text, note = self.editor.toPlainText(), self._note.text()

        def work() -> str:
            return templates.save_template(desk, actor, code, text, note)

        self._do_save.setEnabled(False)
        self._place.runner.write(work, self._stored, self._refused)

    def give_up(self) -> None:
        """Back to the text that is in force."""
        self.editor.setPlainText(self._saved)

    def restore(self) -> None:
        """The version chosen in the list comes into force again."""
        desk, actor, code = self._place.desk, self._place.actor, self._code
        version = self._versions.currentData()

        def work() -> str:
            templates.restore_template(desk, actor, code, version)
            return str(version)

        self._place.runner.write(work, self._stored, self._refused)

    def save_letterhead(self) -> None:
        """What stands over all papers of the centre."""
        desk, actor, text = self._place.desk, self._place.actor, self._head.text()
        self._place.runner.write(lambda: templates.set_letterhead(desk, actor, text), self._headed, self._refused)

    def show_filled(self, filled: bool) -> None:
        self._filled = filled
        self._draw()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if control and event.key() == Qt.Key.Key_S:
            self.save()
        elif control and event.key() == Qt.Key.Key_F:
            self.list.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif event.key() in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self.preview.keyPressEvent(event)
        else:
            super().keyPressEvent(event)

    # -- build

    def _build(self) -> None:
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        self.list = TemplateList()
        self.list.chosen.connect(self.open)
        splitter.addWidget(self.list)
        splitter.addWidget(self._middle())
        splitter.addWidget(self._right())
        splitter.setStretchFactor(1, 1)
        splitter.setStretchFactor(2, 1)
        splitter.setSizes([theme.px(LEFT_WIDTH), theme.px(MIDDLE_WIDTH), theme.px(PREVIEW_WIDTH)])
        outer.addWidget(splitter)

    def _middle(self) -> QWidget:
        middle = QWidget()
        middle.setMinimumWidth(theme.px(420))
        column = QVBoxLayout(middle)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(theme.SPACE_2)
        self._heading = label("", "title")
        column.addWidget(self._heading)
        advice = _("改引号里的文字即可；花括号里由程序填写。保存后用于新出具的文书，已出具的不变。")
        column.addWidget(label(advice, "small", wrap=True))
        self._bar = MessageBar()
        column.addWidget(self._bar)
        column.addLayout(self._writing(), 1)
        column.addLayout(self._version_row())
        column.addLayout(self._head_row())
        column.addLayout(self._foot())
        return middle

    def _writing(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_2)
        self.editor = SourceEditor()
        self.editor.textChanged.connect(self._typed)
        row.addWidget(self.editor, 1)
        side = QVBoxLayout()
        side.setSpacing(theme.SPACE_1)
        side.addWidget(label(_("可插入的字段"), "small"))
        self.fields = QListWidget()
        self.fields.setFixedWidth(theme.px(FIELDS_WIDTH))
        self.fields.setAccessibleName(_("可插入的字段，回车插入"))
        self.fields.itemActivated.connect(self._insert)
        side.addWidget(self.fields, 1)
        row.addLayout(side)
        return row

    def _version_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_2)
        row.addWidget(label(_("版本"), "small"))
        self._versions = QComboBox()
        self._versions.setAccessibleName(_("版本"))
        self._versions.currentIndexChanged.connect(self._version_chosen)
        row.addWidget(self._versions, 1)
        self._do_restore = button(_("恢复这一版"), "", "history")
        self._do_restore.clicked.connect(self.restore)
        row.addWidget(self._do_restore)
        return row

    def _head_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_2)
        row.addWidget(label(_("发文单位"), "small"))
        self._head = QLineEdit()
        self._head.setAccessibleName(_("中心文书上的发文单位名称"))
        self._head.setPlaceholderText(_("空着就用街道加机构名称"))
        self._head.returnPressed.connect(self.save_letterhead)
        row.addWidget(self._head, 1)
        keep = button(_("用于全部中心文书"), "", "check")
        keep.clicked.connect(self.save_letterhead)
        row.addWidget(keep)
        return row

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(theme.SPACE_2)
        self._note = QLineEdit()
        self._note.setPlaceholderText(_("改了什么（选填）"))
        self._note.setAccessibleName(_("改了什么"))
        foot.addWidget(self._note, 1)
        self._do_give_up = button(_("放弃改动"), "quiet", "undo-2")
        self._do_give_up.clicked.connect(self.give_up)
        foot.addWidget(self._do_give_up)
        self._do_save = KeyButton(_("存为新版本"), "Ctrl S", "primary")
        self._do_save.clicked.connect(self.save)
        foot.addWidget(self._do_save)
        return foot

    def _right(self) -> QWidget:
        right = QWidget()
        right.setProperty("ground", "desk")
        right.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(right)
        column.setContentsMargins(0, theme.SPACE_2, 0, 0)
        column.setSpacing(theme.SPACE_1)
        switch = QHBoxLayout()
        switch.addStretch(1)
        self._switch = QButtonGroup(self)
        for filled, words in ((True, _("填好的样子")), (False, _("空白表"))):
            each = button(words)
            each.setCheckable(True)
            each.setChecked(filled)
            each.clicked.connect(lambda _on, wanted=filled: self.show_filled(wanted))
            self._switch.addButton(each)
            switch.addWidget(each)
        switch.addStretch(1)
        column.addLayout(switch)
        self.preview = PagePreview()
        self.preview.sharpness_wanted.connect(self._draw)
        column.addWidget(self.preview, 1)
        return right

    # -- show

    def _read_list(self) -> None:
        desk = self._place.desk
        self._head.setText(desk.centre.letterhead if desk.centre else "")
        self._place.runner.read(lambda: templates.templates(desk), self._take_list, self._place.told)

    def _take_list(self, rows: list[TemplateRow]) -> None:
        self.list.show_rows(rows, self._code)

    def _take(self, opened: Opened) -> None:
        code, source, fields, versions = opened
        if code != self._code:
            return
        self._saved = source
        self.editor.setPlainText(source)
        self._show_fields(fields)
        self._show_versions(versions)
        current = next((item.version for item in versions if item.in_force), "")
        title = templates.template_title(code)
        self._heading.setText(_("{title}　版本 {version}").format(title=title, version=current))
        self.list.mark(code)
        self._note.clear()
        self._bar.clear()
        self._draw()

    def _show_fields(self, fields: list[TemplateField]) -> None:
        self.fields.clear()
        for field in fields:
            item = QListWidgetItem(field.label)
            item.setData(_NAME, field.name)
            item.setToolTip(f"{{{field.name}}}")
            self.fields.addItem(item)

    def _show_versions(self, versions: list[TemplateVersion]) -> None:
        self._versions.blockSignals(True)
        self._versions.clear()
        for item in versions:
            self._versions.addItem(_version_words(item), item.version)
        at = next((index for index, item in enumerate(versions) if item.in_force), 0)
        self._versions.setCurrentIndex(at)
        self._in_force = at
        self._versions.blockSignals(False)
        self._do_restore.setEnabled(False)

    def _version_chosen(self, at: int) -> None:
        self._do_restore.setEnabled(at >= 0 and at != self._in_force)

    # -- react

    def _typed(self) -> None:
        changed = self.has_changes()
        self._do_save.setEnabled(changed)
        self._do_give_up.setEnabled(changed)
        self._timer.start()

    def _insert(self, item: QListWidgetItem) -> None:
        self.editor.insert_field(item.data(_NAME))

    def _draw(self) -> None:
        """The page of the text as it stands, faults and all named instead."""
        text = self.editor.toPlainText()
        if not text:
            return
        self._token += 1
        token, desk, code, filled = self._token, self._place.desk, self._code, self._filled
        dpi = self.preview.wanted_dpi()

        def work() -> tuple[int, list[PageImage]]:
            return token, page_images(templates.preview_template(desk, code, text, filled), dpi)

        self._place.runner.labour(work, self._drawn, lambda error: self._not_drawn(token, error))

    def _drawn(self, answer: tuple[int, list[PageImage]]) -> None:
        token, pages = answer
        if token == self._token:
            self.preview.show_pages(pages)
            self._bar.clear()
            self.editor.mark_line(0)

    def _not_drawn(self, token: int, error: Exception) -> None:
        if token != self._token:
            return
        if not isinstance(error, GovDeskError):
            self._place.told(error)
            return
        self._bar.say(sentence(error), "warning", closable=False)
        self.editor.mark_line(int(error.facts.get("line", 0)))
        self.preview.say(_("下面还是改动以前的样子"))

    def _stored(self, version: str) -> None:
        self._place.notice.emit(_("版本 {version} 已启用。").format(version=version), "good")
        self._saved = ""
        self._read_list()
        self.open(self._code)

    def _headed(self, changes: Changes) -> None:
        self._place.committed(changes)
        self._place.notice.emit(_("发文单位名称已保存。"), "good")
        self._draw()

    def _refused(self, error: Exception) -> None:
        self._do_save.setEnabled(self.has_changes())
        if isinstance(error, GovDeskError):
            self._bar.say(sentence(error), "warning")
            line = int(error.facts.get("line", 0))
            self.editor.mark_line(line)
            if line:
                self.editor.go_to(line)
        else:
            self._place.told(error)

    def _changed(self, changes: Changes) -> None:
        if self.isVisible() and changes.everything:
            self._read_list()


def _version_words(item: TemplateVersion) -> str:
    if item.origin == _SHIPPED:
        words = _("{version}　程序自带").format(version=item.version)
    else:
        at = f"{item.at:%Y-%m-%d %H:%M}" if item.at else ""
        words = _("{version}　{at}　{author}　{note}").format(
            version=item.version, at=at, author=item.author, note=item.note
        )
    return _("{words}　（现行）").format(words=words.strip()) if item.in_force else words.strip()
