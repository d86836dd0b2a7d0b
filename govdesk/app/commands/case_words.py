"""A case as the command line prints it: codes with their labels for scripts, lines for people."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from govdesk.app.commands.routing import routing_of
from govdesk.foundation.text import _

if TYPE_CHECKING:
    from govdesk.domain.case import PartySnapshot
    from govdesk.domain.roles import Actor
    from govdesk.services.case_card import AssistView, CaseCard, ClockView, StepView
    from govdesk.services.case_queue import QueueRow
    from govdesk.services.desk import Desk
    from govdesk.services.repeats import RepeatView

NAMED_CLOCKS = ("citizen", "centre", "handler")
CENTRE = "centre"
"""The owner until a body has signed: a case has one owner at every instant."""


def row_facts(desk: "Desk", row: "QueueRow") -> dict[str, Any]:
    """One line of `cases list`."""
    return {
        "number": row.number,
        "title": row.title,
        **coded("status", row.status, row.status_label),
        **coded("tier", row.tier, row.tier_label),
        **coded("category", row.category, row.category_label),
        **coded("channel", row.channel, row.channel_label),
        **coded("grid", desk.grids[row.grid_id].code, row.grid_name),
        **coded("handler", _body_code(desk, row.handler), row.handler),
        "received_at": moment(row.received_at),
        "due_at": moment(row.due_at),
        "overdue": row.overdue,
        "closed_at": moment(row.closed_at),
        "people_count": row.people_count,
        "flags": list(row.flags),
    }


def case_facts(desk: "Desk", actor: "Actor", case_id: int) -> dict[str, Any]:
    """One case with its steps, clocks and routing, as `cases show` and `case act` give it."""
    from govdesk.services.case_card import case_card
    from govdesk.services.paper_labels import document_label

    card = case_card(desk, actor, case_id)
    centre = next((clock for clock in card.clocks if clock.kind == "centre"), None)
    return {
        "number": card.number,
        "title": card.title,
        "text": card.text,
        **coded("status", card.status, card.status_label),
        **coded("tier", card.tier, card.tier_label),
        **coded("category", card.category, card.category_label),
        **coded("channel", card.channel, card.channel_label),
        **coded("grid", desk.grids[card.grid_id].code, card.grid_name),
        **coded("handler", _body_code(desk, card.handler), card.handler),
        **coded("owner", _body_code(desk, card.owner) or CENTRE, card.owner),
        "assists": [_assist_facts(desk, item) for item in card.assists],
        "received_at": moment(card.received_at),
        "registered_at": moment(card.registered_at),
        "occurred_at": moment(card.occurred_at),
        "due_at": moment(centre.due_at) if centre else None,
        "overdue": bool(centre and centre.running and centre.overdue),
        "closed_at": moment(card.closed_at),
        "closed_on_time": card.closed_on_time,
        "place_pending": card.place_pending,
        "address": card.address,
        "people_count": card.people_count,
        "reporter": card.reporter,
        "phone": card.phone,
        "source_number": card.source_number,
        "parties": [_party_facts(party) for party in card.parties],
        "result": card.result,
        "flags": list(card.flags),
        "clocks": {kind: _clock_facts(card, kind) for kind in (*NAMED_CLOCKS, "statutory")},
        "routing": routing_of(desk, actor, case_id),
        "documents": [
            {**coded("kind", paper.kind, document_label(paper.kind)), "number": paper.number} for paper in card.papers
        ],
        "steps": [_step_facts(desk, item) for item in card.timeline],
        **_related_facts(desk, actor, case_id),
        "version": card.version,
    }


def _related_facts(desk: "Desk", actor: "Actor", case_id: int) -> dict[str, Any]:
    """The master, what was merged under the case, and the earlier matter, by their numbers."""
    from govdesk.services.merging import ties_of

    ties = ties_of(desk, actor, case_id)
    return {
        "merged_into": ties.master.number if ties.master else None,
        "merged": [item.number for item in ties.merged],
        "repeat_of": ties.earlier.number if ties.earlier else None,
    }


def action_facts(desk: "Desk", actor: "Actor", case_id: int) -> list[dict[str, Any]]:
    """What this seat may do with the case now, with the keys of `--set` that each action takes."""
    from govdesk.services.case_actions import available_actions

    return [
        {
            **coded("action", offer.action, offer.label),
            "label": offer.label,
            "fields": [
                {
                    "name": field.name,
                    "label": field.label,
                    "kind": field.kind,
                    "required": field.required,
                    "choices": [{"code": code, "label": label} for code, label in field.choices if code],
                }
                for field in offer.fields
            ],
            "acting_for": offer.acting_for or None,
        }
        for offer in available_actions(desk, actor, case_id)
        if offer.enabled
    ]


def action_lines(actions: list[dict[str, Any]]) -> list[str]:
    if not actions:
        return []
    words = "、".join(f"{item['action']} {item['label']}" for item in actions)
    return [_("现在可以办：{actions}").format(actions=words)]


def row_line(facts: dict[str, Any]) -> str:
    late = _("超期") if facts["overdue"] else ""
    parts = (facts["number"], facts["status_label"], facts["tier_label"], facts["grid_label"])
    tail = (facts["handler_label"], facts["title"], late)
    return "  ".join(part for part in (*parts, *tail) if part)


def case_lines(facts: dict[str, Any]) -> list[str]:
    """The card in lines: what it is, who has it, until when, and every step so far."""
    lines = [
        f"{facts['number']}  {facts['title']}",
        _("状态：{status}　层级：{tier}　承办：{handler}").format(
            status=facts["status_label"], tier=facts["tier_label"] or "—", handler=facts["handler_label"] or "—"
        ),
        _("类别：{category}　渠道：{channel}　网格：{grid}").format(
            category=facts["category_label"], channel=facts["channel_label"], grid=facts["grid_label"]
        ),
    ]
    for clock in facts["clocks"].values():
        if clock is not None:
            due = (clock["due_at"] or "—").replace("T", " ")
            lines.append(_("{clock}：{due}，{words}").format(clock=clock["label"], due=due, words=clock["words"]))
    lines += [_step_line(step) for step in facts["steps"]]
    return lines


def repeat_facts(view: "RepeatView") -> dict[str, Any]:
    """An earlier case that may be the same, with its reasons."""
    return {
        "number": view.number,
        "title": view.title,
        **coded("status", view.status, view.status_label),
        "score": view.score,
        "reasons": list(view.reasons),
        "days": view.days,
        "received_at": moment(view.received_at),
    }


def repeat_line(view: "RepeatView") -> str:
    return _("可能重复：{number}  {title}  {status}  {words}").format(
        number=view.number, title=view.title, status=view.status_label, words=view.words
    )


def coded(key: str, code: str | None, label: str) -> dict[str, str | None]:
    """A code under its key and the label beside it; nothing is `null`."""
    return {key: code or None, f"{key}_label": label}


def moment(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


def _body_code(desk: "Desk", name: str) -> str:
    body = desk.bodies.find(name) if name else None
    return body.code if body else ""


def _party_facts(party: "PartySnapshot") -> dict[str, Any]:
    from govdesk.services.labels import party_kind_label, party_role_label

    return {
        **coded("role", party.role, party_role_label(party.role)),
        "name": party.name,
        **coded("kind", party.kind, party_kind_label(party.kind)),
    }


def _assist_facts(desk: "Desk", item: "AssistView") -> dict[str, Any]:
    return {
        **coded("body", desk.bodies.by_id[item.body_id].code, item.body),
        "due_at": moment(item.due_at),
        **coded("state", item.state, item.state_label),
        "overdue": item.overdue,
        "report": item.report,
    }


def _clock_facts(card: "CaseCard", kind: str) -> dict[str, Any] | None:
    clock: ClockView | None = next((item for item in card.clocks if item.kind == kind), None)
    if clock is None:
        return None
    return {
        "label": clock.label,
        "due_at": moment(clock.due_at),
        "overdue": clock.overdue,
        "running": clock.running,
        "paused": clock.paused,
        "words": clock.words,
        "lines": list(clock.arithmetic),
    }


def _step_facts(desk: "Desk", step: "StepView") -> dict[str, Any]:
    from govdesk.services.labels import status_label, tier_label

    ways = {label: code for code, label in desk.rules.transitions.lists["said_how"].items()}

    return {
        "at": moment(step.at),
        **coded("action", step.action, step.label),
        **coded("actor", step.seat, step.actor),
        **coded("from", step.from_status, status_label(step.from_status) if step.from_status else ""),
        **coded("to", step.to_status, status_label(step.to_status) if step.to_status else ""),
        **coded("tier", step.tier, tier_label(step.tier or None)),
        "note": step.note,
        "said_by": step.said_by or None,
        **coded("said_how", ways.get(step.said_how, step.said_how), step.said_how),
    }


def _step_line(step: dict[str, Any]) -> str:
    said = _("（代录：{who}）").format(who=step["said_by"]) if step["said_by"] else ""
    note = f"：{step['note']}" if step["note"] else ""
    return f"  {step['at'].replace('T', ' ')}  {step['action_label']}  {step['actor_label']}{said}{note}"
