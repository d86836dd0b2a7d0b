"""设置: what the centre decides for itself, each subject with its version and author; two of them edited here."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QListWidget, QListWidgetItem, QScrollArea, QVBoxLayout, QWidget

from govdesk.domain.errors import GovDeskError
from govdesk.foundation.text import _
from govdesk.services import centre_settings
from govdesk.services.centre_settings import GUARDS, URGENT_WORDS, SettingView
from govdesk.services.messages import sentence
from govdesk.ui import theme
from govdesk.ui.screens.settings.editors import Editor, GroupVisitEditor, UrgentWordsEditor
from govdesk.ui.widgets.buttons import button
from govdesk.ui.widgets.chip import Chip
from govdesk.ui.widgets.labels import label, line
from govdesk.ui.widgets.message_bar import MessageBar
from govdesk.ui.widgets.section import Card
from govdesk.ui.workplace import Workplace

LEFT_WIDTH, WIDTH = 240, 760
_CODE = Qt.ItemDataRole.UserRole
_ELSEWHERE = (
    ("screen_calendar", "calendar"),
    ("screen_transitions", "book-open"),
    ("screen_templates", "pencil"),
    ("scheme", "moon"),
    ("text_size", "zoom-in"),
)
"""Commands for what is set elsewhere, with their pictures."""


class SettingsScreen(QWidget):
    """Nothing here changes what was decided before: every change is a version that stands beside the older ones."""

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._views: dict[str, SettingView] = {}
        self.subject = URGENT_WORDS
        self.setProperty("ground", "window")
        self.setProperty("help", "settings")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(_("设置"))
        self._build()
        place.bus.changed.connect(lambda news: self.activate() if getattr(news, "everything", False) else None)
        place.session.actor_changed.connect(lambda _actor: self.activate() if self.isVisible() else None)

    def activate(self) -> None:
        desk, actor = self._place.desk, self._place.actor
        self._place.runner.read(lambda: centre_settings.settings(desk, actor), self._take, self._place.told)

    def show_subject(self, subject: str) -> None:
        """Bring one subject to the front."""
        self.subject = subject
        self.activate()

    def import_file(self, path: Path) -> None:
        """A changed file becomes the version in force, or is refused with its fault."""
        desk, actor, subject = self._place.desk, self._place.actor, self.subject
        self._write(lambda: centre_settings.import_setting(desk, actor, subject, path))

    # -- build

    def _build(self) -> None:
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._left())
        outer.addWidget(line(vertical=True))
        self._inner = QWidget()
        self._inner.setProperty("ground", "window")
        self._inner.setMaximumWidth(theme.px(WIDTH))
        column = QVBoxLayout(self._inner)
        column.setContentsMargins(theme.SPACE_6, theme.SPACE_4, theme.SPACE_6, theme.SPACE_6)
        column.setSpacing(theme.SPACE_3)
        column.addLayout(self._head())
        self._about = label("", "secondary", wrap=True)
        column.addWidget(self._about)
        self.bar = MessageBar()
        column.addWidget(self.bar)
        self.words, self.visit = UrgentWordsEditor(), GroupVisitEditor()
        self.words.saved.connect(self._save_words)
        self.visit.saved.connect(self._save_size)
        self.editors: dict[str, Editor] = {URGENT_WORDS: self.words, GUARDS: self.visit}
        for editor in self.editors.values():
            column.addWidget(editor)
        column.addWidget(self._file_card())
        column.addWidget(self._history_card())
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setProperty("ground", "window")
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(self._inner)
        outer.addWidget(area, 1)

    def _left(self) -> QWidget:
        """The subjects; below them what is set elsewhere."""
        left = QWidget()
        left.setProperty("ground", "surface")
        left.setFixedWidth(theme.px(LEFT_WIDTH))
        column = QVBoxLayout(left)
        column.setContentsMargins(theme.SPACE_2, theme.SPACE_4, theme.SPACE_2, theme.SPACE_3)
        column.setSpacing(theme.SPACE_2)
        head = label(_("设置"), "title")
        head.setContentsMargins(theme.SPACE_2, 0, 0, 0)
        column.addWidget(head)
        self.list = QListWidget()
        self.list.setAccessibleName(_("设置项目"))
        self.list.setFrameShape(QListWidget.Shape.NoFrame)
        self.list.currentItemChanged.connect(self._chosen)
        column.addWidget(self.list, 1)
        column.addWidget(line())
        for command in _ELSEWHERE:
            column.addWidget(self._link(*command), 0, Qt.AlignmentFlag.AlignLeft)
        return left

    def _link(self, code: str, icon: str) -> QWidget:
        """Does what Ctrl+K does under the same name."""
        command = self._place.commands.get(code)
        link = button(command.label, "link", icon)
        link.clicked.connect(command.action.trigger)
        return link

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(theme.SPACE_2)
        self._title = label("", "title")
        self._version = Chip("")
        head.addWidget(self._title)
        head.addWidget(self._version)
        head.addStretch(1)
        return head

    def _file_card(self) -> Card:
        card = Card(_("全部内容（TOML 文件）"))
        card.body.addWidget(
            label(
                _("导出后用记事本改，改好换一个版本号再导入。写错的地方会指明哪一项，原来的不受影响。"),
                "secondary",
                wrap=True,
            )
        )
        row = QHBoxLayout()
        self._export = button(_("导出……"), "", "download")
        self._import = button(_("导入……"), "", "upload")
        self._export.clicked.connect(self._choose_target)
        self._import.clicked.connect(self._choose_source)
        row.addWidget(self._export)
        row.addWidget(self._import)
        row.addStretch(1)
        card.body.addLayout(row)
        self._forbidden = label("", "small", wrap=True)
        card.body.addWidget(self._forbidden)
        return card

    def _history_card(self) -> Card:
        card = Card(_("版本"))
        self._history = label("", "secondary", wrap=True, selectable=True)
        card.body.addWidget(self._history)
        return card

    # -- load

    def _take(self, views: list[SettingView]) -> None:
        self._views = {view.subject: view for view in views}
        self.list.blockSignals(True)
        self.list.clear()
        for view in views:
            item = QListWidgetItem(view.label)
            item.setData(_CODE, view.subject)
            self.list.addItem(item)
            if view.subject == self.subject:
                self.list.setCurrentItem(item)
        self.list.blockSignals(False)
        self._show()

    def _show(self) -> None:
        view = self._views[self.subject]
        self._title.setText(view.label)
        words = _("随程序提供 {version}") if view.shipped else _("本中心 {version}")
        self._version.set(words.format(version=view.version), "neutral" if view.shipped else "accent")
        self._about.setText(view.about)
        for subject, editor in self.editors.items():
            editor.setVisible(subject == self.subject)
            editor.allow(view.may_change)
        self.words.load(self._place.desk)
        self.visit.load(self._place.desk)
        self._import.setEnabled(view.may_change)
        forbidden = "" if view.may_change else _("当前席位只能查看；修改由主管席位办理。")
        self._forbidden.setText(forbidden)
        self._forbidden.setVisible(bool(forbidden))
        line_of = _("{version}　{author}　{moment} 存入，{day} 起生效")
        lines = [
            line_of.format(
                version=row.version, author=row.author, moment=f"{row.stored_at:%Y-%m-%d %H:%M}", day=row.effective_on
            )
            for row in view.versions
        ]
        self._history.setText("\n".join([*lines, _("最早：随程序提供的版本")]))

    # -- act

    def _chosen(self, item: QListWidgetItem | None, _before: QListWidgetItem | None = None) -> None:
        if item is not None:
            self.subject = str(item.data(_CODE))
            self.bar.clear()
            self._show()

    def _save_words(self, group: str, words: list[str], exceptions: list[str]) -> None:
        desk, actor = self._place.desk, self._place.actor
        self._write(lambda: centre_settings.set_urgent_words(desk, actor, group, words, exceptions))

    def _save_size(self, size: int) -> None:
        desk, actor = self._place.desk, self._place.actor
        self._write(lambda: centre_settings.set_group_visit(desk, actor, size))

    def _write(self, write: Callable[[], str]) -> None:
        self.bar.clear()

        def done(version: str) -> None:
            self._place.notice.emit(_("已存为版本 {version}，即时生效。").format(version=version), "good")
            self.activate()

        self._place.runner.write(write, done, self._refused)

    def _refused(self, error: Exception) -> None:
        """Said beside what was typed; the version in force has not changed."""
        if isinstance(error, GovDeskError):
            self.bar.say(sentence(error), "danger")
        else:
            self._place.told(error)

    def _choose_target(self) -> None:
        chosen, _kind = QFileDialog.getSaveFileName(self, _("导出设置"), f"{self.subject}.toml", "TOML (*.toml)")
        if chosen:
            desk, subject, path = self._place.desk, self.subject, Path(chosen)
            told = _("已导出到「{name}」。").format(name=path.name)
            self._place.runner.read(
                lambda: centre_settings.save_setting(desk, subject, path),
                lambda _nothing: self._place.notice.emit(told, "good"),
                self._refused,
            )

    def _choose_source(self) -> None:
        chosen, _kind = QFileDialog.getOpenFileName(self, _("导入设置"), "", "TOML (*.toml)")
        if chosen:
            self.import_file(Path(chosen))
