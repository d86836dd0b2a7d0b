"""Due times in words: the arithmetic line by line, a term, and how much is left."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from govdesk.domain.deadline import Deadline, Term, Unit
from govdesk.domain.deadline_steps import steps
from govdesk.domain.working_calendar import OfficeHours
from govdesk.foundation.text import _

_DAYS_LISTED = 10


def explain_deadline(deadline: Deadline) -> list[str]:
    """One sentence per step of the arithmetic, the last but one being the due time."""
    return [_SENTENCES[step.kind](step.facts) for step in steps(deadline)]


def term_words(term: Term) -> str:
    """`5 个工作日`, `30 日`, `1 个月`."""
    return _unit_pattern(term.unit).format(amount=term.amount)


def moment_words(moment: datetime) -> str:
    """`2026年10月9日（周五）18:00`; a day that ends at 24:00 is said so."""
    if (moment.hour, moment.minute, moment.second) == (23, 59, 59):
        return _("{day}24:00").format(day=day_words(moment.date()))
    clock = f"{moment:%H:%M:%S}" if moment.second else f"{moment:%H:%M}"
    return f"{day_words(moment.date())}{clock}"


def day_words(day: date) -> str:
    """`2026年10月9日（周五）`."""
    return _("{year}年{month}月{day}日（{weekday}）").format(
        year=day.year, month=day.month, day=day.day, weekday=weekday_words(day)
    )


def weekday_words(day: date) -> str:
    names = (_("周一"), _("周二"), _("周三"), _("周四"), _("周五"), _("周六"), _("周日"))
    return names[day.weekday()]


def due_words(due: datetime, now: datetime) -> str:
    """`剩 5 小时`, `剩 3 天`, `超 1 天 17 小时`: calendar time, for a glance."""
    if due >= now:
        return _("剩 {span}").format(span=span_words(due - now))
    return _("超 {span}").format(span=span_words(now - due))


def span_words(span: timedelta) -> str:
    """Two units at most: days and hours below three days, else days; hours, else minutes."""
    minutes = int(span.total_seconds()) // 60
    days, hours = divmod(minutes // 60, 24)
    if days >= 3 or (days and not hours):
        return _("{days} 天").format(days=days)
    if days:
        return _("{days} 天 {hours} 小时").format(days=days, hours=hours)
    if hours:
        return _("{hours} 小时").format(hours=hours)
    return _("{minutes} 分钟").format(minutes=minutes)


def calendar_version_words(version: str) -> str:
    """`shipped-2026` is the program's own calendar; what a centre imported follows a plus."""
    return version.replace("shipped-", _("随程序 "), 1)


def _unit_pattern(unit: Unit) -> str:
    match unit:
        case Unit.HOURS:
            return _("{amount} 小时")
        case Unit.WORKING_HOURS:
            return _("{amount} 个工作小时")
        case Unit.DAYS:
            return _("{amount} 日")
        case Unit.WORKING_DAYS:
            return _("{amount} 个工作日")
        case Unit.MONTHS:
            return _("{amount} 个月")


def _short_day(day: date) -> str:
    return _("{month}月{day}日").format(month=day.month, day=day.day)


def _stretch(first: date, last: date) -> str:
    if first == last:
        return _short_day(first)
    return _("{first}至{last}").format(first=_short_day(first), last=_short_day(last))


def _hours_words(hours: OfficeHours) -> str:
    return "、".join(f"{begin:%H:%M}—{end:%H:%M}" for begin, end in hours.stretches)


def _length_words(seconds: int) -> str:
    hours, rest = divmod(seconds, 3600)
    minutes, left = divmod(rest, 60)
    parts = [_("{hours} 小时").format(hours=hours)] if hours else []
    parts += [_("{minutes} 分钟").format(minutes=minutes)] if minutes else []
    parts += [_("{seconds} 秒").format(seconds=left)] if left else []
    return " ".join(parts) or _("{minutes} 分钟").format(minutes=0)


def _start_day_not_counted(facts: dict[str, Any]) -> str:
    return _("起算：{start}，当日不计入，自{first}开始计算（民法典第二百零一条）。").format(
        start=moment_words(facts["start"]), first=day_words(facts["first"])
    )


def _from_moment(facts: dict[str, Any]) -> str:
    return _("起算：{start}，按小时计算的期限自该时刻起算（民法典第二百零一条）。").format(
        start=moment_words(facts["start"])
    )


def _from_opening(facts: dict[str, Any]) -> str:
    return _("起算：{start}，不在办公时间内，自{opens}上班起算。").format(
        start=moment_words(facts["start"]), opens=moment_words(facts["opens"])
    )


def _working_days(facts: dict[str, Any]) -> str:
    days: Sequence[date] = facts["days"]
    term = term_words(facts["term"])
    if len(days) > _DAYS_LISTED or not days:
        return _("计 {term}：数到{last}，节假日和周末不计，调休上班日计入。").format(
            term=term, last=day_words(facts["last"])
        )
    listed = "、".join(_short_day(day) for day in days)
    return _("计 {term}：{days}。").format(term=term, days=listed)


def _months(facts: dict[str, Any]) -> str:
    return _("计 {term}：到期月的对应日为{last}（民法典第二百零二条）。").format(
        term=term_words(facts["term"]), last=day_words(facts["last"])
    )


