"""`govdesk route simulate | check | export | import | admission`: the law of the street from the command line."""

from typing import TYPE_CHECKING, Any

import click

from govdesk.app.commands.input_files import existing_file
from govdesk.app.invocation import Answer, Invocation
from govdesk.app.verbs import verb
from govdesk.foundation.text import _

if TYPE_CHECKING:
    from govdesk.domain.routing import RuleBook
    from govdesk.services.rule_simulation import DiffRow

LINES_PRINTED = 20
_FILE = _("规则文件（TOML）")


@verb("simulate", _("把一份规则放到过去的案件上试一遍，列出会改派的"))
@click.option("--rules", "rules", metavar=_("文件"), required=True, help=_FILE)
@click.option("--days", type=int, default=30, metavar=_("天数"), help=_("往回看多少天收到的案件，默认 30"))
@click.pass_obj
def simulate(invocation: Invocation, rules: str, days: int) -> Answer:
    from govdesk.services.rule_simulation import simulate as run

    done = run(invocation.desk, invocation.actor, _book(invocation, rules), days)
    head = _("{days} 天内 {cases} 件案件，{changed} 件会改派，其中 {corrected} 件当时已由人工改过。")
    lines = [head.format(days=days, cases=done.cases, changed=done.changed, corrected=done.corrected)]
    lines += [_line(row) for row in done.diff[:LINES_PRINTED]]
    return Answer(done.as_json(), [*lines, *_more(len(done.diff))])


@verb("check", _("检查规则：哪里没有单位接收，哪条永远轮不到"))
@click.option("--rules", "rules", metavar=_("文件"), help=_("规则文件（TOML），不写就检查现行规则"))
@click.pass_obj
def check(invocation: Invocation, rules: str | None) -> Answer:
    from govdesk.services.rule_checks import check_rules
    from govdesk.services.rule_holes import hole_groups

    desk = invocation.desk
    book = _book(invocation, rules) if rules else desk.rules.routing
    report = check_rules(desk, invocation.actor, book)
    counts = _("没有单位接收 {holes} 处，永远轮不到 {shadowed} 条，提醒 {warnings} 处。")
    lines = [
        counts.format(holes=len(report.gaps), shadowed=len(report.shadowed), warnings=len(report.warnings)),
        *(item.sentence for item in report.errors),
        *(group.sentence for group in hole_groups(desk, book, report.holes)[:LINES_PRINTED]),
        *(item.sentence for item in report.shadowed),
        *(item.sentence for item in report.warnings),
    ]
    return Answer(report.as_json(), lines)


@verb("export", _("把现行规则写成 TOML 文件，可以改好再导入"))
@click.argument("file", metavar=_("文件"))
@click.pass_obj
def export(invocation: Invocation, file: str) -> Answer:
    from govdesk.services.rule_editing import export_rules

    book = invocation.desk.rules.routing
    path = export_rules(invocation.desk, invocation.actor, file)
    facts = {"path": str(path), "version": book.version, "rules": len(book.rules)}
    words = _("规则版本 {version} 的 {rules} 条规则已写入 {path}。")
    return Answer(facts, [words.format(**facts)])


@verb("import", _("导入一份规则，存为新版本；由主管办理（--actor supervisor）"))
@click.argument("file", metavar=_("文件"))
@click.option("--despite-gaps", is_flag=True, help=_("检查有漏洞也保存"))
@click.pass_obj
def import_(invocation: Invocation, file: str, despite_gaps: bool) -> Answer:
    from govdesk.domain.errors import RuleViolation
    from govdesk.services.rule_editing import import_rules, save_version

    desk = invocation.desk
    draft = import_rules(desk, invocation.actor, existing_file(file))
    try:
        save_version(desk, invocation.actor, draft, despite_gaps)
    except RuleViolation as error:
        raise RuleViolation("routing_gaps_in_file", error.facts) if error.code == "routing_gaps" else error from error
    assert draft.effective_on is not None
    facts = {
        "version": draft.version,
        "author": draft.author,
        "effective_on": draft.effective_on.isoformat(),
        "rules": len(draft.rules),
    }
    words = _("规则版本 {version}（{rules} 条）已保存，{effective_on} 起生效。")
    return Answer(facts, [words.format(**facts)])


@verb("admission", _("上级交办的案件先对职责清单，给出准入意见"))
@click.argument("number", metavar=_("编号"))
@click.pass_obj
def admission(invocation: Invocation, number: str) -> Answer:
    from govdesk.services.case_actions import case_id_of
    from govdesk.services.duty_admission import admission_opinion

    desk = invocation.desk
    opinion = admission_opinion(desk, invocation.actor, case_id_of(desk, number))
    facts: dict[str, Any] = {
        "number": opinion.number,
        "verdict": opinion.verdict,
        "verdict_label": opinion.heading,
        "opinion": opinion.opinion,
        "reason": opinion.reason,
        "items": [{"reference": item.reference, "sentence": item.sentence} for item in opinion.items],
        "given_on": opinion.given_on.isoformat(),
    }
    lines = [
        _("准入意见：{number} {title}").format(number=opinion.number, title=opinion.title),
        _("比对结果：{heading}").format(heading=opinion.heading),
        _("意见：{opinion}").format(opinion=opinion.opinion),
        _("理由：{reason}").format(reason=opinion.reason) if opinion.reason else "",
    ]
    return Answer(facts, [line for line in lines if line])


def _book(invocation: Invocation, file: str) -> "RuleBook":
    from govdesk.services.rule_reading import load_rules

    return load_rules(invocation.desk, existing_file(file))


def _line(row: "DiffRow") -> str:
    words = _("{number}：{before} → {after}").format(number=row.number, before=row.before.words, after=row.after.words)
    if not row.hand_corrected or row.hand is None:
        return words
    how = _("与人工改派一致") if row.agrees else _("人工曾改派到 {hand}").format(hand=row.hand.words)
    return _("{words}（{how}）").format(words=words, how=how)


def _more(count: int) -> list[str]:
    return [_("……另有 {count} 件").format(count=count - LINES_PRINTED)] if count > LINES_PRINTED else []
