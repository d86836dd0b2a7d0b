"""Which verbs there are and where they live; building it imports none of them."""

from typing import TYPE_CHECKING

import click

from govdesk.app.verbs import Lazy, VerbGroup
from govdesk.foundation.text import _

if TYPE_CHECKING:
    from govdesk.app.invocation import Answer


def root() -> click.Group:
    """The whole command line; without a verb the window opens."""
    return VerbGroup(
        "govdesk",
        {
            "tour": _verb("tour", "command", _("在演示街道上把主要工作走一遍，留下图片和文书")),
            "init": _verb("init", "command", _("用行政区划表建立中心和网格树")),
            "import": _import(),
            "case": _case(),
            "cases": _cases(),
            "classify": _verb("classify", "command", _("给一段文字建议类别，并列出依据的词")),
            "route": _route(),
            "deadline": _verb("deadline", "command", _("算期限到何时为止，并列出每一步")),
            "document": _verb("document", "command", _("出具各种文书为 PDF 或 Word：协议书、交办单、卷宗等")),
            "agreement": _agreement(),
            "supervise": _supervise(),
            "visits": _visits(),
            "export": _export(),
            "settings": _settings(),
            "whistles": _whistles(),
            "task-force": _task_force(),
            "review": _review(),
            "numbers": _verb("numbers", "command", _("列出文书编号簿，或校正一本")),
            "check": _verb("check", "command", _("检查数据：数据库、办理记录的校验链、附件和文书原件")),
            "generate": _verb("generate", "command", _("生成虚构案件，供压力测试")),
            "bench": _verb("bench", "command", _("测速并与替代做法比较")),
        },
        help=_("社会治理工作台：不带命令时打开窗口，带命令时办一件事。"),
        invoke_without_command=True,
        callback=_open_window,
        params=[
            click.Option(["--demo"], is_flag=True, help=_("打开窗口时用演示街道（--data 里没有就先建好）")),
            click.Option(["--fresh"], is_flag=True, help=_("与 --demo 同用：演示数据重新建立")),
            click.Option(["--version"], is_flag=True, help=_("显示程序的版本")),
        ],
    )


@click.pass_context
def _open_window(context: click.Context, demo: bool, fresh: bool, version: bool) -> "int | Answer":
    """Without a verb: the window. The exit code of the event loop."""
    if context.invoked_subcommand is not None:
        return 0
    if version:
        return _version()
    if fresh and not demo:
        raise click.UsageError(_("--fresh 要和 --demo 同用"), context)
    from govdesk.app.invocation import DEFAULT_SEAT, Invocation
    from govdesk.app.start_up import open_program

    invocation = context.find_object(Invocation) or Invocation()
    return open_program(invocation.location, invocation.seat or DEFAULT_SEAT, demo, fresh)


def _version() -> "Answer":
    from govdesk import __version__
    from govdesk.app.invocation import Answer

    return Answer({"version": __version__}, [f"govdesk {__version__}"])


def _import() -> click.Group:
    verbs = {
        "cases": _verb("importing", "cases", _("导入台账：xlsx、xls、ods 或 csv")),
        "undo": _verb("importing", "undo", _("撤销一批导入，已有人办理的案件保留并列出")),
        "duties": _verb("duties", "duties", _("导入职责清单、属地清单（主责、配合）")),
        "mediators": _verb("mediators", "mediators", _("导入人民调解员名册")),
        "holidays": _verb("importing", "holidays", _("导入一年的放假和调休安排")),
        "follow-ups": _verb("visits", "import_follow_ups", _("导入本中心的回访安排（TOML）；由主管办理")),
        "strike-off": _verb("visits", "import_strike_off", _("导入本中心的销号依据（TOML）；由主管办理")),
        "replies": _verb("visits", "import_replies", _("导入本中心的回填规定（TOML）；由主管办理")),
        "urgent-words": _verb("urgent_words", "urgent_words", _("导入本中心的紧急字眼表（TOML）")),
    }
    return VerbGroup("import", verbs, help=_("导入外来的文件"))


def _case() -> click.Group:
    verbs = {
        "new": _verb("case", "new", _("登记一件案件并按规则分派")),
        "act": _verb("case", "act", _("对一件案件办理一个动作，例如 sign、climb、report")),
        "repeats": _verb("case", "find_repeats", _("找出可能是同一件事的旧件，说明理由")),
        "order": _verb("orders", "order", _("把热线工单的原文分到各栏，推测的标出来；不登记")),
    }
    return VerbGroup("case", verbs, help=_("登记、办理一件案件"))


