"""The transition table: which action from which status by whom under which guards, loaded strictly from data."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from govdesk.domain.dictionary_entries import Entry
from govdesk.domain.errors import BadInput
from govdesk.domain.vocabulary import Role, Status

SOURCE = "transitions.toml"
STEPS = ("", "ask", "dispatch", "transfer", "handle", "review", "reply")
PARTS = (
    "handler",
    "offer_receiver",
    "assisting_body",
    "called_body",
    "whistled_body",
    "county_body",
    "committee",
    "mediating_committee",
)
"""Who acts as a body on this case; everybody else in `who` is a role, `rules` or `system`."""

FIELD_KINDS = (
    "text",
    "long_text",
    "choice",
    "choices",
    "body",
    "bodies",
    "date",
    "moment",
    "number",
    "flag",
    "list",
    "mediators",
    "parties",
    "task_force",
    "case",
    "duty",
)


@dataclass(frozen=True, slots=True)
class ActionField:
    """One value an action takes. `choices` names a list of the dictionary."""

    name: str
    label: str
    kind: str
    required: bool
    choices: str
    hint: str


@dataclass(frozen=True, slots=True)
class Transition:
    """One row. `to` lists the statuses it may end in; `offered` False keeps it out of window and command line."""

    action: str
    label: str
    key: str
    step: str
    from_statuses: frozenset[Status]
    to_statuses: frozenset[Status]
    who: tuple[str, ...]
    guards: tuple[str, ...]
    fields: tuple[ActionField, ...]
    confirm: bool
    offered: bool

    @property
    def parts(self) -> tuple[str, ...]:
        return tuple(item for item in self.who if item in PARTS)

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset(Role(item) for item in self.who if item in set(Role))


@dataclass(frozen=True, slots=True)
class TransitionTable:
    """All rows and the lists their fields choose from (code → label, in order)."""

    version: str
    rows: Mapping[str, Transition]
    lists: Mapping[str, Mapping[str, str]]

    def row(self, action: str) -> Transition:
        """Raises BadInput when there is no such action."""
        try:
            return self.rows[action]
        except KeyError:
            raise BadInput("no_such_action", {"action": action}) from None


def parse_transitions(data: Mapping[str, Any], guards: frozenset[str]) -> TransitionTable:
    """The table from the parsed file; `guards` are the names the domain knows. Raises BadInput naming the row."""
    root = Entry(data, SOURCE, "")
    version = root.text("version")
    lists = {name: _choices(name, items) for name, items in root.table("lists").items()}
    rows: dict[str, Transition] = {}
    for raw in root.entries("transition"):
        row = _row(raw, lists, guards)
        if row.action in rows:
            raise _wrong(row.action, "action", row.action)
        rows[row.action] = row
    root.finish()
    return TransitionTable(version, rows, lists)


def _row(raw: Mapping[str, Any], lists: Mapping[str, Mapping[str, str]], guards: frozenset[str]) -> Transition:
    entry = Entry(raw, SOURCE, f"transition {raw.get('action', '?')}")
    row = Transition(
        action=entry.text("action"),
        label=entry.text("label"),
        key=entry.text("key", ""),
        step=_one_of(entry, "step", STEPS),
        from_statuses=_statuses(entry, "from"),
        to_statuses=_statuses(entry, "to"),
        who=_who(entry),
        guards=_all_known(entry, "guards", guards),
        fields=tuple(_field(item, entry.place, lists) for item in entry.raw("fields", [])),
        confirm=entry.flag("confirm", False),
        offered=entry.flag("offered", True),
    )
    entry.finish()
    return row


def _field(raw: Mapping[str, Any], place: str, lists: Mapping[str, Mapping[str, str]]) -> ActionField:
    entry = Entry(raw, SOURCE, f"{place} field {raw.get('name', '?')}")
    field = ActionField(
        name=entry.text("name"),
        label=entry.text("label"),
        kind=_one_of(entry, "kind", FIELD_KINDS),
        required=entry.flag("required", True),
        choices=entry.text("choices", ""),
        hint=entry.text("hint", ""),
    )
    if field.choices and field.choices not in lists:
        entry.refuse("choices", field.choices)
    entry.finish()
    return field


def _choices(name: str, items: Any) -> dict[str, str]:
    if not isinstance(items, list):
        raise _wrong("lists", name, items)
    found: dict[str, str] = {}
    for raw in items:
        entry = Entry(raw, SOURCE, f"lists {name}")
        found[entry.text("code", "")] = entry.text("label")
        entry.finish()
    return found


def _statuses(entry: Entry, key: str) -> frozenset[Status]:
    texts = entry.texts(key)
    for text in texts:
        if text not in set(Status):
            entry.refuse(key, text)
    return frozenset(Status(text) for text in texts)


def _who(entry: Entry) -> tuple[str, ...]:
    who = entry.texts("who")
    known = (*PARTS, *Role, "rules", "system")
    for item in who:
        if item not in known:
            entry.refuse("who", item)
    return who


def _all_known(entry: Entry, key: str, known: frozenset[str]) -> tuple[str, ...]:
    given = entry.texts(key)
    for item in given:
        if item not in known:
            entry.refuse(key, item)
    return given


def _one_of(entry: Entry, key: str, known: tuple[str, ...]) -> str:
    value = entry.text(key, "")
    if value not in known:
        entry.refuse(key, value)
    return value


def _wrong(place: str, key: str, value: object) -> BadInput:
    return BadInput("dictionary_wrong_value", {"source": SOURCE, "place": place, "key": key, "value": repr(value)[:60]})
