"""Finding the body behind a name as duty lists write it."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from govdesk.services.desk import Desk
from govdesk.services.dictionaries import shipped

_EVERY_VILLAGE = re.compile(r"(各|有关|相关|所在|辖区)?(行政)?(村|社区|居)+(民)?(委会|委员会|两委)?")
_WHOEVER = re.compile(r"(各|有关|相关|其他|各有关|各相关|各职能|职能)(部门|单位|科室|站所|办所|镇街|部门单位)+")
_STREET_ITSELF = re.compile(r"(各|本|所在|属地)?(乡镇|乡|镇|街道|镇街)+(人民政府|政府|办事处|党委|党工委)?")
_NOT_IN_NAMES = re.compile(r"[\s·\-—_]|[（(].*?[)）]")


@dataclass(frozen=True, slots=True)
class UnmatchedName:
    """A name of the file that is no body of this centre: where it stands first, and in how many items."""

    row: int
    column: str
    value: str
    items: int


class BodyNames:
    """Finds the body behind a name as lists write it, and keeps what it could not find."""

    def __init__(self, desk: Desk) -> None:
        self._own = desk.known_centre().name
        self._known: dict[str, int] = {}
        self._lost: dict[tuple[str, str], UnmatchedName] = {}
        self.matched: set[int] = set()
        shipped_names = {entry["code"]: entry["name"] for entry in shipped("duties")["body"]}
        for body in desk.bodies.bodies:
            if body.open and body.grid_id is None:
                for name in (body.name, shipped_names.get(body.code, body.name)):
                    self._known.setdefault(self._plain(name), body.id)

    def find(self, names: Iterable[str], row: int, column: str) -> tuple[int, ...]:
        """The bodies; a name that means every village, whoever is concerned or the street itself is nobody's loss."""
        found = []
        for name in names:
            body = self._one(self._plain(name))
            if body is not None:
                found.append(body)
            elif not _is_general(_NOT_IN_NAMES.sub("", name)):
                before = self._lost.get((column, name))
                first = before.row if before else row
                self._lost[column, name] = UnmatchedName(first, column, name, (before.items if before else 0) + 1)
        self.matched.update(found)
        return tuple(dict.fromkeys(found))

    def unmatched(self) -> tuple[UnmatchedName, ...]:
        return tuple(sorted(self._lost.values(), key=lambda item: (item.row, item.column, item.value)))

    def _one(self, plain: str) -> int | None:
        if plain in self._known:
            return self._known[plain]
        if len(plain) < 3:
            return None
        near = {body for name, body in self._known.items() if len(name) >= 3 and (name in plain or plain in name)}
        return near.pop() if len(near) == 1 else None

    def _plain(self, name: str) -> str:
        """Without the place in front, brackets and the long forms of the same word."""
        plain = _NOT_IN_NAMES.sub("", unicodedata.normalize("NFKC", name))
        for place in (self._own, self._own.removesuffix("街道").removesuffix("镇").removesuffix("乡"), "街道", "镇"):
            if place and plain.startswith(place) and len(plain) - len(place) >= 2:
                plain = plain.removeprefix(place)
        for long, short in (
            ("办公室", "办"),
            ("综合行政执法", "综合执法"),
            ("工作站", "站"),
            ("社会治安综合治理", "综治"),
        ):
            plain = plain.replace(long, short)
        return plain


def _is_general(name: str) -> bool:
    return any(pattern.fullmatch(name) for pattern in (_EVERY_VILLAGE, _WHOEVER, _STREET_ITSELF))
