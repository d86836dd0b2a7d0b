"""Who receives: the tier, the body of the place, of the duty list or by name, and who assists."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from govdesk.domain.routing import Receiver, Rule
from govdesk.domain.vocabulary import Tier
from govdesk.foundation.text import _
from govdesk.services.rule_editing import RuleMenu
from govdesk.ui import theme
from govdesk.ui.widgets.labels import label
from govdesk.ui.widgets.picker import MultiPicker, Picker

CAPTION_WIDTH = 88
BODY = "body"


class ReceiverFields(QWidget):
    """`edited(tier, receiver, assists)`; the body's field is there for a body by name, the assists for 联合会商."""

    edited = Signal(str, object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rule: Rule | None = None
        self._bodies: tuple[tuple[str, str], ...] = ()
        self._closed: dict[str, str] = {}
        self._named_closed = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_2)
        self.tier = QComboBox()
        self.tier.setAccessibleName(_("层级"))
        self.kind = QComboBox()
        self.kind.setAccessibleName(_("由谁承办"))
        self.body = Picker((), _("承办单位"))
        column.addWidget(captioned(_("层级"), self.tier))
        column.addWidget(captioned(_("由谁承办"), self.kind))
        self._body_line = captioned(_("承办单位"), self.body)
        column.addWidget(self._body_line)
        self._column = column
        self.assists = MultiPicker((), _("协办单位"))
        self._assists_line = captioned(_("协办单位"), self.assists)
        column.addWidget(self._assists_line)
        self.tier.activated.connect(self._tell)
        self.kind.activated.connect(self._kind_chosen)
        self.body.picked.connect(self._body_picked)
        self.assists.changed.connect(self._tell)

    def show_menu(self, menu: RuleMenu) -> None:
        for box, choices in ((self.tier, menu.tiers), (self.kind, menu.receivers)):
            box.clear()
            for code, words in choices:
                box.addItem(words, code)
        self._bodies, self._closed, self._named_closed = menu.bodies, dict(menu.closed), ""
        self.body.set_choices(menu.bodies)
        self._column.removeWidget(self._assists_line)
        self._assists_line.hide()
        self._assists_line.deleteLater()
        helpers = [(code, words) for code, words in menu.receivers if code != BODY]
        self._kinds = {code for code, _words in helpers}
        self.assists = MultiPicker((*helpers, *menu.bodies), _("协办单位"))
        self.assists.changed.connect(self._tell)
        self._assists_line = captioned(_("协办单位"), self.assists)
        self._column.addWidget(self._assists_line)

    def show_rule(self, rule: Rule) -> None:
        self._rule = rule
        self.tier.setCurrentIndex(self.tier.findData(rule.tier.value))
        self.kind.setCurrentIndex(self.kind.findData(rule.receiver.kind))
        self._body_line.setVisible(rule.receiver.kind == BODY)
        self._offer_closed(rule.receiver.body or "")
        typing = self.body.hasFocus() and self.body.typed_words() and not self.body.code()
        if self.body.code() != (rule.receiver.body or "") and not typing:
            self.body.set_code(rule.receiver.body or "")
        self._assists_line.setVisible(rule.tier is Tier.JOINT)
        codes = tuple(item.body or item.kind for item in rule.assists)
        if self.assists.codes() != codes:
            self.assists.set_codes(codes, self._closed)

    def _offer_closed(self, code: str) -> None:
        """A body that was closed is shown by its name where a rule still names it; no other rule may choose it."""
        wanted = code if code in self._closed else ""
        if wanted != self._named_closed:
            self._named_closed = wanted
            self.body.set_choices((*self._bodies, *(((wanted, self._closed[wanted]),) if wanted else ())))

    def _kind_chosen(self) -> None:
        self._tell()
        if self.kind.currentData() == BODY:
            self.body.setFocus(Qt.FocusReason.OtherFocusReason)

    def _body_picked(self, code: str) -> None:
        """While a name is being typed the body stays what it was; only another one is told."""
        if code or not self.body.typed_words():
            self._tell()

    def _tell(self) -> None:
        kind = self.kind.currentData()
        if self._rule is None or kind is None:
            return
        receiver = Receiver(kind, (self.body.code() or self._standing_body()) if kind == BODY else None)
        codes = self.assists.codes() if self.tier.currentData() == Tier.JOINT.value else ()
        assists = tuple(Receiver(code) if code in self._kinds else Receiver(BODY, code) for code in codes)
        self.edited.emit(self.tier.currentData(), receiver, assists)

    def _standing_body(self) -> str | None:
        return (self._rule.receiver.body or "") if self._rule is not None else None


def captioned(words: str, field: QWidget) -> QWidget:
    """A field behind its name, in one line."""
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.SPACE_2)
    caption: QLabel = label(words, "secondary")
    caption.setFixedWidth(theme.px(CAPTION_WIDTH))
    caption.setMinimumHeight(theme.px(theme.CONTROL_HEIGHT))
    caption.setBuddy(field)
    row.addWidget(caption, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
    return made
