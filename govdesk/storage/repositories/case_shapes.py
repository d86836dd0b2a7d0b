"""Cases in bulk that share a shape: same steps and values but for a few of their own. Import's fast door.

Writes exactly what `CaseRepository.add_many` writes for the same histories (a test compares them row by row).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from govdesk.domain.case import CaseFile, PartySnapshot
from govdesk.domain.case_log import GENESIS, LogLine, plain
from govdesk.domain.case_log_shapes import LineShape, encode_value
from govdesk.domain.case_text import text_digest
from govdesk.storage.engine import EncodedJson
from govdesk.storage.repositories.case_rows import case_values, difference, plain_children
from govdesk.storage.repositories.log_entry import LogEntry

Step = tuple[CaseFile, LogEntry]


@dataclass(frozen=True, slots=True)
class ShapedCase:
    """A case of a shape with the values that are its own; `said` is (said_by, said_at) of its last step."""

    shape: "CaseShape"
    own: Mapping[str, Any]
    parties: tuple[PartySnapshot, ...] = ()
    said: tuple[str, datetime | None] = ("", None)


class CaseShape:
    """What all its cases have in common, prepared once.

    `history` is a sample whose own values are empty; `own_first` names those that the first step sets,
    `own_last` those that the last one sets.
    """

    def __init__(self, history: Sequence[Step], own_first: Collection[str], own_last: Collection[str] = ()) -> None:
        self._history = history
        self._own = (frozenset(own_first), frozenset(own_last))
        self._lines: dict[tuple[str, ...], tuple[_Line, ...]] = {}
        final = history[-1][0].case
        self.registered_at: datetime = history[0][0].case.registered_at
        self.status = final.status.value
        self.values: dict[str, Any] = {**case_values(final), "version": len(history)}
        self.assists = history[-1][0].assists

    def lines(self, own: Mapping[str, Any]) -> "tuple[_Line, ...]":
        """The steps for cases in which these own values are there."""
        present = tuple([name for name, value in own.items() if value])
        known = self._lines.get(present)
        if known is None:
            known = self._lines[present] = tuple(self._make_lines(frozenset(present)))
        return known

    def _make_lines(self, present: frozenset[str]) -> "list[_Line]":
        made, before = [], None
        for index, (file, entry) in enumerate(self._history):
            own = present & self._own[0] if index == 0 else present & self._own[1]
            old, new = difference(before, file)
            if before is None:
                own = own | {"number"}  # parties are among the own values when there are any
            else:
                old.update({name: plain(getattr(before.case, name)) for name in own})
            new.update(dict.fromkeys(own))
            made.append(_Line(before, file, entry, index + 1, old, new, own))
            before = file
        return made


class _Line:
    """One step of a shape, ready to be filled in."""

    def __init__(
        self,
        before: CaseFile | None,
        file: CaseFile,
        entry: LogEntry,
        sequence: int,
        old: dict[str, Any],
        new: dict[str, Any],
        own: Collection[str],
    ) -> None:
        said = entry.transcription
        sample = LogLine(
            case_uid="",
            sequence=sequence,
            command=entry.command,
            at=entry.at,
            seat=entry.actor.seat,
            role=entry.actor.role.value,
            actor_name=entry.actor.name,
            action=entry.action,
            from_status=before.case.status.value if before else "",
            to_status=file.case.status.value,
            tier=file.case.tier.value if file.case.tier else "",
            note=entry.note,
            said_by=said.said_by if said else "",
            said_how=said.said_how if said else "",
            said_at=said.said_at if said else None,
            slip=(said.slip or "") if said else "",
            before=old,
            after=new,
            salt="",
        )
        self.shape = LineShape(sample, own)
        self.row = {name: getattr(sample, name) for name in LINE_COLUMNS}
        self.row["before"] = EncodedJson(encode_value(old))
        self.is_said = said is not None


LINE_COLUMNS = (
    "sequence",
    "command",
    "at",
    "seat",
    "role",
    "actor_name",
    "said_by",
    "said_how",
    "said_at",
    "slip",
    "action",
    "from_status",
    "to_status",
    "tier",
    "note",
    "before",
    "after",
    "salt",
)


def rows_of(
    item: ShapedCase, case_id: int, uid: str, number: str, centre_id: int, visible: bool, salts: Sequence[str]
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The table row of the finished case, and the log lines of its steps, chained."""
    own: dict[str, Any] = {**item.own, "number": number}
    if item.parties:
        own["parties"] = plain_children(item.parties)
    encoded = {name: encode_value(value) for name, value in own.items() if value}
    return (
        _case_row(item, case_id, uid, number, centre_id, visible, encoded),
        _log_rows(item, case_id, uid, centre_id, salts, own, encoded),
    )


def _case_row(
    item: ShapedCase,
    case_id: int,
    uid: str,
    number: str,
    centre_id: int,
    visible: bool,
    encoded: Mapping[str, str],
) -> dict[str, Any]:
    row = {"id": case_id, "centre_id": centre_id, "visible": visible, **item.shape.values, **item.own}
    row["uid"] = uid
    row["number"] = number
    row["text_digest"] = text_digest(row["text"])
    row["flags"] = EncodedJson(encoded.get("flags", "[]"))
    row["source_fields"] = EncodedJson(encoded.get("source_fields", "{}"))
    if "closings" in encoded:
        row["closings"] = EncodedJson(encoded["closings"])
    return row


def _log_rows(
    item: ShapedCase,
    case_id: int,
    uid: str,
    centre_id: int,
    salts: Sequence[str],
    own: Mapping[str, Any],
    encoded: Mapping[str, str],
) -> list[dict[str, Any]]:
    previous = GENESIS
    rows = []
    for line, salt in zip(item.shape.lines(own), salts, strict=True):
        row = dict(line.row)
        if line.is_said:
            row["said_by"], row["said_at"] = item.said
            hashed = line.shape.hashed(previous, uid, salt, own, encoded, *item.said)
        else:
            hashed = line.shape.hashed(previous, uid, salt, own, encoded)
        row["after"] = EncodedJson(line.shape.stored_after(encoded))
        row["salt"] = salt
        row["centre_id"] = centre_id
        row["case_id"] = case_id
        row["previous_hash"] = previous
        row["hash"] = previous = hashed
        rows.append(row)
    return rows
