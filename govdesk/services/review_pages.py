"""The review on paper: every figure with what it is made of and how it is defined, masked, marked with who took it."""

from pathlib import Path
from typing import TYPE_CHECKING

from govdesk.domain.errors import BadInput
from govdesk.domain.roles import Actor
from govdesk.foundation.text import _
from govdesk.services.deadlines import moment_words
from govdesk.services.desk import Desk
from govdesk.services.review import CaseLine, Figure, Review, Share, review_rules
from govdesk.services.review_words import figure_rule, parts_words
from govdesk.services.saving import save_whole
from govdesk.services.watermarks import watermark

if TYPE_CHECKING:
    from govdesk.documents.forms.review import ReviewTable, ReviewTrend

NOTHING = "—"


def review_pages(desk: Desk, actor: Actor, found: Review) -> bytes:
    """A4 upright, for a file or the printer. Cases appear with masked names, as on the wall."""
    from govdesk.documents.forms.review import ReviewSheet, review_pdf  # the PDF library comes with the first review

    centre = desk.known_centre()
    sheet = ReviewSheet(
        title=review_title(desk, found),
        under_title=_under_title(found),
        figures=_figures(found),
        trend=_trend(found),
        tables=tuple(table for table in (_tiers(found), _categories(found), _discussed(found)) if table.rows),
    )
    return review_pdf(sheet, watermark(desk, actor), centre.name, desk.clock.now().date())


def export_review(desk: Desk, actor: Actor, found: Review, path: Path) -> None:
    """Raises BadInput `review_ending`, `file_not_written`."""
    if path.suffix.lower() != ".pdf":
        raise BadInput("review_ending", {"name": path.name})
    save_whole(path, review_pages(desk, actor, found))


def review_title(desk: Desk, found: Review) -> str:
    """柳河街道 周研判 2026 年第 47 周."""
    meeting = _("周研判") if found.kind == "week" else _("月研判")
    return _("{place}{meeting}　{period}").format(place=desk.root_grid.name, meeting=meeting, period=found.title)


def _under_title(found: Review) -> str:
    until = _("{days}　统计至 {until}").format(days=found.days, until=moment_words(found.counted_until))
    return _("{until}　只含 {grid}").format(until=until, grid=found.grid_name) if found.grid_name else until


def _figures(found: Review) -> "ReviewTable":
    from govdesk.documents.forms.review import ReviewTable

    before, year = (_("上周"), _("去年同周")) if found.kind == "week" else (_("上月"), _("去年同月"))
    return ReviewTable(
        heading=_("一、数字"),
        headers=(_("指标"), _("数值"), _("分子"), _("分母"), before, year, _("口径")),
        shares=(1.9, 1.15, 1.7, 1.7, 1.15, 1.35, 5.2),
        rows=tuple(_figure_row(figure) for figure in found.figures),
        numbers=frozenset((1, 2, 3, 4, 5)),
        note=_("上期和去年同期，在本期尚未结束时只数到同样的进度。没有分母的比率写作“—”。"),
    )


def _figure_row(figure: Figure) -> tuple[str, ...]:
    above, below = parts_words(figure.key)
    parts = (f"{figure.numerator}", NOTHING)
    if figure.denominator is not None:
        parts = (f"{above} {figure.numerator}", f"{below} {figure.denominator}")
    value, previous, year_ago = (_value(figure, value) for value in (figure.value, figure.previous, figure.year_ago))
    return figure.label, value, *parts, previous, year_ago, figure.rule


def _value(figure: Figure, value: float | None) -> str:
    if value is None:
        return NOTHING
    return f"{value:.1%}" if figure.is_rate else f"{value:.0f}"


def _trend(found: Review) -> "ReviewTrend":
    from govdesk.documents.forms.review import ReviewTrend

    pattern = _("二、收到与办结（近 {count} 周）") if found.kind == "week" else _("二、收到与办结（近 {count} 月）")
    return ReviewTrend(
        heading=pattern.format(count=len(found.trend)),
        names=(_("收到"), _("办结")),
        points=tuple((point.label, point.received, point.closed) for point in found.trend),
    )


def _tiers(found: Review) -> "ReviewTable":
    """Where cases ended, this period and over the months."""
    from govdesk.documents.forms.review import ReviewTable

    months = found.tiers_by_month
    by_month = [{share.code: share for share in month.shares} for month in months]
    rows = []
    for share in found.tier_shares:
        over = [_percent(month[share.code]) if share.code in month else NOTHING for month in by_month]
        rows.append((share.label, str(share.numerator), str(share.denominator), _percent(share), *over))
    return ReviewTable(
        heading=_("三、层级占比"),
        headers=(_("办结时所在层级"), _("件数"), _("办结"), _("占比"), *(month.label for month in months)),
        shares=(2.4, 0.9, 0.9, 1.1, *(1.0 for _month in months)),
        rows=tuple(rows),
        numbers=frozenset(range(1, 4 + len(months))),
        note=_("{rule}{village}，{street}。").format(
            rule=figure_rule("tier_share", review_rules()),
            village=_share_words(found.within_village),
            street=_share_words(found.within_street),
        ),
    )


def _share_words(share: Share) -> str:
    return _("{label} {rate}（{numerator} ÷ {denominator}）").format(
        label=share.label, rate=_percent(share), numerator=share.numerator, denominator=share.denominator
    )


def _categories(found: Review) -> "ReviewTable":
    """What was received, and where that kind of case ended."""
    from govdesk.documents.forms.review import ReviewTable

    closed = {row.label: row.closed for row in found.tiers_by_category}
    lines = [
        (share.label, str(share.numerator), _percent(share), str(closed.get(share.label, 0)))
        for share in found.composition
    ]
    half = (len(lines) + 1) // 2
    right = [*lines[half:], ("", "", "", "")]
    head = (_("类别"), _("受理"), _("占比"), _("办结"))
    return ReviewTable(
        heading=_("四、类别构成"),
        headers=(*head, *head),
        shares=(2.6, 0.8, 0.9, 0.8, 2.6, 0.8, 0.9, 0.8),
        rows=tuple((*line, *right[at]) for at, line in enumerate(lines[:half])),
        numbers=frozenset((1, 2, 3, 5, 6, 7)),
        note=_("受理是本期收到的，办结是本期办结的，不一定是同一批案件。"),
    )


def _discussed(found: Review) -> "ReviewTable":
    from govdesk.documents.forms.review import ReviewTable

    shown, total = len(found.to_discuss), found.to_discuss_count
    more = (
        _("共 {total} 件，列出最急的 {shown} 件；姓名已隐去。") if shown < total else _("共 {total} 件；姓名已隐去。")
    )
    return ReviewTable(
        heading=_("五、必须过堂的案件"),
        headers=(_("编号"), _("事项"), _("承办单位"), _("状态"), _("时限"), _("原因")),
        shares=(1.8, 3.4, 2.4, 1.2, 1.9, 2.0),
        rows=tuple(_case_row(line) for line in found.to_discuss),
        numbers=frozenset((0, 3)),
        note=more.format(total=total, shown=shown),
    )


def _case_row(line: CaseLine) -> tuple[str, ...]:
    return line.number, line.title, line.handler, line.status_label, line.due_words, "、".join(line.reasons)


def _percent(share: Share) -> str:
    return NOTHING if share.value is None else f"{share.value:.1%}"
