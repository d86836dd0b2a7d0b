"""The main job in nine steps, each on the real window and the real services."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from PySide6.QtCore import QCoreApplication, QRect, Qt
from PySide6.QtGui import QColor, QImage, QInputMethodEvent, QPainter
from PySide6.QtWidgets import QApplication, QWidget

from govdesk.app.tour_pictures import Photographer
from govdesk.app.tour_stage import Stage, script
from govdesk.app.tour_workbook import write_sample_workbook
from govdesk.app.window import application, build_window, close_window
from govdesk.domain.agreement import DraftParty, Instalment, Performance
from govdesk.foundation.text import _
from govdesk.services import documents, grids, mediation
from govdesk.services.attachments import attach
from govdesk.services.case_queue import QueueFilter, QueueSort, queue_ids
from govdesk.services.dossier import dossier_of
from govdesk.services.import_undo import undo_import
from govdesk.services.importing import batches
from govdesk.services.opening import open_desk
from govdesk.services.registration import CaseDraft, register_case
from govdesk.ui import theme

AGREEMENT_PDF, ASSIGNMENT_PDF, HANDOVER_PDF = "agreement.pdf", "assignment.pdf", "handover.pdf"
DOSSIER_PDF = "dossier.pdf"
DAYS_TO_PAY = 10


def first_start(stage: Stage) -> None:
    """0. What an empty data folder opens with: the demonstration street, or one's own centre."""
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        window = build_window(application(), open_desk(folder, stage.clock))
        window.show()
        camera = Photographer(stage.out, window.place.runner, first=0)
        camera.take(window, "first-start")
        close_window(window)
    stage.camera.taken.extend(camera.taken)


def grid_tree(stage: Stage) -> None:
    """1. The street with its villages, filtered by pinyin initials."""
    screen: Any = stage.show("cases")
    stage.picture("workspace")
    screen.panel.filter.setText(script()["filter_initials"])
    stage.camera.settle()
    grid = grids.find_grid(stage.desk, script()["filter_grid"])
    screen.show_subject(QueueFilter(view="open", grid_id=grid.id))
    stage.picture("grid-filtered")
    screen.panel.filter.setText("")
    screen.show_subject(QueueFilter(view="open"))
    count = len(stage.desk.grids)
    stage.tell(_("网格树：{count} 个节点，按拼音首字母筛选，选中即筛选队列和地图。").format(count=count))


def intake(stage: Stage) -> int:
    """2 and 3. A dispute is typed in, its category suggested and confirmed in one key, and routed; the case's id."""
    told = script()["dispute"]
    screen: Any = stage.show("intake", "start")
    form = screen.form
    form.rows["channel"].field.set_value(told["channel"])
    _type(form.rows["title"].field.editor(), told["title"])
    _type(form.rows["text"].field.editor(), told["text"])
    form.rows["grid"].field.set_value(str(grids.find_grid(stage.desk, told["grid"]).id))
    for name in ("address", "people_count", "reporter", "phone"):
        form.rows[name].field.set_value(told[name])
    form.parties.restore(told["parties"])
    stage.camera.wait(0.6)  # the suggestion comes after a pause of the hand
    stage.picture("intake")
    form.category.take_best()
    screen.submit()
    stage.camera.settle()
    case_id = _newest(stage, told["title"])
    card = stage.card(case_id)
    stage.tell(
        _("登记：{number}，类别“{category}”，已派给{handler}。").format(
            number=card.number, category=card.category_label, handler=card.handler
        )
    )
    return case_id


