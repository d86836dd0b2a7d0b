"""Blocks of running text of a composed form: paragraphs, numbered lists, records of who said what, rosters."""

import re
from dataclasses import replace

from govdesk.documents.fonts import Typeface
from govdesk.documents.forms.composed_setting import Setting
from govdesk.documents.forms.page import chinese_number
from govdesk.documents.template_grammar import BlockSpec, placeholders
from govdesk.documents.typesetting.block import Block, Space
from govdesk.documents.typesetting.labelled import hanging
from govdesk.documents.typesetting.paragraph import Paragraph, paragraphs
from govdesk.domain.paper_fields import LONG

_NUMBERED = re.compile(r"^\s*(?:[一二三四五六七八九十百]+、|（[一二三四五六七八九十百]+）|\d+(?:、|[.．](?!\d)))\s*")
_QUESTION_ANSWER = {"问": "问：", "答": "答："}
_BLANK_LINES = 3
_LONGEST_HANG = 5  # ems
_ROSTER_BLANK = "__" * 14


def paragraph(setting: Setting, block: BlockSpec) -> list[Block]:
    """Line feeds in a value begin paragraphs; a long text alone that is not known leaves lines to write on."""
    typeface, style = setting.style(block.text("style", "body"))
    wording = block.text("text")
    if wording.rstrip().endswith("："):
        style = replace(style, keep_with_next=True)  # it announces what follows
    label = setting.fill(block.text("label"))
    opening = (label, Typeface.HEI) if label else None
    if _is_blank(setting, wording):
        made = paragraphs("", typeface, replace(style, keep_with_next=True), opening)
        return [*made, Space(style.leading * _BLANK_LINES)]
    return [*paragraphs(setting.fill(wording), typeface, style, opening)]


def numbered_list(setting: Setting, block: BlockSpec) -> list[Block]:
    """Every item begins with its number, whatever number somebody typed before it."""
    typeface, style = setting.style(block.text("style", "body"))
    numbering = block.text("numbering", "chinese")
    label = setting.fill(block.text("label"))
    made: list[Block] = []
    if label:
        made.append(Paragraph([(label, Typeface.HEI)], replace(style, keep_with_next=True)))
    items = setting.items(block.text("field"))
    for position, item in enumerate(items or [""] * _BLANK_LINES, start=1):
        text = item if numbering == "none" else _NUMBERED.sub("", item, count=1)
        made += paragraphs(text, typeface, style, (_number(numbering, position), typeface))
    return made


def record(setting: Setting, block: BlockSpec) -> list[Block]:
    """问：… 答：… or a name and what was said, the words hanging beside the speaker."""
    style = setting.layout.body
    turns = setting.rows(block.text("field"))
    if not turns:
        return [Space(style.leading * _BLANK_LINES * 2)]
    labels = [_speaker(turn.get("speaker", "")) for turn in turns]
    longest = max((len(label) for label in labels if len(label) <= _LONGEST_HANG), default=2)
    made: list[Block] = []
    for label, turn in zip(labels, turns, strict=True):
        made += hanging(label, Typeface.HEI, turn.get("words", ""), style, 0.0, longest * style.size)
    return made


def roster(setting: Setting, block: BlockSpec) -> list[Block]:
    """出席：… of minutes: label black, names hanging under the first (GB/T 9704-2012 §10.3).

    Who is not known is left out; where nobody is, every label has a line to write on.
    """
    style = setting.layout.body
    made: list[Block] = []
    by_hand = not any(setting.has(name) for name in block.keys["fields"])
    for name in block.keys["fields"]:
        text = setting.printed(name) or (_ROSTER_BLANK if by_hand else "")
        field = setting.template.fields.get(name)
        label = f"{field.label if field else name}："
        if text:
            made += hanging(label, Typeface.HEI, text, style, 2 * style.size, 0.0)
    return made


def attachments(setting: Setting, block: BlockSpec) -> list[Block]:
    """附件说明: one line under the text, two characters in, names without a mark at the end (GB/T 9704-2012 §7.3.4)."""
    items = [item.strip().rstrip("。；;，,") for item in setting.items(block.text("field"))]
    if not items:
        return []
    style = replace(setting.layout.body, keep_with_next=True)
    made: list[Block] = [Space(style.leading, keep_with_next=True)]
    at, hang = 2 * style.size, 5 * style.size
    if len(items) == 1:
        return [*made, *hanging("附件：", Typeface.FANG, items[0], style, at, hang)]
    for position, item in enumerate(items, start=1):
        label = f"附件：{position}. " if position == 1 else f"{position}. "
        start = at if position == 1 else hang
        made += hanging(label, Typeface.FANG, item, style, start, hang + 1.2 * style.size)
    return made


def _is_blank(setting: Setting, wording: str) -> bool:
    names = placeholders(wording)
    if len(names) != 1 or wording.strip() != f"{{{names[0]}}}" or setting.has(names[0]):
        return False
    field = setting.template.fields.get(names[0])
    return field is not None and field.kind == LONG and not field.blank


def _number(numbering: str, position: int) -> str:
    return {
        "chinese": f"{chinese_number(position)}、",
        "arabic": f"{position}. ",
        "brackets": f"（{chinese_number(position)}）",
    }.get(numbering, "")


def _speaker(name: str) -> str:
    return _QUESTION_ANSWER.get(name, f"{name}：" if name else "")
