"""Words that call for a telephone before a form: which stand in a text, and who is called first."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from govdesk.domain.dictionary_entries import Entry
from govdesk.domain.routing_conditions import RISKS

SOURCE = "urgent_words.toml"
_GAP = re.compile(r"[\s　·・*＊_\-—.。,，、]+")


@dataclass(frozen=True, slots=True)
class Call:
    """One telephone call to make: whom, which number (empty: the centre's own list), under which condition."""

    who: str
    number: str
    when: str


@dataclass(frozen=True, slots=True)
class UrgentGroup:
    """One kind of danger. `certain` groups put their risk on a case even when no person has looked at it."""

    code: str
    label: str
    risk: str
    certain: bool
    words: tuple[str, ...]
    exceptions: tuple[str, ...]
    advice: str
    source: str
    confirmed: bool
    calls: tuple[Call, ...]


@dataclass(frozen=True, slots=True)
class Alarm:
    """A kind of danger that a text speaks of, with the words that say so."""

    group: UrgentGroup
    words: tuple[str, ...]


@dataclass(frozen=True)
class UrgentWords:
    """The word list of the centre, in the order in which dangers are shown."""

    version: str
    groups: tuple[UrgentGroup, ...]

    def alarms(self, *texts: str) -> tuple[Alarm, ...]:
        """Every group with a word in the texts, whatever blanks or dots were typed between the characters.

        The exceptions of a group are taken out of the text before its words are looked for.
        """
        whole = "\n".join(_GAP.sub("", text) for text in texts if text)
        if not self._any.search(whole):
            return ()
        found = ((group, _words_in(group, whole)) for group in self.groups)
        return tuple(Alarm(group, words) for group, words in found if words)

    @cached_property
    def _any(self) -> re.Pattern[str]:
        words = {word for group in self.groups for word in group.words}
        return re.compile("|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)))


def parse_urgent_words(data: Mapping[str, Any]) -> UrgentWords:
    """Raises BadInput naming the group and the key."""
    root = Entry(data, SOURCE, "")
    groups: list[UrgentGroup] = []
    for raw in root.entries("group"):
        group = _group(raw)
        if any(other.code == group.code for other in groups):
            Entry(raw, SOURCE, f"group {group.code}").refuse("code", group.code)
        groups.append(group)
    version = root.text("version")
    root.finish()
    if not groups:
        root.refuse("group", [])
    return UrgentWords(version, tuple(groups))


def _group(raw: Mapping[str, Any]) -> UrgentGroup:
    entry = Entry(raw, SOURCE, f"group {raw.get('code', '?')}")
    risk = entry.text("risk")
    if risk not in RISKS:
        entry.refuse("risk", risk)
    words = entry.texts("words")
    if not words:
        entry.refuse("words", words)
    calls = tuple(_call(item, entry.place) for item in entry.raw("call", []))
    group = UrgentGroup(
        code=entry.text("code"),
        label=entry.text("label"),
        risk=risk,
        certain=entry.flag("certain", False),
        words=words,
        exceptions=entry.texts("except"),
        advice=entry.text("advice", ""),
        source=entry.text("source", ""),
        confirmed=entry.flag("confirmed", False),
        calls=calls,
    )
    entry.finish()
    return group


def _call(raw: Any, place: str) -> Call:
    entry = Entry(raw, SOURCE, f"{place} call")
    call = Call(entry.text("who"), entry.text("number", ""), entry.text("when", ""))
    entry.finish()
    return call


def _words_in(group: UrgentGroup, whole: str) -> tuple[str, ...]:
    for harmless in sorted(group.exceptions, key=len, reverse=True):
        whole = whole.replace(harmless, "\n")
    return tuple(word for word in group.words if word in whole)