def _cases() -> click.Group:
    verbs = {
        "list": _verb("cases", "listing", _("列出案件，默认按时限排序")),
        "show": _verb("cases", "show", _("一件案件的全部情况：步骤、时限、分派理由")),
    }
    return VerbGroup("cases", verbs, help=_("查看案件"))


def _route() -> click.Group:
    verbs = {
        "explain": _verb("routing", "explain", _("说明一件案件为什么派到这里")),
        "simulate": _verb("rules", "simulate", _("把一份规则放到过去的案件上试一遍，列出会改派的")),
        "check": _verb("rules", "check", _("检查规则：哪里没有单位接收，哪条永远轮不到")),
        "export": _verb("rules", "export", _("把现行规则写成 TOML 文件，可以改好再导入")),
        "import": _verb("rules", "import_", _("导入一份规则，存为新版本；由主管办理（--actor supervisor）")),
        "admission": _verb("rules", "admission", _("上级交办的案件先对职责清单，给出准入意见")),
    }
    return VerbGroup("route", verbs, help=_("分派"))


def _agreement() -> click.Group:
    verbs = {"lint": _verb("agreement", "lint", _("检查协议书草稿，逐条写明依据的法条"))}
    return VerbGroup("agreement", verbs, help=_("调解协议书"))


def _supervise() -> click.Group:
    verbs = {
        "run": _verb("supervise", "run", _("按督办阶梯提醒、催办、督办、提请挂牌，每一级只做一次")),
        "board": _verb("supervise", "board", _("督办台：待批、超期、未反馈、未答复、未签收、临近到期的案件")),
        "show": _verb("supervise", "show", _("一件案件的督办记录")),
    }
    return VerbGroup("supervise", verbs, help=_("督办"))


def _visits() -> click.Group:
    verbs = {
        "list": _verb("visits", "listing", _("回访清单：逾期、今天、本周、以后、未接通、待回填、销号缺依据")),
        "show": _verb("visits", "show", _("一件案件的回访安排和每次回访的结果")),
        "record": _verb("visits", "record", _("记一次回访；没有解决的随即重办")),
    }
    return VerbGroup("visits", verbs, help=_("回访"))


def _settings() -> click.Group:
    verbs = {
        "list": _verb("settings", "listing", _("列出各项设置的现行版本、作者和以前的版本")),
        "export": _verb("settings", "export", _("把一项设置存为 TOML 文件，改好可以再导入")),
        "import": _verb("settings", "import_", _("导入一项设置，存为新版本；由主管办理（--actor supervisor）")),
    }
    return VerbGroup("settings", verbs, help=_("本中心的设置：紧急字眼、期限、督办阶梯等"))


def _export() -> click.Group:
    verbs = {
        "replies": _verb("export", "replies", _("导出回填表格：按来源表格原来的列，填好办理结果")),
        "papers": _verb("export_papers", "papers", _("导出文书台账：一段时间里出具的文书，作废、空号、打印、签字件")),
        "cases": _verb("export", "cases", _("把案件清单导出为 Excel，默认隐去个人信息")),
    }
    return VerbGroup("export", verbs, help=_("导出"))


def _whistles() -> click.Group:
    verbs = {
        "list": _verb("joint_work", "roll", _("吹哨点名：谁到了，谁没到")),
        "rates": _verb("joint_work", "rates", _("部门响应：期内吹哨的按时签收、联系、报到率")),
    }
    return VerbGroup("whistles", verbs, help=_("吹哨报到"))


def _task_force() -> click.Group:
    verbs = {
        "list": _verb("joint_work", "forces", _("专班台账：问题、领导、班长、阶段、限期")),
        "show": _verb("joint_work", "report", _("一个专班的退出报告")),
        "backlog": _verb("joint_work", "problems", _("积案台账，逐月统计")),
    }
    return VerbGroup("task-force", verbs, help=_("专班与积案"))


def _review() -> click.Group:
    verbs = {
        "week": _verb("review", "week", _("一周的研判数字，例如 2026-W47")),
        "month": _verb("review", "month", _("一月的研判数字，例如 2026-11")),
    }
    return VerbGroup("review", verbs, help=_("周研判、月研判的数字"))


def _verb(module: str, name: str, summary: str) -> Lazy:
    return Lazy(f"govdesk.app.commands.{module}", name, summary)
