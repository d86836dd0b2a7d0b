"""What offices do together, in the tour: a ruling, a whistle with its roll call, a task force, a follow-up."""

from typing import Any

from govdesk.app.tour_stage import Stage, script
from govdesk.domain.vocabulary import Status
from govdesk.foundation.text import _
from govdesk.services.case_queue import QueueFilter, QueueSort, queue_ids
from govdesk.services.follow_ups import follow_up_sections
from govdesk.services.task_force_views import task_forces
from govdesk.services.whistles import roll_call


def ruling(stage: Stage) -> None:
    """A body has sent a case back with its reason; the operator's ruling ends the matter, a second one is final."""
    returned = queue_ids(
        stage.desk, stage.seat(), QueueFilter(statuses=(Status.RETURN_PENDING.value,)), QueueSort("received_at")
    )
    if not returned:
        return
    case_id = returned[0]
    screen: Any = stage.show("cases", case_id)
    screen.card.run("rule")
    values = script()["ruling"]["values"]
    screen.card.pane.form.set_values(values)
    stage.picture("ruling", lambda: screen.set_card_open(True))
    screen.card.pane.given_up.emit()
    stage.play(case_id, script()["ruling"])
    card = stage.card(case_id)
    told = _("裁定：{number} 的退单经裁定由{handler}继续办理，退单 {count} 次，再退一次就是终局。")
    stage.tell(told.format(number=card.number, handler=card.handler, count=card.return_count))


def whistle(stage: Stage, case_id: int) -> None:
    """The whistle is blown on the tour's own matter; who has come and who has not is seen at a glance."""
    for entry in script()["whistle"]["acts"]:
        stage.play(case_id, entry)
    stage.show("whistles")
    stage.picture("whistle-roll-call")
    screen: Any = stage.show("cases", case_id)
    stage.picture("card-whistle", lambda: screen.set_card_open(True))
    view = next(each for each in roll_call(stage.desk, stage.seat()) if each.case_id == case_id)
    missing = "、".join(call.body for call in view.calls if call.missing)
    told = _("吹哨：{number} 召集 {expected} 家，已到 {arrived} 家，未到{missing}；签收、联系、报到各有时钟。")
    stage.tell(
        told.format(
            number=stage.card(case_id).number, expected=view.expected, arrived=view.arrived, missing=missing or _("无")
        )
    )


def task_force(stage: Stage) -> None:
    """One problem, one leader, one head: reading, review and settlement in one place."""
    found = task_forces(stage.desk, stage.seat())
    if not found:
        return
    row = found[0]
    stage.show("task_forces", row.number)
    stage.picture("task-force")
    told = _("专班：{number}“{problem}”，包案领导{leader}，班长{head}，现在{phase}。")
    stage.tell(
        told.format(number=row.number, problem=row.problem, leader=row.leader, head=row.head, phase=row.phase_label)
    )


def follow_up(stage: Stage) -> None:
    """A visit whose day has passed is made: result and rating by number keys, and the next one is in sight."""
    screen: Any = stage.show("follow_ups", "overdue")
    stage.camera.wait(0.3)
    card = screen.pane.card
    if card is None:
        return
    missed = next(item.total for item in follow_up_sections(stage.desk, stage.seat()) if item.code == "overdue")
    for key in ("1", "3"):
        screen.pane.record.press(key)
    screen.pane.record.note.set_value(script()["follow_up"]["note"])
    stage.picture("follow-up")
    screen.pane.record.record()
    stage.camera.settle()
    told = _("回访：逾期未访 {missed} 件，{number} 三个键记下“已解决、满意”，解决与满意分开统计；没有解决的随即重办。")
    stage.tell(told.format(missed=missed, number=card.number))