def importing(stage: Stage) -> None:
    """2. A workbook is read on trial, taken in with its faults reported, and the batch undone."""
    workbook = write_sample_workbook(stage.out / "import-sample.xlsx", stage.clock.now())
    stage.left.append(workbook)
    screen: Any = stage.show("importing")
    screen.choose(workbook)
    stage.picture("import-trial")
    screen.import_now()
    stage.picture("import-done")
    taken = batches(stage.desk, stage.seat())[0]
    rejected = stage.out / "import-rejected.xlsx"
    screen.save_errors(rejected)
    stage.camera.settle()
    stage.left.append(rejected)
    undone = undo_import(stage.desk, stage.seat(), taken.id)
    stage.window.place.committed(undone.changes)
    line = _("导入：{rows} 行＝导入 {imported}＋重复 {duplicates}＋退回 {rejected}，随后撤销 {voided} 件。")
    stage.tell(
        line.format(
            rows=taken.rows,
            imported=taken.imported,
            duplicates=taken.duplicates,
            rejected=taken.rejected,
            voided=undone.voided,
        )
    )


def routing_and_clocks(stage: Stage, case_id: int) -> None:
    """4 and 5. Why it is here, until when, and the arithmetic of it."""
    screen: Any = stage.show("cases", case_id)
    screen.card.body.clocks["centre"].set_open(True)
    stage.picture("card-why-and-clock", lambda: screen.set_card_open(True))
    screen.card.body.clocks["centre"].set_open(False)
    card = stage.card(case_id)
    stage.tell(
        _("分派：按规则 {rule}（版本 {version}），案卡写明命中和差在哪里。").format(
            rule=card.rule, version=card.rule_version
        )
    )
    stage.tell(
        _("时限：{words}，点开就是逐步算法。").format(
            words="；".join(f"{clock.label} {clock.words}" for clock in card.clocks)
        )
    )


def queue(stage: Stage) -> int:
    """6. A hotline matter goes from hand to hand by transcription; the second case's id."""
    told = script()["matter"]
    draft = CaseDraft(
        title=told["title"],
        text=told["text"],
        channel=told["channel"],
        category=told["category"],
        grid_id=grids.find_grid(stage.desk, told["grid"]).id,
        address=told["address"],
        people_count=told["people_count"],
        reporter=told["reporter"],
        phone=told["phone"],
    )
    made = register_case(stage.desk, stage.seat(), draft)
    stage.window.place.committed(made.changes)
    stage.keep(ASSIGNMENT_PDF, _issued(stage, "assignment", made.id))
    acts = told["acts"]
    for entry in acts[:2]:
        stage.play(made.id, entry)
    stage.keep(HANDOVER_PDF, _issued(stage, "handover", made.id))
    for entry in acts[2:]:
        stage.play(made.id, entry)
    stage.show("papers", made.id)
    stage.camera.wait(0.6)  # the page is drawn after a pause of the hand
    stage.picture("papers")
    screen: Any = stage.show("cases", made.id)
    screen.card.run("climb")
    stage.picture("action-transcribed", lambda: screen.set_card_open(True))
    screen.card.pane.given_up.emit()
    for view, name in (("overdue", "view-overdue"), ("joint", "view-joint")):
        screen.show_subject(QueueFilter(view=view))
        stage.camera.settle()
        screen.view.select_first()
        stage.picture(name, lambda: screen.set_card_open(True))
    screen.show_subject(QueueFilter(view="open"))
    stage.tell(
        _("队列：{number} 由执法中队签收后移交自然资源所，全程代录，两家都没有席位。").format(number=made.number)
    )
    return made.id


def network_map(stage: Stage) -> None:
    """7. The schematic map, and one village further down."""
    screen: Any = stage.show("map")
    stage.picture("map", screen.view.settle)
    grid = grids.find_grid(stage.desk, script()["filter_grid"])
    screen.view.show_root(grid.id)
    stage.picture("map-village", screen.view.settle)
    screen.view.show_root(None)
    stage.tell(_("网络图：示意单元格、单位、联动线和案件点，双击进入{grid}。").format(grid=grid.name))


