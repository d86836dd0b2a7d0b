"""`govdesk document KIND NUMBER|FILE.json --out FILE`: a paper of a case, issued, or a draft as it would print.

FILE.docx gives the same paper for Word, anything else a PDF. `govdesk document gallery --out DIR` leaves every kind
there, empty and full, with one picture of all pages.
"""

import errno
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from govdesk.app.commands.input_files import existing_file, pair, read_object
from govdesk.app.commands.protecting import asked_password, locked
from govdesk.app.invocation import Answer, Invocation
from govdesk.app.verbs import verb
from govdesk.domain.errors import BadInput, RuleViolation
from govdesk.foundation.text import _

if TYPE_CHECKING:
    from govdesk.domain.agreement import AgreementDraft
    from govdesk.services.case_card import CaseCard
    from govdesk.services.paper_kind import Data

DRAFT_ENDING = ".json"
WORD_ENDING = ".docx"
AGREEMENT, DOSSIER, GALLERY = "agreement", "dossier", "gallery"
MOST_ERRORS = 5
NOT_AN_ACT = frozenset({"issue_document", "attach"})


@verb("document", _("出具文书为 PDF 或 Word：agreement 协议书、assignment 交办单、whistle_slip 吹哨单 等各种文书"))
@click.argument("kind", metavar=_("种类"))
@click.argument("target", metavar=_("编号或文件.json"), default="")
@click.option("--out", required=True, metavar=_("文件.pdf"), help=_("存到哪里；以 .docx 结尾的存成 Word 文件"))
@click.option("--from", "file", metavar=_("文件.json"), help=_("协议书草稿或文书内容，用于给出编号的案件"))
@click.option("--set", "pairs", multiple=True, metavar=_("键=值"), help=_("文书上另填的内容；列表用“；”或“、”分开"))
@click.option("--hand-boxes", is_flag=True, help=_("打不出的字留空格，由手工填写"))
@click.option("--protect", is_flag=True, help=_("加密外发；密码取自环境变量 GOVDESK_PASSWORD，没有则提示输入"))
@click.option("--for", "recipient", default="", metavar=_("单位或人"), help=_("加密外发给谁"))
@click.option("--purpose", default="", metavar=_("用途"), help=_("加密外发作什么用"))
@click.pass_obj
def command(
    invocation: Invocation,
    kind: str,
    target: str,
    out: str,
    file: str | None,
    pairs: tuple[str, ...],
    hand_boxes: bool,
    protect: bool,
    recipient: str,
    purpose: str,
) -> Answer:
    if kind == GALLERY and not target:
        return _gallery(Path(out))
    if not target:
        raise click.MissingParameter(param_hint=_("编号或文件.json"), param_type="argument")
    kind = _kind_code(kind)
    word = out.lower().endswith(WORD_ENDING)
    password = asked_password(out, recipient, purpose) if protect else ""
    if kind == DOSSIER and (word or target.lower().endswith(DRAFT_ENDING)):
        raise BadInput("dossier_only_pdf" if word else "dossier_is_bound", {})
    part = _claimed(Path(out))
    draft = target.lower().endswith(DRAFT_ENDING)
    try:
        if draft:
            content, facts = _of_draft(invocation, kind, target, word, hand_boxes)
        else:
            given = [pair(text) for text in pairs]
            content, facts = _of_case(invocation, kind, target, file, given, word, hand_boxes)
        if protect:
            issued = None if draft else invocation
            content = locked(issued, f"{kind} {facts['number'] or target}", content, password, recipient, purpose)
        _written(part, Path(out), content, None if draft else facts["number"])
    finally:
        part.unlink(missing_ok=True)
    facts = {"path": out, **facts, "sha256": hashlib.sha256(content).hexdigest()}
    line = _("已存为 {path}，共 {pages} 页。").format(path=out, pages=facts["pages"])
    return Answer(facts, [_("文号 {number}").format(number=facts["number"]), line] if facts["number"] else [line])


def _gallery(folder: Path) -> Answer:
    """Every kind of paper into the folder, which is made when it is not there."""
    from dataclasses import asdict

    from govdesk.services.paper_gallery import SHEET, make_gallery

    folder.mkdir(parents=True, exist_ok=True)
    made = make_gallery(folder)
    kinds = len({paper.kind for paper in made})
    pages = sum(paper.pages for paper in made)
    facts = {"path": str(folder), "sheet": SHEET, "kinds": kinds, "pages": pages, "papers": [asdict(p) for p in made]}
    words = _("{kinds} 种文书，空白和填好的各一份，共 {pages} 页；总图 {sheet}。")
    return Answer(facts, [words.format(kinds=kinds, pages=pages, sheet=SHEET)])


def _kind_code(text: str) -> str:
    """The kind of that code, of that Chinese title, or the only one whose title ends so (交办单); else the text."""
    from govdesk.services.paper_kinds import KINDS
    from govdesk.services.paper_labels import document_label

    if text in KINDS or text.isascii():
        return text
    titles = {code: document_label(code) for code in KINDS}
    exact = [code for code, title in titles.items() if title == text]
    ending = [code for code, title in titles.items() if text and title.endswith(text)]
    return exact[0] if exact else ending[0] if len(ending) == 1 else text


