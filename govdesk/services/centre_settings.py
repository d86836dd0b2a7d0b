"""What a centre may set for itself: dictionaries with versions and authors, and the two that are edited on screen.

Every change is a new version beside those before it; what does not fit the other dictionaries is refused whole.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from govdesk.domain.errors import AccessDenied, BadInput
from govdesk.domain.roles import Actor
from govdesk.domain.urgency import UrgentGroup
from govdesk.domain.vocabulary import Role
from govdesk.exchange.rule_files import read_rule_file, save_rule_file, write_rule_text
from govdesk.foundation import paths
from govdesk.foundation.text import _
from govdesk.services.desk import Desk
from govdesk.services.dictionaries import make_rules, shipped
from govdesk.services.stored_rules import store_version
from govdesk.storage.queries.centre import read_stored_rules
from govdesk.storage.queries.rule_versions import RuleVersionRow, read_rule_content, read_rule_versions

URGENT_WORDS, GUARDS = "urgent_words", "guards"
SUBJECTS = (
    *(URGENT_WORDS, GUARDS, "terms", "supervision", "whistles"),
    *("follow_ups", "strike_off", "replies", "remedies"),
)
_MAY_CHANGE = (Role.SUPERVISOR, Role.LEADER, Role.ADMINISTRATOR)
_MAY_CHANGE_WORDS = (Role.OPERATOR, *_MAY_CHANGE)


@dataclass(frozen=True, slots=True)
class SettingView:
    """One dictionary. `author` is empty and `shipped` true while the centre uses what came with the program."""

    subject: str
    label: str
    about: str
    version: str
    author: str
    effective_on: date | None
    shipped: bool
    may_change: bool
    versions: tuple[RuleVersionRow, ...]


def settings(desk: Desk, actor: Actor) -> list[SettingView]:
    """Every dictionary with the version in force and those before it."""
    with desk.database.reading() as connection:
        stored = {subject: tuple(read_rule_versions(connection, subject)) for subject in SUBJECTS}
    return [_view(desk, actor, subject, stored[subject]) for subject in SUBJECTS]


def setting_text(desk: Desk, subject: str) -> str:
    """The version in force as its TOML file, to be changed and taken in again. Raises BadInput `no_such_setting`."""
    _known(subject)
    with desk.database.reading() as connection:
        in_force = read_stored_rules(connection, desk.clock.now().date()).get(subject)
    if in_force is not None:
        return in_force
    return (paths.resources() / "dictionaries" / f"{subject}.toml").read_text(encoding="utf-8")


def save_setting(desk: Desk, subject: str, path: Path) -> None:
    """Raises BadInput `no_such_setting`, `file_not_writable`."""
    save_rule_file(path, setting_text(desk, subject))


def import_setting(desk: Desk, actor: Actor, subject: str, path: Path) -> str:
    """A changed file becomes the version in force. → its version.

    Raises AccessDenied, BadInput naming entry and key, RuleViolation for a version that exists already; then nothing
    has changed.
    """
    _known(subject)
    return store_setting(desk, actor, subject, read_rule_file(path))


def store_setting(desk: Desk, actor: Actor, subject: str, text: str) -> str:
    """The same from a text, judged together with all other dictionaries in force."""
    if not may_change(actor, subject):
        action = _("修改{label}").format(label=_label(subject))
        raise AccessDenied("role_may_not", {"action": action, "role": actor.role.value})
    data = _read(subject, text)
    with desk.database.reading() as connection:
        stored = read_stored_rules(connection, desk.clock.now().date())
    make_rules(desk.rules.calendar, {**stored, subject: text})
    version = str(data.get("version", ""))
    store_version(desk, actor, subject, version, text, repeated="setting_version_repeated")
    return version


def set_group_visit(desk: Desk, actor: Actor, size: int) -> str:
    """From how many people on a visit is a group visit. → the new version. Raises as `store_setting`."""
    data = {**_read(GUARDS, setting_text(desk, GUARDS)), "group_visit_from": size}
    return _store_data(desk, actor, GUARDS, data)


def set_urgent_words(desk: Desk, actor: Actor, group: str, words: Sequence[str], exceptions: Sequence[str]) -> str:
    """The words of one kind of danger, and the harmless phrases that hold them. → the new version.

    Raises BadInput `no_such_setting` for an unknown group, else as `store_setting`.
    """
    data = _read(URGENT_WORDS, setting_text(desk, URGENT_WORDS))
    if not any(entry.get("code") == group for entry in data["group"]):
        raise BadInput("no_such_setting", {"subject": group})
    groups = [
        {**entry, "words": _clean(words), "except": _clean(exceptions)} if entry.get("code") == group else entry
        for entry in data["group"]
    ]
    return _store_data(desk, actor, URGENT_WORDS, {**data, "group": groups})


def urgent_groups(desk: Desk) -> tuple[UrgentGroup, ...]:
    return desk.rules.urgent_words.groups


def group_visit_size(desk: Desk) -> int:
    return desk.rules.guards.group_visit_from


def may_change(actor: Actor, subject: str) -> bool:
    return actor.role in (_MAY_CHANGE_WORDS if subject == URGENT_WORDS else _MAY_CHANGE)


def _store_data(desk: Desk, actor: Actor, subject: str, data: Mapping[str, Any]) -> str:
    return store_setting(desk, actor, subject, write_rule_text({**data, "version": _next_version(desk, subject)}))


def _next_version(desk: Desk, subject: str) -> str:
    """2026-11-18.1, .2 …: the day, and which change of that day."""
    with desk.database.reading() as connection:
        taken = {row.version for row in read_rule_versions(connection, subject)}
    day = f"{desk.clock.now():%Y-%m-%d}"
    return next(name for count in range(1, len(taken) + 2) if (name := f"{day}.{count}") not in taken)


def _view(desk: Desk, actor: Actor, subject: str, versions: tuple[RuleVersionRow, ...]) -> SettingView:
    with desk.database.reading() as connection:
        in_force = read_stored_rules(connection, desk.clock.now().date()).get(subject)
        current = next(
            (row for row in versions if read_rule_content(connection, subject, row.version) == in_force), None
        )
    return SettingView(
        subject=subject,
        label=_label(subject),
        about=_about(subject),
        version=current.version if current else str(shipped(subject)["version"]),
        author=current.author if current else "",
        effective_on=current.effective_on if current else None,
        shipped=current is None,
        may_change=may_change(actor, subject),
        versions=versions,
    )


def _known(subject: str) -> None:
    if subject not in SUBJECTS:
        raise BadInput("no_such_setting", {"subject": subject})


def _read(subject: str, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadInput("dictionary_unreadable", {"source": f"{subject}.toml", "why": str(error)}) from error


def _clean(words: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(word.strip() for word in words if word.strip()))


def _label(subject: str) -> str:
    return {
        URGENT_WORDS: _("紧急字眼"),
        GUARDS: _("群体访人数和报告义务"),
        "terms": _("期限和办公时间"),
        "supervision": _("督办阶梯"),
        "whistles": _("吹哨"),
        "follow_ups": _("回访安排"),
        "strike_off": _("销号依据"),
        "replies": _("回填来源"),
        "remedies": _("不予受理的去处"),
    }[subject]


def _about(subject: str) -> str:
    return {
        URGENT_WORDS: _("来件里出现这些字眼，登记前先弹出联络卡。不算数的说法写在例外里。"),
        GUARDS: _("反映人一方达到这个数，记为群体访；哪些风险依法要报告、报给谁。"),
        "terms": _("群众钟、中心钟、承办钟、法定期限、延期上限和办公时间。"),
        "supervision": _("期限用去几成时提醒、催办、督办、提请挂牌，告知谁。"),
        "whistles": _("哨种、谁可以吹、签收联系报到各多长时间。"),
        "follow_ups": _("办结后按类别回访几次、多少天内。"),
        "strike_off": _("销号要什么依据，哪些可以只写理由。"),
        "replies": _("哪些渠道要把结果送回，送回哪几栏。"),
        "remedies": _("诉讼、仲裁、复议、纪检等去处、条文和要带的材料。"),
    }[subject]