def papers(stage: Stage, case_id: int) -> None:
    """8. The dispute is mediated, the agreement checked, issued and kept; the case goes on to the archive."""
    for entry in script()["dispute"]["acts"]:
        stage.play(case_id, entry)
    _hold_talk(stage, case_id)
    _write_agreement(stage, case_id)
    screen: Any = stage.show("mediation", case_id)
    stage.camera.wait(0.6)  # the page is drawn after a pause of the hand
    stage.picture("mediation")
    screen.setFocus()
    stage.keep(AGREEMENT_PDF, _issued(stage, "agreement", case_id))
    for entry in script()["dispute"]["after"]:
        if entry["action"] == "archive":
            _bind_dossier(stage, case_id)
        stage.play(case_id, entry)
    screen = stage.show("cases", case_id)
    stage.picture("case-archived", lambda: screen.set_card_open(True))
    card = stage.card(case_id)
    numbers = "、".join(paper.number for paper in card.papers)
    stage.tell(
        _("文书：{numbers}；案件 {number} 现在是“{status}”。").format(
            numbers=numbers, number=card.number, status=card.status_label
        )
    )


def rules(stage: Stage) -> None:
    """8. The law of the street: every rule a sentence, checked and tried out before anybody suffers from it."""
    window: Any = stage.window
    before = window.place.actor
    window.place.session.take_seat(grids.seat(stage.desk, "supervisor"))
    screen: Any = stage.show("rules", "dispute_to_village")
    stage.picture("rules")
    screen.use("check")
    stage.camera.settle()
    stage.picture("rules-check")
    gaps = screen.check.summary.text()
    screen.use("edit")
    window.place.session.take_seat(before)
    stage.tell(_("分派规则：{count} 条，每条一句话。{check}").format(count=len(screen.bench.draft.rules), check=gaps))


def review(stage: Stage) -> None:
    """9. The weekly review, in the window and on the wall."""
    screen: Any = stage.show("review")
    stage.picture("review")
    screen.toggle_full_screen()
    stage.camera.settle()
    wall = next(each for each in QApplication.topLevelWidgets() if each.objectName() == "projection")
    stage.camera.take(wall, "review-full-screen")
    screen.toggle_full_screen()
    stage.tell(_("研判：{period} 的数字都带分子、分母和口径，点开就是案件。").format(period=screen.period))


def beside(stage: Stage) -> None:
    """The help, the keys and the search that every screen shares."""
    window: Any = stage.window
    stage.show("cases")
    window.keys.toggle()
    stage.picture("keys")
    window.keys.toggle()
    window.activateWindow()
    stage.picture("search", lambda: _search(stage, script()["filter_initials"]))
    window.top.palette_field.close_list()
    window.commands.get("help").action.trigger()
    stage.picture("help")
    window.commands.get("help").action.trigger()


def _search(stage: Stage, words: str) -> None:
    window: Any = stage.window
    window.commands.get("find").action.trigger()
    window.top.palette_field.clear()
    _type(window.top.palette_field, words)
    stage.camera.wait(0.5)


