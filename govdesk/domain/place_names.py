"""Places by the names that people use: 关山村委会 is called 关山村, and a text that mentions 关山村 means that grid."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_SHORTEST_IN_TEXT = 3
"""A name of two characters (新村, 东街) is too common to be believed inside a running text."""

_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
_WHOLE_BRACKET = re.compile(r"[（(]([^（）()]*)[）)]")
_TYPOS = (("委员会会", "委员会"), ("委会会", "委会"), ("委会员", "委员会"))
_OFFICE = re.compile(r"(?<=街道|地区)办事处$|(?<=街道)办$|(?<=镇|乡|道)人民政府$")
_VILLAGE = re.compile(r"(?:村民管理委员会|村民委员会|村委员会|村委会|村民委员|村委员|村委)$")
_COMMUNITY = re.compile(r"(?<=社区)(?:居民管理委员会|居民委员会|居民委会|居民委员|委员会|居委会|居委|居)$")
_RESIDENTS = re.compile(r"(?:居民委员会|居民委员|居民委|居委会|居委)$")
_HERDERS = re.compile(r"(?<=村|查)(?:牧民|渔民)?(?:委员会|委会)$")
_NO_NAME = frozenset({"", "村", "社区", "嘎查"})
_STEM = re.compile(r"(?:村|社区|嘎查|居委会|街道|镇|乡)$")
_SEPARATORS = re.compile(r"[\s/\\>＞»·,，、;；|\-—]+")


@dataclass(frozen=True, slots=True)
class Place:
    """One node of the tree as the index needs it; `parent` None is the root."""

    key: int
    parent: int | None
    name: str
    official_name: str = ""


def spoken_name(official: str) -> str:
    """The name people say: 高山寨村村民委员会 → 高山寨村, 永丰社区居委会 → 永丰社区, 关山街道办事处 → 关山街道.

    A residents' committee without the word 社区 keeps its kind (东街居民委员会 → 东街居委会). Never empty unless
    `official` is, never 村村 at the end, and its own spoken name is itself.
    """
    name = _plain(official)
    whole = _WHOLE_BRACKET.fullmatch(name)
    if whole:
        name = whole[1]
    name = _BRACKETS.sub("", name) or name
    for wrong, right in _TYPOS:
        if name.endswith(wrong):
            name = name[: -len(wrong)] + right
    spoken = _single_village(_without_committee(name))
    return name if spoken in _NO_NAME else spoken


class PlaceIndex:
    """Finds the node that an address or a text speaks of, in a tree given as a list of places.

    The root is never an answer: to be somewhere in the street is not to be located.
    """

    def __init__(self, places: Iterable[Place]) -> None:
        self._parent: dict[int, int | None] = {}
        self._full: dict[str, list[int]] = {}
        self._loose: dict[str, list[int]] = {}
        for place in places:
            self._parent[place.key] = place.parent
            if place.parent is not None:
                self._enter(place)
        self._in_text = _any_of(name for name in self._full if len(name) >= _SHORTEST_IN_TEXT)
        self._in_address = _any_of(name for name in (*self._full, *self._loose) if len(name) >= _SHORTEST_IN_TEXT)
        self._known: dict[tuple[str, ...], int | None] = {}

    def locate(self, address: Iterable[str], texts: Iterable[str] = ()) -> int | None:
        """The key of the best node, or None when nothing or nothing certain is named.

        `address` are fields that name a place (region, address), read together; `texts` are running texts, asked
        in order until one gives an answer. Longer names win over shorter, a node over those above it, a name
        whose upper place is named too over its namesakes; of several equal ones the node above them all.
        """
        fields = tuple(part for part in address if part)
        if fields not in self._known:
            self._known[fields] = self._best(self._in_fields(fields))
        found = self._known[fields]
        if found is not None:
            return found
        for text in texts:
            found = self._best(self._in_running_text(text))
            if found is not None:
                return found
        return None

    def _enter(self, place: Place) -> None:
        full = {_plain(place.name), _plain(place.official_name), spoken_name(place.official_name or place.name)}
        for name in full - {""}:
            self._full.setdefault(name, []).append(place.key)
        stem = _STEM.sub("", spoken_name(place.name))
        if len(stem) > 1 and stem not in full:
            self._loose.setdefault(stem, []).append(place.key)

    def _in_fields(self, fields: tuple[str, ...]) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for field in map(_plain, fields):
            for token in (field, *_SEPARATORS.split(field)):
                self._note(token, found)
                self._note(spoken_name(token), found)
            for match in self._in_address.finditer(field):
                self._note(match[0], found)
        return found

    def _in_running_text(self, text: str) -> dict[str, list[int]]:
        return {match[0]: self._full[match[0]] for match in self._in_text.finditer(text)}

    def _note(self, name: str, found: dict[str, list[int]]) -> None:
        keys = self._full.get(name) or self._loose.get(name)
        if keys:
            found[name] = keys

    def _best(self, found: dict[str, list[int]]) -> int | None:
        if not found:
            return None
        named = {key for keys in found.values() for key in keys}
        settled = [self._settle(keys, named) for keys in found.values()]
        certain = {keys[0] for keys in settled if len(keys) == 1}
        candidates = certain or {key for keys in settled for key in keys}
        above = {upper for key in candidates for upper in self._upwards(key)}
        return self._common(sorted(candidates - above))

    def _settle(self, keys: list[int], named: set[int]) -> list[int]:
        """Of namesakes, those under the most places that are named as well."""
        if len(keys) == 1:
            return keys
        support = {key: sum(upper in named for upper in self._upwards(key)) for key in keys}
        most = max(support.values())
        return [key for key in support if support[key] == most]

    def _common(self, keys: list[int]) -> int | None:
        """The lowest node that is or holds all of `keys`; None when that is the root."""
        lines = [[*reversed([*self._upwards(key)]), key] for key in keys]
        shared = None
        for level in zip(*lines, strict=False):
            if len(set(level)) > 1:
                break
            shared = level[0]
        return shared if shared is not None and self._parent[shared] is not None else None

    def _upwards(self, key: int) -> Iterator[int]:
        upper = self._parent.get(key)
        while upper is not None:
            yield upper
            upper = self._parent.get(upper)


def _plain(name: str) -> str:
    return unicodedata.normalize("NFKC", name).replace("(", "（").replace(")", "）").strip()


def _without_committee(name: str) -> str:
    for pattern in (_COMMUNITY, _OFFICE, _HERDERS):
        shorter = pattern.sub("", name)
        if shorter != name:
            return shorter
    village = _VILLAGE.sub("", name)
    if village != name:
        return village if village.endswith(("村", "嘎查")) else f"{village}村" if village else name
    residents = _RESIDENTS.sub("", name)
    if residents != name and residents:
        return residents if residents.endswith(("村", "社区", "小区")) else f"{residents}居委会"
    return name


def _single_village(name: str) -> str:
    while name.endswith("村村") and len(name) > 2:
        name = name[:-1]
    return name


def _any_of(names: Iterable[str]) -> re.Pattern[str]:
    """One pattern for all names, longest first at each place, shaped as a trie: 500 names cost as little as five."""
    trie: dict[str, dict] = {}  # type: ignore[type-arg]
    for name in names:
        node = trie
        for letter in name:
            node = node.setdefault(letter, {})
        node[""] = {}
    return re.compile(_pattern(trie) if trie else r"(?!)")


def _pattern(node: dict[str, dict]) -> str:  # type: ignore[type-arg]
    ends = "" in node
    branches = [re.escape(letter) + _pattern(below) for letter, below in node.items() if letter]
    if not branches:
        return ""
    joined = branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"
    return f"(?:{joined})?" if ends else joined
