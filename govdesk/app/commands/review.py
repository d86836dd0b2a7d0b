"""`govdesk review week|month`: the figures of a period with numerator, denominator and definition."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from govdesk.app.invocation import Answer, Invocation
from govdesk.app.verbs import verb
from govdesk.domain.errors import BadInput
from govdesk.foundation.text import _

if TYPE_CHECKING:
    from govdesk.services.review import Figure, Review, Share, ShareRow

WEEK_MARK = "W"


@verb("week", _("一周的研判数字，例如 2026-W47"))
@click.argument("period", metavar=_("周"))
@click.option("--grid", metavar=_("网格"), help=_("只看这个网格和它下面的网格"))
@click.option("--pdf", metavar=_("文件"), help=_("另存为 PDF：数字、趋势、必须过堂的案件，带水印"))
@click.pass_obj
def week(invocation: Invocation, period: str, grid: str | None, pdf: str | None) -> Answer:
    if WEEK_MARK not in period.upper():
        raise BadInput("period_unreadable", {"period": period})
    return _answer(invocation, period, grid, pdf)


@verb("month", _("一月的研判数字，例如 2026-11"))
@click.argument("period", metavar=_("月"))
@click.option("--grid", metavar=_("网格"), help=_("只看这个网格和它下面的网格"))
@click.option("--pdf", metavar=_("文件"), help=_("另存为 PDF：数字、趋势、必须过堂的案件，带水印"))
@click.pass_obj
def month(invocation: Invocation, period: str, grid: str | None, pdf: str | None) -> Answer:
    if WEEK_MARK in period.upper():
        raise BadInput("period_unreadable", {"period": period})
    return _answer(invocation, period, grid, pdf)


def _answer(invocation: Invocation, period: str, grid: str | None, pdf: str | None) -> Answer:
    from govdesk.services.grids import find_grid
    from govdesk.services.review import review

    desk = invocation.desk
    grid_id = find_grid(desk, grid).id if grid else None
    found = review(desk, invocation.actor, period, grid_id)
    if pdf is None:
        return Answer(_facts(found), _lines(found))
    from govdesk.services.review_pages import export_review

    export_review(desk, invocation.actor, found, Path(pdf))
    return Answer({**_facts(found), "path": pdf}, [*_lines(found), _("已存为 {path}。").format(path=pdf)])


def _facts(found: "Review") -> dict[str, Any]:
    return {
        "period": found.period,
        "title": found.title,
        "days": found.days,
        "first_day": found.first_day.isoformat(),
        "last_day": found.last_day.isoformat(),
        "counted_until": found.counted_until.isoformat(),
        "figures": [_figure_facts(figure) for figure in found.figures],
        "tier_shares": [_share_facts(share) for share in found.tier_shares],
        "within_village": _share_facts(found.within_village),
        "within_street": _share_facts(found.within_street),
        "tiers_by_category": [_row_facts(row) for row in found.tiers_by_category],
        "tiers_by_month": [_row_facts(row) for row in found.tiers_by_month],
        "composition": [_share_facts(share) for share in found.composition],
        "trend": [
            {"period": point.period, "received": point.received, "closed": point.closed} for point in found.trend
        ],
        "to_discuss": [
            {
                "number": line.number,
                "title": line.title,
                "handler": line.handler_code or None,
                "handler_label": line.handler,
                "reasons": list(line.reasons),
            }
            for line in found.to_discuss
        ],
        "to_discuss_count": found.to_discuss_count,
    }


def _figure_facts(figure: "Figure") -> dict[str, Any]:
    return {
        "key": figure.key,
        "label": figure.label,
        "value": figure.value,
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "rule": figure.rule,
        "previous": figure.previous,
        "year_ago": figure.year_ago,
    }


def _share_facts(share: "Share") -> dict[str, Any]:
    return {
        "code": share.code,
        "label": share.label,
        "value": share.value,
        "numerator": share.numerator,
        "denominator": share.denominator,
    }


def _row_facts(row: "ShareRow") -> dict[str, Any]:
    shares = [_share_facts(share) for share in row.shares]
    return {"period": row.period, "label": row.label, "closed": row.closed, "shares": shares}


def _lines(found: "Review") -> list[str]:
    lines = [f"{found.title}　{found.days}"]
    lines += [_figure_line(figure) for figure in found.figures]
    lines += [_share_line(share) for share in found.tier_shares]
    return lines


def _figure_line(figure: "Figure") -> str:
    if figure.denominator is None:
        return f"{figure.label}：{figure.numerator}　{figure.rule}"
    return f"{figure.label}：{_percent(figure.value)}（{figure.numerator}/{figure.denominator}）　{figure.rule}"


def _share_line(share: "Share") -> str:
    return f"{share.label}：{_percent(share.value)}（{share.numerator}/{share.denominator}）"


def _percent(value: float | None) -> str:
    return "—" if value is None else f"{value:.1%}"
