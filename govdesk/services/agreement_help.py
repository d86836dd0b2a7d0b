"""The page of the help that lists every check of an agreement, written from the register of checks itself."""

import re

from govdesk.foundation.text import _
from govdesk.services.mediation import check_list

_PLACEHOLDER = re.compile(r"\{\w+\}")


def checks_page() -> str:
    """Markdown of `resources/help/agreement_checks.md`: code, level, sentence and source of each check."""
    levels = {"error": _("错误"), "warning": _("提醒")}
    rows = [
        f"| `{code}` | {levels[level]} | {_PLACEHOLDER.sub('……', sentence)} | {source} |"
        for code, level, sentence, source in check_list()
    ]
    errors = sum(1 for _code, level, _sentence, _source in check_list() if level == "error")
    head = _("共 {count} 项，其中 {errors} 项为错误。").format(count=len(rows), errors=errors)
    return "\n".join(
        [
            _("# 协议书检查清单"),
            "",
            _("填写[协议书](mediation.md)时逐项检查；命令行用 `govdesk agreement lint 文件.json`。") + head,
            "",
            _("标为错误的改正后才能出具；标为提醒的由您判断，可以保留。涉及法院决定的事项只提示条文。"),
            "",
            _("| 代码 | 级别 | 提示 | 依据 |"),
            "|---|---|---|---|",
            *rows,
            "",
        ]
    )
