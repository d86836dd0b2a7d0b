"""Where cases come from: the channels, their labels and the names that imported files use for them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from govdesk.domain import vocabulary
from govdesk.domain.categories import cleaned_label
from govdesk.domain.dictionary_entries import Entry
from govdesk.domain.errors import BadInput

SOURCE = "channels.toml"
INITIATORS = ("application", "proactive", "court", "police", "superior")


@dataclass(frozen=True, slots=True)
class ChannelEntry:
    """`initiated_by` holds where a case does not say itself who began it (人民调解法 §17–18)."""

    code: str
    label: str
    initiated_by: str
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Channels:
    all: tuple[ChannelEntry, ...]
    _by_name: Mapping[str, ChannelEntry]

    def __iter__(self) -> Iterator[ChannelEntry]:
        return iter(self.all)

    def label(self, code: str) -> str:
        found = self._by_name.get(code)
        return found.label if found else code

    def initiated_by(self, code: str) -> str:
        found = self._by_name.get(code)
        return found.initiated_by if found else "application"

    def for_label(self, text: str) -> ChannelEntry | None:
        """By code, label or an import's name."""
        return self._by_name.get(cleaned_label(text))


def parse_channels(data: Mapping[str, Any]) -> Channels:
    """The channels from the parsed file, every code of the closed list exactly once; raises BadInput."""
    root = Entry(data, SOURCE, "")
    parsed = tuple(_channel(raw) for raw in root.entries("channel"))
    root.finish()
    missing = {channel.value for channel in vocabulary.Channel} - {channel.code for channel in parsed}
    if missing:
        raise BadInput("dictionary_missing_key", {"source": SOURCE, "place": "channel", "key": min(missing)})
    by_name: dict[str, ChannelEntry] = {}
    for channel in parsed:
        for name in dict.fromkeys((channel.code, channel.label, *channel.labels)):
            if by_name.setdefault(cleaned_label(name), channel) is not channel:
                Entry({}, SOURCE, f"channel {channel.code}").refuse("labels", name)
    return Channels(parsed, by_name)


def _channel(raw: Mapping[str, Any]) -> ChannelEntry:
    entry = Entry(raw, SOURCE, f"channel {raw.get('code', '?')}")
    channel = ChannelEntry(entry.text("code"), entry.text("label"), entry.text("initiated_by"), entry.texts("labels"))
    entry.finish()
    if channel.code not in {known.value for known in vocabulary.Channel}:
        entry.refuse("code", channel.code)
    if channel.initiated_by not in INITIATORS:
        entry.refuse("initiated_by", channel.initiated_by)
    return channel
