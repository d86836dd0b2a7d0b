"""The parties of the agreement: one block for each, with what the law wants to know of them."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from govdesk.domain.agreement import DraftParty, PartyKind, Representative
from govdesk.foundation.text import _
from govdesk.services.mediation import FindingView, role_word
from govdesk.ui import theme
from govdesk.ui.screens.mediation.inputs import Captioned, ChoiceBox, DayField, WordBox, line_edit
from govdesk.ui.screens.mediation.notes import FindingNotes, mark
from govdesk.ui.widgets.buttons import flush_link, icon_button
from govdesk.ui.widgets.labels import line

_OF_PERSONS = ("sex", "nation", "birth", "occupation")

ROLE_LETTERS = 6
"""Latin letters that take the room of the longest usual word, four Chinese characters."""


class PartiesForm(QWidget):
    """Blocks in the order of the paper; at least two stay. `restructured` when blocks come or go."""

    changed = Signal()
    restructured = Signal()

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._now = now
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.SPACE_2)
        self.blocks: list[PartyBlock] = []
        self.notes = FindingNotes()
        self.more = flush_link(_("添加当事人"), "plus")
        self.more.clicked.connect(self._add_and_go)
        self._column.addWidget(self.notes)
        self._column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)

    def parties(self) -> tuple[DraftParty, ...]:
        """Blocks in which nothing stands but the role do not count, beyond the first two."""
        found = [block.party() for block in self.blocks]
        while len(found) > 2 and replace(found[-1], role="") == DraftParty():
            found.pop()
        return tuple(found)

    def set_parties(self, parties: Sequence[DraftParty]) -> None:
        wanted = list(parties)
        while len(wanted) < 2:
            wanted.append(DraftParty(role=role_word("respondent" if wanted else "applicant")))
        while len(self.blocks) > len(wanted):
            self._drop(self.blocks[-1])
        while len(self.blocks) < len(wanted):
            self._append()
        for block, party in zip(self.blocks, wanted, strict=True):
            block.set_party(party)
        self._settle()

    def editors(self) -> list[QWidget]:
        return [editor for block in self.blocks for editor in block.order()] + [self.more]

    def show_findings(self, of: Callable[[str], list[FindingView]]) -> None:
        """`of(path)` gives the findings at or below a path of the draft."""
        own = of("parties")
        self.notes.show_findings([item for item in own if item.field == "parties"])
        for index, block in enumerate(self.blocks):
            prefix = f"parties[{index}]"
            block.show_findings([item for item in own if item.field.startswith(prefix)], prefix)

    def editor_at(self, path: str) -> QWidget | None:
        for index, block in enumerate(self.blocks):
            if path.startswith(f"parties[{index}]"):
                return block.editor(path.partition("].")[2])
        return self.blocks[0].editor("name") if self.blocks else None

    def _append(self) -> "PartyBlock":
        block = PartyBlock(self._now)
        block.changed.connect(self.changed)
        block.reshaped.connect(self.restructured)
        block.remove.clicked.connect(lambda: self._remove(block))
        self._column.insertWidget(len(self.blocks), block)
        self.blocks.append(block)
        return block

    def _add_and_go(self) -> None:
        block = self._append()
        block.set_party(DraftParty(role=role_word("respondent")))
        self._settle()
        block.name.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _remove(self, block: "PartyBlock") -> None:
        place = self.blocks.index(block)
        self._drop(block)
        self._settle()
        self.blocks[max(0, place - 1)].name.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _drop(self, block: "PartyBlock") -> None:
        self.blocks.remove(block)
        self._column.removeWidget(block)
        block.hide()
        block.deleteLater()

    def _settle(self) -> None:
        for index, block in enumerate(self.blocks):
            block.number(index + 1, removable=len(self.blocks) > 2)
        self.restructured.emit()


class PartyBlock(QFrame):
    """One party in two lines, with a third for who speaks for it."""

    changed = Signal()
    reshaped = Signal()

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._given = DraftParty()
        self._make_editors(now)
        self._build()
        for edit in (self.name, self.nation, self.id_number, self.occupation, self.address, self.phone, self.id_note):
            edit.textChanged.connect(self.changed)
        for edit in (self.rep_name, self.rep_relation, self.rep_authority):
            edit.textChanged.connect(self.changed)
        for box in (self.role, self.rep_role):
            box.edited.connect(self.changed)
        self.sex.currentIndexChanged.connect(self.changed)
        self.birth.changed.connect(self.changed)
        self.kind.currentIndexChanged.connect(self._reshape)
        self.speaker.toggled.connect(self._reshape)

    def party(self) -> DraftParty:
        kind = PartyKind(self.kind.code())
        person = kind is PartyKind.PERSON
        return replace(
            self._given,
            role=self.role.currentText().strip(),
            name=self.name.text().strip(),
            kind=kind,
            sex=self.sex.code() if person else "",
            nation=self.nation.text().strip() if person else "",
            birth=self.birth.text() if person else "",
            id_number=self.id_number.text().strip(),
            id_note=self.id_note.text().strip(),
            occupation=self.occupation.text().strip() if person else "",
            address=self.address.text().strip(),
            phone=self.phone.text().strip(),
            representative=self._representative(),
        )

    def set_party(self, party: DraftParty) -> None:
        self._given = party
        person = party.representative or Representative()
        blocked = self.blockSignals(True)
        self.role.setCurrentText(party.role)
        self.kind.set_code(party.kind.value)
        self.sex.set_code(party.sex)
        self.birth.set_text(party.birth)
        for edit, text in (
            (self.name, party.name),
            (self.nation, party.nation),
            (self.id_number, party.id_number),
            (self.id_note, party.id_note),
            (self.occupation, party.occupation),
            (self.address, party.address),
            (self.phone, party.phone),
            (self.rep_name, person.name),
            (self.rep_relation, person.relation),
            (self.rep_authority, person.authority),
        ):
            edit.setText(text)
            edit.setCursorPosition(0)
        self.rep_role.setCurrentText(person.role)
        self.speaker.setChecked(party.representative is not None)
        self.blockSignals(blocked)
        self._show_shape()

    def number(self, ordinal: int, removable: bool) -> None:
        """Which party this is, for the screen reader; the first two cannot be taken away."""
        self.setAccessibleName(_("第 {ordinal} 方当事人").format(ordinal=ordinal))
        self.remove.setVisible(removable)
        self._rule.setVisible(ordinal > 1)

    def order(self) -> list[QWidget]:
        first = [self.role, self.name, self.sex, self.nation, self.birth.line, self.id_number, self.id_note]
        second = [self.kind, self.occupation, self.address, self.phone, self.speaker, self.remove]
        third = [self.rep_name, self.rep_role, self.rep_relation, self.rep_authority]
        return [*first, *second, *third]

    def editor(self, key: str) -> QWidget:
        if key.startswith("representative"):
            return self.rep_name if self.speaker.isChecked() else self.speaker
        return self._editors.get(key, self.name)

    def show_findings(self, findings: Sequence[FindingView], prefix: str) -> None:
        self.notes.show_findings(findings)
        for key, editor in self._editors.items():
            mark(editor, [item for item in findings if item.field == f"{prefix}.{key}"])
        mark(self.rep_name, [item for item in findings if item.field.startswith(f"{prefix}.representative")])
        doubted = any(item.field == f"{prefix}.id_number" for item in findings) or bool(self.id_note.text())
        if self._note_box.isHidden() == doubted:
            self._note_box.setVisible(doubted)
            self.reshaped.emit()

    def _representative(self) -> Representative | None:
        if not self.speaker.isChecked():
            return None
        made = replace(
            self._given.representative or Representative(),
            name=self.rep_name.text().strip(),
            role=self.rep_role.currentText().strip(),
            relation=self.rep_relation.text().strip(),
            authority=self.rep_authority.text().strip(),
        )
        return None if made == Representative() else made

    def _make_editors(self, now: Callable[[], datetime]) -> None:
        self.role = WordBox(_("当事人地位"), [role_word(code) for code in ("applicant", "respondent", "other")])
        self.role.setMinimumContentsLength(ROLE_LETTERS)
        self.name = line_edit(_("姓名或名称"))
        self.sex = ChoiceBox(_("性别"), [("", "—"), (_("男"), _("男")), (_("女"), _("女"))])
        self.nation = line_edit(_("民族"))
        self.birth = DayField(_("出生日期"), now)
        self.id_number = line_edit(_("证件号码"))
        self.id_note = line_edit(_("证件号码核对说明"), _("如：户口簿上就是这个号码"))
        kinds = [(PartyKind.PERSON.value, _("个人")), (PartyKind.ORGANISATION.value, _("单位"))]
        self.kind = ChoiceBox(_("个人或单位"), kinds)
        self.occupation = line_edit(_("职业或职务"))
        self.address = line_edit(_("住址"))
        self.phone = line_edit(_("联系方式"))
        self.speaker = icon_button("users", _("由他人代表或代理"), checkable=True)
        self.remove = icon_button("x", _("删去这一方"))
        self.rep_name = line_edit(_("代表人或代理人姓名"))
        roles = [_("监护人"), _("法定代表人"), _("负责人"), _("委托代理人")]
        self.rep_role = WordBox(_("代表或代理身份"), roles)
        self.rep_relation = line_edit(_("与当事人的关系"), _("如：父亲"))
        self.rep_authority = line_edit(_("代理权限"), _("如：特别授权，代为承认、变更、签收"))
        self._editors: dict[str, QWidget] = {
            "role": self.role,
            "name": self.name,
            "sex": self.sex,
            "nation": self.nation,
            "birth": self.birth.line,
            "id_number": self.id_number,
            "occupation": self.occupation,
            "address": self.address,
            "phone": self.phone,
        }

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, theme.SPACE_1)
        column.setSpacing(theme.SPACE_1)
        self._rule = line()
        column.addWidget(self._rule)
        self._id_box = Captioned(_("身份证号"), self.id_number)
        self._address_box = Captioned(_("住址"), self.address)
        self._boxes = {
            "sex": Captioned(_("性别"), self.sex),
            "nation": Captioned(_("民族"), self.nation),
            "birth": Captioned(_("出生日期"), self.birth),
            "occupation": Captioned(_("职业"), self.occupation),
        }
        first = [
            (Captioned(_("地位"), self.role), 13),
            (Captioned(_("姓名或名称"), self.name), 9),
            (self._boxes["sex"], 4),
            (self._boxes["nation"], 5),
            (self._boxes["birth"], 11),
            (self._id_box, 15),
        ]
        second = [
            (Captioned(_("类型"), self.kind), 6),
            (self._boxes["occupation"], 7),
            (self._address_box, 22),
            (Captioned(_("联系方式"), self.phone), 10),
        ]
        self._note_box = Captioned(_("核对说明（号码无误时写明理由，随草稿保存）"), self.id_note)
        self._note_box.hide()
        self.notes = FindingNotes()
        third = [
            (Captioned(_("代表（代理）人"), self.rep_name), 9),
            (Captioned(_("身份"), self.rep_role), 10),
            (Captioned(_("关系"), self.rep_relation), 7),
            (Captioned(_("权限"), self.rep_authority), 22),
        ]
        column.addLayout(_row(first))
        column.addLayout(_row(second, self.speaker, self.remove))
        self._third = QWidget()
        self._third.setLayout(_row(third))
        column.addWidget(self._third)
        column.addWidget(self._note_box)
        column.addWidget(self.notes)
        self._third.hide()

    def _reshape(self) -> None:
        self._show_shape()
        self.reshaped.emit()
        self.changed.emit()

    def _show_shape(self) -> None:
        person = self.kind.code() == PartyKind.PERSON.value
        for key in _OF_PERSONS:
            self._boxes[key].setVisible(person)
        self._id_box.set_caption(_("身份证号") if person else _("统一社会信用代码"))
        self._address_box.set_caption(_("住址") if person else _("住所"))
        if not person and not self.speaker.isChecked():
            blocked = self.speaker.blockSignals(True)
            self.speaker.setChecked(True)
            self.speaker.blockSignals(blocked)
        self._third.setVisible(self.speaker.isChecked())


def _row(cells: Sequence[tuple[QWidget, int]], *buttons: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(6)
    for widget, stretch in cells:
        row.addWidget(widget, stretch)
    for each in buttons:
        row.addWidget(each, 0, Qt.AlignmentFlag.AlignBottom)
    return row
