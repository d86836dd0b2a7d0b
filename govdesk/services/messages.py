"""The one place where an expected failure becomes a Chinese sentence, for window and command line alike."""

import importlib
import pkgutil
from datetime import date, datetime
from functools import cache
from typing import Any

from govdesk import services
from govdesk.domain.errors import GovDeskError
from govdesk.domain.vocabulary import Role, Status, Tier
from govdesk.exchange.rule_files import where_unreadable
from govdesk.foundation.text import _
from govdesk.services.labels import role_label, status_label, tier_label
from govdesk.services.routing_sentences import risk_labels

_LABELLED = {
    "status": (Status, status_label),
    "role": (Role, role_label),
    "tier": (Tier, tier_label),
    "to_tier": (Tier, tier_label),
}

_NOTHING = frozenset({"''", "()", "[]", "{}", "None", "['']"})


def sentence(error: GovDeskError) -> str:
    """What happened and what to do, in one sentence or two."""
    pattern = sentences().get(error.code)
    if pattern is None:
        return f"{error.code} {error.facts}" if error.facts else error.code
    words = {name: _word(name, value) for name, value in error.facts.items()}
    if error.code == "dictionary_wrong_value":
        words["value"] = _written(words["value"])
    if error.code == "dictionary_unreadable" and words.get("why", "").isascii():
        words["why"] = _why_unreadable(words["why"])
    return _(pattern).format_map(_Words(words))


def _why_unreadable(message: str) -> str:
    """What the TOML reader complains of, by line and column."""
    where = where_unreadable(message)
    if where is None:
        return _("不是 TOML 文件的写法")
    return _("第 {line} 行第 {column} 列附近的写法不对").format(line=where[0], column=where[1])


def _written(value: str) -> str:
    """The value of a dictionary file as its author wrote it, without the marks of a program."""
    if value in _NOTHING:
        return _("（空）")
    return f"“{value[1:-1]}”" if value[:1] == value[-1:] == "'" else value


@cache
def sentences() -> dict[str, str]:
    """All sentences by code, collected from the `messages_<subject>` modules."""
    found: dict[str, str] = {}
    for module in pkgutil.iter_modules(services.__path__):
        if module.name.startswith("messages_"):
            found.update(importlib.import_module(f"govdesk.services.{module.name}").SENTENCES)
    return found


class _Words(dict[str, str]):
    """A fact that is missing shows as an empty word: a sentence never fails."""

    def __missing__(self, key: str) -> str:
        return ""


def _word(name: str, value: Any) -> str:
    if name == "risks":
        return "、".join(risk_labels().get(code, code) for code in value)
    if name == "roles":
        return _("（{roles}）").format(roles="、".join(role_label(role) for role in value)) if value else ""
    if name == "statuses" and not isinstance(value, str):
        return "、".join(status_label(status) for status in value)
    if name == "near":
        return str(value or "—")
    if name in _LABELLED:
        kind, label = _LABELLED[name]
        if value in {item.value for item in kind}:
            return label(str(value))
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    return str(value)
