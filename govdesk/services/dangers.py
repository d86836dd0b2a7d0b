"""What is known of danger on a case: each risk with the report that the law asks for, and the calls to be made."""

from collections.abc import Iterator
from dataclasses import dataclass

from govdesk.domain.case import CaseFile, SideRecord
from govdesk.domain.duty_reports import DUTY_REPORT, reports_missing, risks_of
from govdesk.domain.lifecycle_risks import URGENT_CALL
from govdesk.domain.record_values import text, texts
from govdesk.foundation.text import _
from govdesk.services.desk import Desk
from govdesk.services.routing_sentences import risk_labels


@dataclass(frozen=True, slots=True)
class RiskView:
    """One risk. `state`: missing (a report is owed), reported, reasoned (why there was none), free (none is owed)."""

    risk: str
    label: str
    state: str
    words: str
    source: str


@dataclass(frozen=True, slots=True)
class AlarmCall:
    """A telephone call that the words of the case ask for; `waiting` until somebody has noted it."""

    waiting: bool
    words: str


@dataclass(frozen=True, slots=True)
class Dangers:
    risks: tuple[RiskView, ...]
    calls: tuple[AlarmCall, ...]

    def __bool__(self) -> bool:
        return bool(self.risks or self.calls)

    @property
    def pressing(self) -> bool:
        """Somebody still has to call or to report."""
        return any(item.state == "missing" for item in self.risks) or any(call.waiting for call in self.calls)


def dangers_of(desk: Desk, file: CaseFile) -> Dangers:
    """The dangers of a file that is already withheld where the seat may not know the informant."""
    risks = dict.fromkeys((*risks_of(file), *(risk for item in _reports(file) for risk in texts(item.data, "risks"))))
    calls = (_call(item) for item in file.side_records if item.kind == URGENT_CALL)
    return Dangers(tuple(_risk(desk, file, risk) for risk in risks), tuple(calls))


def _risk(desk: Desk, file: CaseFile, risk: str) -> RiskView:
    duty = next((item for item in desk.rules.guards.duties if item.risk == risk), None)
    source = duty.source if duty else ""
    label = risk_labels().get(risk, risk)
    done = next((item for item in reversed(list(_reports(file))) if risk in texts(item.data, "risks")), None)
    if done is not None:
        state = "reasoned" if done.data.get("no_report_reason") else "reported"
        return RiskView(risk, label, state, _done_words(desk, done), source)
    if risk in reports_missing(file, desk.rules.guards.reportable):
        to = "、".join(duty.to) if duty else ""
        return RiskView(risk, label, "missing", _("应当报告{to}，还没有报告").format(to=to), source)
    return RiskView(risk, label, "free", "", source)


def _done_words(desk: Desk, item: SideRecord) -> str:
    """11-18 09:10 已报告派出所值班室（电话，王敏）；or why not."""
    if reason := text(item.data, "no_report_reason"):
        return _("没有报告，理由：{reason}").format(reason=reason)
    how = text(item.data, "how")
    ways = desk.rules.transitions.lists["report_ways"]
    means = "，".join(part for part in (ways.get(how, how), text(item.data, "by")) if part)
    told = _("{moment} 已报告{to}").format(moment=f"{item.opened_at:%m-%d %H:%M}", to=text(item.data, "to"))
    return _("{told}（{means}）").format(told=told, means=means) if means else told


def _call(item: SideRecord) -> AlarmCall:
    said = "、".join(texts(item.data, "words"))
    if item.state == "open":
        words = _("文字里有“{words}”，先打电话，再记下打给了谁").format(words=said) if said else _("先打电话")
        return AlarmCall(True, words)
    called = text(item.data, "called")
    note = text(item.data, "note")
    told = _("紧急联络：{called}").format(called=called)
    return AlarmCall(False, _("{told}；{note}").format(told=told, note=note) if note else told)


def _reports(file: CaseFile) -> Iterator[SideRecord]:
    return (item for item in file.side_records if item.kind == DUTY_REPORT)