def _claimed(out: Path) -> Path:
    """A file beside the wanted one, opened before a number is taken: no number for a PDF that cannot be written."""
    if not out.parent.is_dir():
        raise FileNotFoundError(errno.ENOENT, "", str(out.parent))
    if out.is_dir():
        raise IsADirectoryError(errno.EISDIR, "", str(out))
    part = out.with_name(f".{out.name}.part")
    part.touch()
    return part


def _written(part: Path, out: Path, content: bytes, number: str | None) -> None:
    """A paper that was issued is kept in the data folder, also when its copy finds no room: the sentence says so."""
    try:
        part.write_bytes(content)
        part.replace(out)
    except OSError as error:
        if number is not None and error.errno == errno.ENOSPC:
            raise BadInput("issued_but_not_written", {"number": number, "name": out.name}) from error
        raise OSError(error.errno, error.strerror, str(out)) from error


def _of_draft(
    invocation: Invocation, kind: str, target: str, word: bool, hand_boxes: bool
) -> tuple[bytes, dict[str, Any]]:
    """By the centre's own version of the form where there is a data folder, else by the one of the program."""
    from govdesk.services.documents import render_draft
    from govdesk.services.paper_kinds import paper_kind
    from govdesk.services.word_copies import word_of_draft

    values = read_object(target)
    desk = invocation.desk if invocation.has_desk_folder else None
    try:
        rendered = render_draft(kind, values, hand_boxes, desk)
    except RuleViolation as error:
        raise _named(invocation, values, 0, error) from error
    content = word_of_draft(kind, values, hand_boxes, desk) if word else rendered.content
    numbered = paper_kind(kind).series is not None
    return content, {"number": (values.get("number") or None) if numbered else None, "pages": rendered.pages}


def _of_case(
    invocation: Invocation,
    kind: str,
    number: str,
    file: str | None,
    given: list[tuple[str, str]],
    word: bool,
    hand_boxes: bool,
) -> tuple[bytes, dict[str, Any]]:
    from govdesk.services import documents
    from govdesk.services.case_actions import case_id_of
    from govdesk.services.case_card import case_card
    from govdesk.services.typed_values import typed_values
    from govdesk.services.word_copies import word_copy

    desk, actor = invocation.desk, invocation.actor
    case_id = case_id_of(desk, number)
    again = not (file or given or hand_boxes) and kind != DOSSIER  # a volume looks for itself what has changed
    standing = _still_valid(case_card(desk, actor, case_id), kind) if again else None
    if standing is not None:
        content = (word_copy if word else documents.reprint)(desk, actor, standing.id)
        return content, {"number": standing.number, "pages": standing.pages}
    data: Data
    if kind == AGREEMENT:
        if given:
            raise BadInput("agreement_takes_a_draft", {})
        data = _agreement(invocation, case_id, file)
    else:
        data = {**(read_object(file) if file is not None else {}), **typed_values(desk, kind, given)}
    try:
        issued = documents.issue_document(desk, actor, kind, case_id, data, hand_boxes=hand_boxes)
    except RuleViolation as error:
        raise _named(invocation, data, case_id, error) from error
    content = word_copy(desk, actor, issued.id) if word else issued.content
    return content, {"number": issued.number or None, "pages": issued.pages}


def _agreement(invocation: Invocation, case_id: int, file: str | None) -> "Data":
    from govdesk.services import mediation

    if file is not None:
        return mediation.read_draft_file(existing_file(file))
    return mediation.agreement_for_case(invocation.desk, invocation.actor, case_id).draft


def _named(invocation: Invocation, data: "Data", case_id: int, error: RuleViolation) -> RuleViolation:
    """The window shows what is wrong beside the form; here the sentence has to name it, with the keys to type."""
    if error.code == "paper_fields_missing":
        return RuleViolation("paper_fields_missing_named", error.facts)
    if error.code == "agreement_defective":
        from govdesk.services.mediation import check

        found = check(invocation.desk, invocation.actor, cast("AgreementDraft", data), case_id)
        errors = [f"{item.field}：{item.sentence}" for item in found if item.level == "error"]
        more = _("等 {count} 处。").format(count=len(errors)) if len(errors) > MOST_ERRORS else ""
        return RuleViolation(
            "agreement_defective_named", {**error.facts, "errors": "".join(errors[:MOST_ERRORS]) + more}
        )
    return error


def _still_valid(card: "CaseCard", kind: str) -> Any:
    """The paper of this kind issued since the last act: the same bytes again, not a second number."""
    papers = [paper for paper in card.papers if paper.kind == kind and paper.state == "issued"]
    acts = [step.at for step in card.timeline if step.action not in NOT_AN_ACT]
    if papers and (kind == AGREEMENT or not acts or papers[-1].issued_at >= acts[-1]):
        return papers[-1]
    return None
