"""The order of days: what happened, then the agreement, then its performance."""

import re
from collections.abc import Iterator
from datetime import date

from govdesk.domain.agreement import AgreementDraft, read_date
from govdesk.domain.agreement_findings import Finding, finding
from govdesk.domain.agreement_text import dates_in, lead, names_a_time

_BY_THEN = re.compile(r"\s*(?:（[^）]*）)?\s*(?:前|之前|以前|止)")
_FROM_HERE = re.compile(r"(?:于|在|应|须|至|到|截至|限|定于|最迟|不晚于|于每?)\s*$")
_DUTY_AFTER = re.compile(
    r"^[^。；]{0,18}?(?:支付|给付|付清|付|赔偿|补偿|偿还|归还|返还|退还|拆除|恢复|修复|清理|腾|搬|交付|移交|完成|汇入|汇给|转入|转给|打入|缴|交清|更换|安装|撤走|搬|移[到至走开向]|向[东西南北]移|砌|铺|栽|粉刷|修好|退出|退给|赔礼|道歉|送还|送回)"
)
_DONE = re.compile(r"(?:已|业已|均已)[^，。；]{0,12}(?:付清|履行|支付|给付|结清|交付|返还|归还|还清|完毕|拆除|到账)")
_ALREADY = re.compile(r"已经?[于在]?\s*$")
_AGREED_BEFORE = re.compile(r"预计|将于|约定|原定|协商|承诺|曾|合同|期限|至|到|计划|拟|应于|定于")
_LIMIT_AFTER = re.compile(r"\s*(?:前|之前|以前|到期|届满|止|为期)")
_PAST = re.compile(r"^[^，。；]{0,10}?(?:所欠|拖欠|签订|借|发生|形成|以来|的)")


def check_dates(draft: AgreementDraft, today: date) -> Iterator[Finding]:
    yield from _check_readable(draft)
    reached = read_date(draft.reached_on)
    if not draft.reached_on.strip():
        yield finding("reached_on_missing", "reached_on")
    elif reached and reached > today:
        yield finding("reached_in_future", "reached_on", reached=reached.isoformat())
    yield from _check_impossible(draft)
    if reached:
        yield from _check_facts(draft, reached)
        yield from _check_due(draft, reached)
        yield from _check_terms(draft, reached)


def _check_readable(draft: AgreementDraft) -> Iterator[Finding]:
    """A field for one day must hold one that exists; free words such as 签字当日 are accepted for a due day."""
    for index, party in enumerate(draft.parties):
        if party.birth.strip() and not read_date(party.birth):
            yield finding("date_unreadable", f"parties[{index}].birth", text=party.birth)
    if draft.reached_on.strip() and not read_date(draft.reached_on):
        yield finding(_fault(draft.reached_on), "reached_on", text=draft.reached_on)
    places = [("performance.due_on", draft.performance.due_on)]
    places += [
        (f"performance.instalments[{index}].due_on", instalment.due_on)
        for index, instalment in enumerate(draft.performance.instalments)
    ]
    for at, text in places:
        if text.strip() and not read_date(text) and not _tells_a_day(text):
            yield finding(_fault(text), at, text=text)


def _fault(text: str) -> str:
    """A day that does not exist makes the paper wrong; words that are no date only want a look."""
    return "date_impossible" if any(found.first is None for found in dates_in(text)) else "date_unreadable"


def _tells_a_day(text: str) -> bool:
    """签字当日, 每月10日前; not 2026-13-40, nor a number that is no date."""
    if any(found.first is None for found in dates_in(text)):
        return False
    return names_a_time(text) or not any(char.isdigit() for char in text)


def _check_impossible(draft: AgreementDraft) -> Iterator[Finding]:
    places = [("facts", draft.facts), ("performance.method", draft.performance.method)]
    places += [(f"terms[{index}]", term) for index, term in enumerate(draft.terms)]
    for at, text in places:
        for found in dates_in(text):
            if found.first is None and not re.search(r"[-./]", found.text):
                yield finding("date_impossible", at, text=found.text)


def _check_facts(draft: AgreementDraft, reached: date) -> Iterator[Finding]:
    """The facts lie before the agreement; a day that the parties had agreed on may lie after it."""
    text = draft.facts
    own = [
        found
        for found in dates_in(text)
        if found.first
        and not _AGREED_BEFORE.search(text[max(0, found.start - 12) : found.start])
        and not _LIMIT_AFTER.match(text[found.end :])
    ]
    late = [found for found in own if found.first and found.first > reached]
    if late:
        code = "facts_after_agreement" if len(late) == len(own) else "facts_date_late"
        yield finding(code, "facts", text=late[0].text, reached=reached.isoformat())


def _check_due(draft: AgreementDraft, reached: date) -> Iterator[Finding]:
    due = read_date(draft.performance.due_on)
    if due and due < reached and not _done(draft):
        facts = {"due": due.isoformat(), "reached": reached.isoformat()}
        yield finding("due_before_agreement", "performance.due_on", **facts)
    for index, instalment in enumerate(draft.performance.instalments):
        at = f"performance.instalments[{index}].due_on"
        day = read_date(instalment.due_on)
        if day and day < reached:
            yield finding("instalment_before_agreement", at, ordinal=index + 1, due=day.isoformat())
        elif day and due and day > due:
            last = due.isoformat()
            yield finding("instalment_after_due", at, ordinal=index + 1, due=day.isoformat(), last=last)


def _check_terms(draft: AgreementDraft, reached: date) -> Iterator[Finding]:
    """于…年…月…日前支付 with a day that is over: a slip, or a line left from another agreement."""
    for index, term in enumerate(draft.terms):
        for found in dates_in(term):
            rest = term[found.end :]
            deadline = _BY_THEN.match(rest) or _FROM_HERE.search(lead(term, found.start))
            duty = _is_duty(rest) and not _ALREADY.search(lead(term, found.start))
            if found.last and found.last < reached and deadline and duty:
                yield finding("term_date_passed", f"terms[{index}]", ordinal=index + 1, text=found.text)
                break


def _is_duty(rest: str) -> bool:
    """前归还借款 is a duty, 前所欠工资…付清 speaks of the past: whichever word comes first."""
    duty, past = _DUTY_AFTER.match(rest), _PAST.match(rest)
    return bool(duty) and (past is None or past.end() >= (duty.end() if duty else 0))


def _done(draft: AgreementDraft) -> bool:
    """Whether the paper says that it was performed already: then the day of it may lie before the agreement."""
    return any(_DONE.search(text) for text in (*draft.terms, draft.performance.method))
