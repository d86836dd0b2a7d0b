"""What the palette finds for the words typed: cases from the data, grids, screens and actions from memory."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from govdesk.foundation.pinyin import initials
from govdesk.foundation.text import _
from govdesk.services import case_queue, grids
from govdesk.services.case_queue import QueueFilter, QueueRow, QueueSort
from govdesk.services.grids import GridNode
from govdesk.ui.actions import Commands
from govdesk.ui.palette import Found
from govdesk.ui.workplace import Workplace

CASES, GRIDS, ACTIONS = 7, 4, 6
_Place = tuple[GridNode, str]
"""A grid and what it is called in the list."""


class PaletteSearch(QObject):
    """`found(words, list of Found)`, on the window's thread."""

    found = Signal(str, object)

    def __init__(self, place: Workplace, commands: Commands, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._place, self._commands = place, commands

    def warm_up(self) -> None:
        """Spell the commands off the window's thread: the first spelling loads a large table."""
        labels = [each.action.text() for each in self._commands]
        self._place.runner.labour(lambda: [initials(label) for label in labels])

    def search(self, words: str) -> None:
        """Look for the words; without any, only what can be done now is listed."""
        if not words:
            self.found.emit(words, self._actions(""))
            return
        desk, actor = self._place.desk, self._place.actor

        def read() -> tuple[list[QueueRow], list[_Place]]:
            wanted = QueueFilter(text=words)
            ids = case_queue.queue_ids(desk, actor, wanted, QueueSort("received_at", True))
            rows = case_queue.queue_page(desk, actor, ids[:CASES])
            return rows, _fitting(grids.grid_tree(desk, actor), words.lower())

        self._place.runner.read(read, lambda answer: self._tell(words, *answer), self._place.told)

    def _tell(self, words: str, rows: Sequence[QueueRow], nodes: Sequence[_Place]) -> None:
        lines = [self._case(row) for row in rows]
        lines += [self._grid(node) for node in nodes]
        lines += self._actions(words)
        if len(rows) == CASES:
            lines.insert(CASES, self._all(words))
        self.found.emit(words, lines)

    def _case(self, row: QueueRow) -> Found:
        beside = f"{row.number} · {row.status_label}"
        return Found("file-text", row.title, beside, lambda: self._place.case_wanted.emit(row.id))

    def _grid(self, found: _Place) -> Found:
        node, named = found
        beside = _("网格 · 在办 {count}").format(count=node.open_count)
        wanted = QueueFilter(view="open", grid_id=node.id)
        return Found("map-pinned", named, beside, lambda: self._place.cases_wanted.emit(wanted))

    def _all(self, words: str) -> Found:
        text = _("在列表中查看含「{words}」的全部案件").format(words=words)
        wanted = QueueFilter(text=words)
        return Found("list", text, "", lambda: self._place.cases_wanted.emit(wanted))

    def _actions(self, words: str) -> list[Found]:
        fitting = [
            each
            for each in self._commands.usable()
            if each.code != "find" and _command_fits(each.action.text(), words.lower())
        ]
        limit = ACTIONS if words else 2 * ACTIONS
        return [
            Found("keyboard", each.action.text(), each.key_words(), each.action.trigger) for each in fitting[:limit]
        ]


def _fitting(nodes: Sequence[GridNode], words: str) -> list[_Place]:
    """Every village has a 第一网格: what hangs below another place is named with it."""
    by_id = {node.id: node for node in nodes}
    found = [
        node
        for node in nodes
        if words in node.name.lower() or node.initials.startswith(words) or words in (node.leader or "")
    ]
    return [(node, _named(node, by_id.get(node.parent_id or 0))) for node in found[:GRIDS]]


def _named(node: GridNode, above: GridNode | None) -> str:
    return node.name if above is None or above.parent_id is None else f"{above.name} · {node.name}"


def _command_fits(label: str, words: str) -> bool:
    return words in label.lower() or (words.isascii() and initials(label).startswith(words))
