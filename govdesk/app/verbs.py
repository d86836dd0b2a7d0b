"""Click with Chinese help and Chinese usage errors, and verbs that are imported only when they are called."""

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Any, NamedTuple

import click

from govdesk.foundation.text import _


class Lazy(NamedTuple):
    """A verb that is not imported yet: where it is, and its line in the list of verbs."""

    module: str
    name: str
    summary: str


class ChineseHelp(click.Command):
    """Help in the words of the catalogue; no wrapping: click counts a Chinese character as one column."""

    def get_help(self, ctx: click.Context) -> str:
        parts = [self.usage_line(ctx), self.help or ""]
        parts.append(_section(_("选项："), [record for record in self._options(ctx) if record]))
        parts.append(_section(_("命令："), self.verb_list(ctx)))
        return "\n\n".join(part for part in parts if part)

    def usage_line(self, ctx: click.Context) -> str:
        pieces = " ".join(self.collect_usage_pieces(ctx))
        return _("用法：{command} {pieces}").format(command=ctx.command_path, pieces=pieces)

    def verb_list(self, ctx: click.Context) -> list[tuple[str, str]]:
        return []

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = _("显示本说明")
        return option

    def _options(self, ctx: click.Context) -> list[tuple[str, str]]:
        records = []
        for param in self.get_params(ctx):
            record = param.get_help_record(ctx) if isinstance(param, click.Option) else None
            if record is not None:
                records.append((record[0], record[1].replace("[required]", _("（必填）"))))
        return records


class Verb(ChineseHelp):
    """One verb; `--data`, `--json` and `--actor` are taken before and after its name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("options_metavar", _("[选项]"))
        super().__init__(*args, **kwargs)
        self.params.extend(shared_options())


class VerbGroup(ChineseHelp, click.Group):
    """Verbs under one word, imported when called."""

    def __init__(self, name: str, verbs: Mapping[str, "Lazy | click.Command"], **kwargs: Any) -> None:
        kwargs.setdefault("options_metavar", _("[选项]"))
        kwargs.setdefault("subcommand_metavar", _("命令 …"))
        super().__init__(name=name, **kwargs)
        self.params.extend(shared_options())
        self._verbs = dict(verbs)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self._verbs)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        found = self._verbs.get(name) or self._verbs.get(f"{name}s")  # `import holiday` means holidays
        if not isinstance(found, Lazy):
            return found
        command = getattr(import_module(found.module), found.name)
        assert isinstance(command, click.Command)
        return command

    def verb_list(self, ctx: click.Context) -> list[tuple[str, str]]:
        return [
            (name, found.summary if isinstance(found, Lazy) else found.help or "")
            for name, found in self._verbs.items()
        ]


def verb(name: str, help: str, minus: bool = False) -> Callable[[Callable[..., Any]], click.Command]:
    """Decorator: the function becomes the verb `name`; its `click.option`s and arguments stand below it.

    With `minus` a value like "-5 days" is an argument, to be refused by what it says, and no unknown option.
    """
    return click.command(name, cls=Verb, help=help, context_settings={"ignore_unknown_options": minus})


def shared_options() -> list[click.Option]:
    """What every verb and every group of verbs takes; the values go to the `Invocation`."""
    return [
        click.Option(
            ["--data"],
            metavar=_("目录"),
            help=_("数据文件夹，全部状态都在里面"),
            expose_value=False,
            callback=_keeper("data"),
        ),
        click.Option(
            ["--json"],
            is_flag=True,
            default=None,
            help=_("以一个 JSON 对象输出"),
            expose_value=False,
            callback=_keeper("as_json"),
        ),
        click.Option(
            ["--actor"],
            metavar=_("席位"),
            help=_("以哪个席位或单位的身份办理，默认 operator"),
            expose_value=False,
            callback=_keeper("seat"),
        ),
    ]


def usage_sentence(error: click.UsageError) -> str:
    """One Chinese sentence for wrong usage, and where the right usage can be read."""
    command = error.ctx.command_path if error.ctx else "govdesk"
    return _("用法不对：{what}。查看用法：{command} --help").format(what=_what_is_wrong(error), command=command)


def _what_is_wrong(error: click.UsageError) -> str:
    match error:
        case click.MissingParameter(param=param) if param is not None:
            return _("缺少{parameter}").format(parameter=_named(param))
        case click.NoSuchOption():
            return _("没有“{name}”这个选项").format(name=error.option_name)
        case click.BadOptionUsage():
            return _("选项“{name}”后面要跟一个值").format(name=error.option_name)
        case click.BadParameter(param=param) if param is not None:
            return _("{parameter}的值不合要求").format(parameter=_named(param)) + _allowed(param)
    unknown = getattr(error, "command_name", None)
    if unknown is not None:
        return _("没有“{name}”这个命令").format(name=unknown)
    if error.message and not error.message.isascii():
        return error.message
    return _("命令或参数的数量不对")


def _named(param: click.Parameter) -> str:
    if isinstance(param, click.Option):
        return _("选项 {name}").format(name=max(param.opts, key=len))
    return _("参数“{name}”").format(name=param.make_metavar(click.Context(click.Command("x"))))


def _allowed(param: click.Parameter) -> str:
    if isinstance(param.type, click.Choice):
        return _("（可用：{choices}）").format(choices="、".join(str(choice) for choice in param.type.choices))
    if isinstance(param.type, click.IntRange):
        lowest, highest = param.type.min, param.type.max
        if lowest is not None and highest is not None:
            return _("（应为 {lowest} 到 {highest} 的整数）").format(lowest=lowest, highest=highest)
        if lowest is not None:
            return _("（应为不小于 {lowest} 的整数）").format(lowest=lowest)
    if isinstance(param.type, click.types.IntParamType):
        return _("（应为整数）")
    return ""


def _keeper(name: str) -> Callable[[click.Context, click.Parameter, Any], None]:
    """The value given last on the line wins; one that was not given changes nothing."""

    def keep(ctx: click.Context, param: click.Parameter, value: Any) -> None:
        if name == "data" and value is not None and not value.strip():  # an empty variable of a script, not "here"
            raise click.UsageError(_("--data 后面要写一个文件夹"), ctx)
        if value is not None:
            setattr(ctx.find_root().obj, name, value)

    return keep


def _section(title: str, rows: Sequence[tuple[str, str]]) -> str:
    if not rows:
        return ""
    width = max(len(left.encode("gbk", "replace")) for left, _right in rows)
    lines = [f"  {left}{' ' * (width - len(left.encode('gbk', 'replace')))}  {right}" for left, right in rows]
    return "\n".join([title, *lines])