def _months_without_day(facts: dict[str, Any]) -> str:
    return _("计 {term}：到期月没有{day}日，以月末日{last}为末日（民法典第二百零二条）。").format(
        term=term_words(facts["term"]), day=facts["day"], last=day_words(facts["last"])
    )


def _days(facts: dict[str, Any]) -> str:
    return _("计 {term}：自{first}连续计算，中间的节假日不扣除，末日为{last}。").format(
        term=term_words(facts["term"]), first=_short_day(facts["first"]), last=day_words(facts["last"])
    )


def _hours_of_day(facts: dict[str, Any]) -> str:
    begin, end = facts["from"], facts["to"]
    return _("{day} {begin}—{end}：{length}。").format(
        day=_short_day(begin.date()),
        begin=f"{begin:%H:%M}",
        end=f"{end:%H:%M}",
        length=_length_words(facts["seconds"]),
    )


def _hours_over_days(facts: dict[str, Any]) -> str:
    return _("计 {term}，只计办公时间：数到{last}。").format(
        term=term_words(facts["term"]), last=moment_words(facts["last"])
    )


def _holiday(facts: dict[str, Any]) -> str:
    return _("{days}{name}放假，不计。").format(days=_stretch(facts["first"], facts["last"]), name=facts["name"])


def _make_up_day(facts: dict[str, Any]) -> str:
    return _("{day}（{weekday}）为{name}调休上班日，计入。").format(
        day=_short_day(facts["day"]), weekday=weekday_words(facts["day"]), name=facts["name"]
    )


def _last_day_made_up(facts: dict[str, Any]) -> str:
    return _("末日{day}是{name}调休上班日，不顺延。").format(day=day_words(facts["day"]), name=facts["name"])


def _rolled(facts: dict[str, Any]) -> str:
    why = "、".join(facts["names"]) or _("周末")
    return _("末日{last}逢休息日（{why}），顺延至其后第一个工作日{due}（民法典第二百零三条）。").format(
        last=_short_day(facts["last"]), why=why, due=day_words(facts["due"])
    )


def _lengthened(facts: dict[str, Any]) -> str:
    return _("原期限 {term}，经批准延长 {added}，合计 {total}，从头计算。").format(
        term=term_words(facts["term"]), added=term_words(facts["added"]), total=term_words(facts["total"])
    )


def _extended(facts: dict[str, Any]) -> str:
    return _("原到期时间{reached}，经批准延长 {term}，接着计算。").format(
        reached=moment_words(facts["reached"]), term=term_words(facts["term"])
    )


def _paused_days(facts: dict[str, Any]) -> str:
    if facts["name"]:
        return _("{name}期间依法不计入：{start}起不计，{end}起接着计算。").format(
            name=facts["name"], start=day_words(facts["start"].date()), end=day_words(facts["end"].date())
        )
    return _("经批准挂起：{start}起不计，{end}恢复，恢复当日计入。").format(
        start=day_words(facts["start"].date()), end=day_words(facts["end"].date())
    )


def _paused_hours(facts: dict[str, Any]) -> str:
    return _("经批准挂起：{start}至{end}不计。").format(
        start=moment_words(facts["start"]), end=moment_words(facts["end"])
    )


def _last_day_moved(facts: dict[str, Any]) -> str:
    return _("扣除不计的天数后，末日为{last}。").format(last=day_words(facts["last"]))


def _unknown_year(facts: dict[str, Any]) -> str:
    return _("注意：{year}年还没有放假安排，暂按周一至周五计算；导入该年假期表后可重算。").format(year=facts["year"])


def _due_at_close(facts: dict[str, Any]) -> str:
    return _("到期：{due}，当日下班时止（民法典第二百零三条）。").format(due=moment_words(facts["due"]))


def _due_at_midnight(facts: dict[str, Any]) -> str:
    return _("到期：{due}（民法典第二百零三条）。").format(due=moment_words(facts["due"]))


def _due_at_moment(facts: dict[str, Any]) -> str:
    return _("到期：{due}，按小时计算，不顺延。").format(due=moment_words(facts["due"]))


def _due_in_office_hours(facts: dict[str, Any]) -> str:
    return _("到期：{due}。").format(due=moment_words(facts["due"]))


def _office_hours(facts: dict[str, Any]) -> str:
    return _("办公时间：{hours}。").format(hours=_hours_words(facts["hours"]))


def _calendar(facts: dict[str, Any]) -> str:
    return _("日历版本：{version}。").format(version=calendar_version_words(str(facts["version"])))


_SENTENCES: dict[str, Callable[[dict[str, Any]], str]] = {
    "start_day_not_counted": _start_day_not_counted,
    "from_moment": _from_moment,
    "from_opening": _from_opening,
    "office_hours": _office_hours,
    "working_days": _working_days,
    "days": _days,
    "months": _months,
    "months_without_day": _months_without_day,
    "hours_of_day": _hours_of_day,
    "hours_over_days": _hours_over_days,
    "holiday": _holiday,
    "make_up_day": _make_up_day,
    "last_day_made_up": _last_day_made_up,
    "rolled": _rolled,
    "lengthened": _lengthened,
    "extended": _extended,
    "paused_days": _paused_days,
    "paused_hours": _paused_hours,
    "last_day_moved": _last_day_moved,
    "unknown_year": _unknown_year,
    "due_working_days": _due_at_close,
    "due_days": _due_at_midnight,
    "due_months": _due_at_midnight,
    "due_hours": _due_at_moment,
    "due_working_hours": _due_in_office_hours,
    "calendar": _calendar,
}
