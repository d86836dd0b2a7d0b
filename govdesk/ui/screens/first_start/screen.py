"""The first start: look around in the demonstration street, or build one's own centre from a division table."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from govdesk.domain.errors import GovDeskError
from govdesk.domain.roles import SYSTEM
from govdesk.foundation.text import _
from govdesk.services.messages import sentence
from govdesk.ui import icons, theme
from govdesk.ui.widgets.buttons import button
from govdesk.ui.widgets.labels import label
from govdesk.ui.widgets.message_bar import MessageBar
from govdesk.ui.widgets.section import Card
from govdesk.ui.workplace import Workplace

CARD_WIDTH = 400


class FirstStartScreen(QWidget):
    """`founded` once there is a centre; whatever fails leaves the folder as it was."""

    founded = Signal()

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self.setProperty("ground", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("help", "first_start")
        self.setAccessibleName(_("首次启动"))
        self._build()

    def build_demonstration(self) -> None:
        """The demonstration street with its invented cases."""

        def build() -> None:
            from govdesk.services.demonstration import SEED, found_demonstration, seed_demonstration

            desk = self._place.desk
            found_demonstration(desk, SYSTEM)
            desk.reload()
            seed_demonstration(desk, SEED, desk.clock.now())

        self._work(build, _("正在准备演示街道，只需几秒……"))

    def build_centre(self) -> None:
        """One's own centre from the table and the root given."""
        file, root = self.file.text().strip(), self.root.text().strip()
        if not file or not root:
            self._bar.say(_("请先选择区划表，并填写本级的名称或编码。"), "warning")
            (self.root if file else self.file).setFocus(Qt.FocusReason.OtherFocusReason)
            return
        posts = self.posts.isChecked()

        def build() -> None:
            from govdesk.services.founding import found_from_divisions

            found_from_divisions(self._place.desk, SYSTEM, Path(file), root, posts)

        self._work(build, _("正在建立网格树……"))

    # -- build

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.addStretch(2)
        head = QVBoxLayout()
        head.setSpacing(theme.SPACE_2)
        picture = QLabel()
        picture.setPixmap(icons.pixmap("govdesk", "accent", 56))
        for widget in (
            picture,
            label(_("综合治理指挥中心"), "display"),
            label(_("数据只存在这台电脑上，不需要联网。请选择从哪里开始。"), "secondary"),
        ):
            widget.setAlignment(Qt.AlignmentFlag.AlignCenter)
            head.addWidget(widget)
        outer.addLayout(head)
        outer.addSpacing(theme.SPACE_6)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_6)
        row.addStretch(1)
        row.addWidget(self._demonstration_card(), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._centre_card(), 0, Qt.AlignmentFlag.AlignTop)
        row.addStretch(1)
        outer.addLayout(row)
        outer.addSpacing(theme.SPACE_4)
        self._bar = MessageBar()
        self._progress = QProgressBar()
        self._progress.setRange(0, 0)
        self._progress.setAccessibleName(_("进度"))
        self._progress.hide()
        self._doing = label("", "secondary")
        self._doing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        foot = QVBoxLayout()
        for each in (self._bar, self._progress, self._doing):
            each.setFixedWidth(theme.px(2 * CARD_WIDTH + theme.SPACE_6))
            foot.addWidget(each, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addLayout(foot)
        outer.addStretch(3)

    def _demonstration_card(self) -> QFrame:
        words = _("关山街道：26 个村和社区、34 个网格、近三个月的来件。网格划分是示意，人物和事情都是虚构的。")
        card = _card(_("看演示"), words)
        self.demonstrate = button(_("打开演示街道"), "primary", "map")
        self.demonstrate.clicked.connect(self.build_demonstration)
        card.body.addStretch(1)
        card.body.addWidget(self.demonstrate, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _centre_card(self) -> QFrame:
        card = _card(_("建立自己的中心"), _("从区划表（csv）生成网格树：街道、乡镇或县都可以做最上一级。"))
        self.file = _line(_("区划表"), _("选择 csv 文件"))
        choose = button(_("浏览……"), "", "folder-open")
        choose.clicked.connect(self._choose)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_1)
        row.addWidget(self.file, 1)
        row.addWidget(choose)
        self.root = _line(_("本级名称或编码"), _("本级名称或编码，如 610114005"))
        self.root.returnPressed.connect(self.build_centre)
        self.posts = QCheckBox(_("预置虚构的网格长和调解员，便于试用"))
        self.posts.setAccessibleName(self.posts.text())
        self.build = button(_("建立中心"), "primary", "building-2")
        self.build.clicked.connect(self.build_centre)
        card.body.addLayout(row)
        card.body.addWidget(self.root)
        card.body.addWidget(self.posts)
        card.body.addStretch(1)
        card.body.addWidget(self.build, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    # -- act

    def _choose(self) -> None:
        path, _kind = QFileDialog.getOpenFileName(self, _("选择区划表"), "", _("区划表 (*.csv *.gz *.xlsx)"))
        if path:
            self.file.setText(path)
            self.root.setFocus(Qt.FocusReason.OtherFocusReason)

    def _work(self, build: Callable[[], None], doing: str) -> None:
        self._busy(True, doing)
        self._place.runner.write(build, self._done, self._failed)

    def _busy(self, busy: bool, doing: str = "") -> None:
        self._bar.clear()
        self._progress.setVisible(busy)
        self._doing.setText(doing)
        for each in (self.demonstrate, self.build, self.file, self.root, self.posts):
            each.setEnabled(not busy)

    def _done(self, _nothing: Any) -> None:
        self._place.desk.reload()
        self._busy(False)
        self.founded.emit()

    def _failed(self, error: Exception) -> None:
        self._busy(False)
        if isinstance(error, GovDeskError):
            self._bar.say(sentence(error), "danger")
        else:
            self._place.told(error)


def _card(title: str, words: str) -> Card:
    card = Card(title)
    card.setFixedWidth(theme.px(CARD_WIDTH))
    card.setFixedHeight(theme.px(250))
    card.body.addWidget(label(words, "secondary", wrap=True))
    return card


def _line(name: str, hint: str) -> QLineEdit:
    made = QLineEdit()
    made.setAccessibleName(name)
    made.setPlaceholderText(hint)
    return made
