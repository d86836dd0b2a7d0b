"""The transition table as a person reads it: action, key, from where to where, by whom, on what conditions."""

from collections.abc import Iterable
from dataclasses import dataclass

from govdesk.domain.transitions import Transition
from govdesk.domain.vocabulary import Role, Status
from govdesk.foundation.text import _
from govdesk.services.desk import Desk
from govdesk.services.guard_words import guard_words
from govdesk.services.labels import role_label, status_label, step_label


@dataclass(frozen=True, slots=True)
class TransitionRow:
    """`asked` are the fields of the form, with * where one must be given; `offered` False: the program does it."""

    action: str
    label: str
    key: str
    step: str
    from_words: str
    to_words: str
    who: str
    conditions: tuple[str, ...]
    asked: tuple[str, ...]
    offered: bool
    confirm: bool

    @property
    def words(self) -> str:
        """Everything on one line, for looking it up."""
        parts = (self.action, self.label, self.key, self.step, self.from_words, self.to_words, self.who)
        return " ".join((*parts, *self.conditions, *self.asked))


def transition_rows(desk: Desk, text: str = "") -> list[TransitionRow]:
    """The rows in the order of the table, those with every word of `text` in them."""
    rows = [_row(row) for row in desk.rules.transitions.rows.values()]
    wanted = text.lower().split()
    return [row for row in rows if all(word in row.words.lower() for word in wanted)]


def _row(row: Transition) -> TransitionRow:
    return TransitionRow(
        action=row.action,
        label=row.label,
        key=row.key,
        step=step_label(row.step),
        from_words=_statuses(row.from_statuses),
        to_words=_statuses(row.to_statuses) if row.to_statuses != row.from_statuses else _("不变"),
        who="、".join(_who(item) for item in row.who),
        conditions=tuple(guard_words(name) for name in row.guards),
        asked=tuple(f"{item.label}{' *' if item.required else ''}" for item in row.fields),
        offered=row.offered,
        confirm=row.confirm,
    )


def _statuses(found: Iterable[Status]) -> str:
    """In the order of the life; all open ones are told as such."""
    statuses = frozenset(found)
    if not statuses:
        return _("（新来件）")
    ordered = [status for status in Status if status in statuses]
    opened = [status for status in Status if status.is_open]
    if statuses.issuperset(opened):
        rest = [status_label(status) for status in ordered if not status.is_open]
        return "、".join([_("各在办状态"), *rest])
    return "、".join(status_label(status) for status in ordered)


def _who(item: str) -> str:
    if item in set(Role):
        return role_label(item)
    words = {
        "handler": _("承办单位"),
        "offer_receiver": _("移交的接收单位"),
        "assisting_body": _("协办单位"),
        "called_body": _("被召集或被呼叫的单位"),
        "whistled_body": _("被召集的单位"),
        "county_body": _("县直部门"),
        "committee": _("调委会"),
        "mediating_committee": _("主持调解的调委会"),
        "rules": _("分派规则"),
        "system": _("程序"),
    }
    return words.get(item, item)
