"""F1: the help beside the work, opened at the page of the field in focus; the change log too."""

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QFont, QKeyEvent, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextFormat
from PySide6.QtWidgets import QHBoxLayout, QTextBrowser, QVBoxLayout, QWidget

from govdesk.foundation import paths
from govdesk.foundation.text import _
from govdesk.ui import theme
from govdesk.ui.widgets.buttons import icon_button
from govdesk.ui.widgets.labels import label, line

CONTENTS = "contents"
CHANGE_LOG = "changelog"
NARROWEST = 300
TOPICS = (
    "first_start",
    "registration",
    "importing",
    "case_queue",
    "routing",
    "deadlines",
    "network_map",
    "mediation",
    "mediators",
    "agreement_checks",
    "whistles",
    "task_forces",
    "documents",
    "printing",
    "paper_ledger",
    "review",
    "command_line",
    "keys",
    CHANGE_LOG,
)


class HelpPane(QWidget):
    """Pages are resources/help/*.md; links between them stay in the pane."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(_("帮助"))
        self.setMinimumWidth(theme.px(NARROWEST))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(16, 8, 8, 8)
        head.addWidget(label(_("帮助"), "heading"))
        head.addStretch(1)
        back = icon_button("arrow-left", _("上一页"))
        home = icon_button("house", _("目录"))
        close = icon_button("x", _("关闭帮助"))
        for each in (back, home, close):
            head.addWidget(each)
        column.addLayout(head)
        column.addWidget(line())
        self.browser = QTextBrowser()
        self.browser.setAccessibleName(_("帮助内容"))
        self.browser.setOpenExternalLinks(False)
        self.browser.setOpenLinks(False)
        self.browser.document().setDocumentMargin(16)
        self.browser.anchorClicked.connect(self._follow)
        column.addWidget(self.browser, 1)
        self._pages: list[str] = []
        back.clicked.connect(self.go_back)
        home.clicked.connect(lambda: self.open(CONTENTS))
        close.clicked.connect(self.closed)

    def open(self, page: str) -> None:
        """Show a topic by its file name; `topic#heading` goes to that heading."""
        topic, _hash, heading = page.partition("#")
        if not self._pages or self._pages[-1] != page:
            self._pages.append(page)
        self.browser.document().setDefaultFont(theme.font())
        self.browser.setMarkdown(_text(topic))
        self._set_type()
        self.browser.setAccessibleDescription(page)
        self._go_to(heading)

    def page(self) -> str:
        return self._pages[-1] if self._pages else ""

    def go_back(self) -> None:
        if len(self._pages) > 1:
            self._pages.pop()
            self.open(self._pages.pop())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)

    def _set_type(self) -> None:
        """Headings a little larger than the text, and air between the lines."""
        block = self.browser.document().begin()
        while block.isValid():
            level = block.blockFormat().headingLevel()
            cursor = QTextCursor(block)
            shape = block.blockFormat()
            shape.setTopMargin(theme.px(14 if level else 4))
            shape.setBottomMargin(theme.px(4))
            shape.setLineHeight(135, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
            cursor.setBlockFormat(shape)
            if level:
                cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
                face = QTextCharFormat()
                face.setProperty(QTextFormat.Property.FontSizeAdjustment.value, 0)
                face.setFont(theme.font(18 if level == 1 else 14, QFont.Weight.DemiBold))
                cursor.mergeCharFormat(face)
            block = block.next()

    def _go_to(self, heading: str) -> None:
        document = self.browser.document()
        bar = self.browser.verticalScrollBar()
        bar.setValue(0)
        block = document.begin()
        while heading and block.isValid():
            if block.blockFormat().headingLevel() and block.text().strip() == heading:
                bar.setValue(int(document.documentLayout().blockBoundingRect(block).top()) - 8)
                return
            block = block.next()

    def _follow(self, link: QUrl) -> None:
        name = link.path().removesuffix(".md")
        self.open(f"{name}#{link.fragment()}" if link.fragment() else name)


def help_page_of(widget: QWidget | None) -> str:
    """The page named by the property `help` of the widget or of what it stands in."""
    while widget is not None:
        page = widget.property("help")
        if page:
            return str(page)
        widget = widget.parentWidget()
    return CONTENTS


def _text(topic: str) -> str:
    path = paths.resources() / "help" / f"{topic}.md"
    return path.read_text("utf-8") if path.is_file() else _contents()


def _contents() -> str:
    """The list of topics, each by the title its page gives itself."""
    lines = [f"# {_('帮助目录')}", ""]
    for topic in TOPICS:
        path = paths.resources() / "help" / f"{topic}.md"
        if path.is_file():
            title = path.read_text("utf-8").lstrip().splitlines()[0].lstrip("# ")
            lines.append(f"- [{title}]({topic}.md)")
    return "\n".join(lines)