def _type(editor: QWidget, text: str) -> None:
    """As an input method commits it."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QCoreApplication.sendEvent(editor, event)


def _newest(stage: Stage, title: str) -> int:
    found = queue_ids(stage.desk, stage.seat(), QueueFilter(text=title), QueueSort("received_at", descending=True))
    return max(found)


def _issued(stage: Stage, kind: str, case_id: int) -> bytes:
    stage.later(2)
    issued = documents.issue_document(stage.desk, stage.seat(), kind, case_id, _data(stage, kind, case_id))
    stage.window.place.committed(issued.changes)
    return issued.content


def _data(stage: Stage, kind: str, case_id: int) -> Any:
    if kind != "agreement":
        return None
    return mediation.agreement_for_case(stage.desk, stage.seat(), case_id).draft


def _hold_talk(stage: Stage, case_id: int) -> None:
    """The talk is booked, held and signed off: what was noted becomes the record of the dossier."""
    told = script()["dispute"]["talk"]
    said = {name: script()["dispute"]["acts"][0][name] for name in ("said_by", "said_how")}
    start = stage.clock.now() + timedelta(minutes=10)
    booked = {"starts_at": start.isoformat(), "ends_at": (start + timedelta(minutes=25)).isoformat()}
    stage.play(case_id, {**said, "action": "book_session", "minutes": 2, "values": {**booked, "place": told["place"]}})
    card = stage.card(case_id)
    names = [party.name for party in card.parties]
    mediators = card.mediations[-1].mediators
    noted = {"text": told["text"].strip(), "came": names, "recorder": mediators[-1], "outcome": "agreed"}
    stage.play(
        case_id,
        {**said, "action": "finish_session", "minutes": 36, "values": {**noted, "result": told["result"]}},
    )


def _bind_dossier(stage: Stage, case_id: int) -> None:
    """One whole volume: the photograph hung on its line, the catalogue with true pages, kept with its number."""
    told = script()["dispute"]["talk"]
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        photo = Path(folder) / told["photo"]
        _draw_photo(photo, told["evidence"])
        stage.window.place.committed(attach(stage.desk, stage.seat(), case_id, photo, "evidence"))
    screen: Any = stage.show("dossier", case_id)
    stage.camera.wait(0.6)
    stage.picture("dossier")
    content = _issued(stage, "dossier", case_id)
    stage.keep(DOSSIER_PDF, content)
    view = dossier_of(stage.desk, stage.seat(), case_id)
    assert view.volume is not None
    screen.preview_whole()
    stage.camera.wait(1.5)
    stage.picture("dossier-volume")
    words = _("卷宗：{number}，共 {pages} 页，目录 {count} 项，页号与实际一致。")
    stage.tell(words.format(number=view.volume.number, pages=view.volume.pages, count=len(view.items)))


def _draw_photo(path: Path, words: str) -> None:
    """An invented picture: a ditch between two walls."""
    image = QImage(1600, 1200, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    for area, colour in (
        (QRect(0, 0, 1600, 500), "#c9d6df"),
        (QRect(0, 500, 1600, 700), "#8d9a6b"),
        (QRect(0, 300, 520, 900), "#b08a6e"),
        (QRect(1080, 260, 520, 940), "#a37f66"),
        (QRect(640, 520, 320, 680), "#5f7f8c"),
    ):
        painter.fillRect(area, QColor(colour))
    painter.setPen(QColor("#222222"))
    painter.setFont(theme.font(40))
    painter.drawText(QRect(0, 40, 1600, 120), Qt.AlignmentFlag.AlignCenter, _("示意图：{words}").format(words=words))
    painter.end()
    image.save(str(path), quality=88)


def _write_agreement(stage: Stage, case_id: int) -> None:
    told = script()["agreement"]
    work = mediation.agreement_for_case(stage.desk, stage.seat(), case_id)
    due = (stage.clock.now() + timedelta(days=DAYS_TO_PAY)).date().isoformat()
    paid = told["performance"]
    performance = Performance(
        paid["method"], paid["place"], due, tuple(Instalment(due_on=due, **item) for item in paid["instalments"])
    )
    known = {party["name"]: party for party in script()["dispute"]["parties"]}
    draft = replace(
        work.draft,
        parties=tuple(_completed(party, known[party.name]) for party in work.draft.parties),
        facts=told["facts"],
        disputed=told["disputed"],
        terms=tuple(told["terms"]),
        performance=performance,
        recorder=work.draft.mediators[-1].name,
    )
    mediation.save_agreement(stage.desk, stage.seat(), case_id, draft, work.revision)


def _completed(party: DraftParty, known: dict[str, str]) -> DraftParty:
    """What the mediator asks for at the table (人民调解法 §29: the parties' basic facts)."""
    return replace(
        party, sex=known["sex"], nation=known["nation"], birth=known["birth"], occupation=known["occupation"]
    )
