"""`govdesk settings list | export | import`: what the centre sets for itself, as files with versions."""

from pathlib import Path

import click

from govdesk.app.commands.input_files import existing_file
from govdesk.app.invocation import Answer, Invocation
from govdesk.app.verbs import verb
from govdesk.foundation.text import _


@verb("list", _("列出各项设置的现行版本、作者和以前的版本"))
@click.pass_obj
def listing(invocation: Invocation) -> Answer:
    from govdesk.services.centre_settings import settings

    views = settings(invocation.desk, invocation.actor)
    facts = [
        {
            "subject": view.subject,
            "subject_label": view.label,
            "version": view.version,
            "author": view.author,
            "effective_on": view.effective_on.isoformat() if view.effective_on else None,
            "shipped": view.shipped,
            "may_change": view.may_change,
            "versions": [row.version for row in view.versions],
        }
        for view in views
    ]
    line = _("{subject}　{label}　版本 {version}　{author}")
    lines = [
        line.format(subject=view.subject, label=view.label, version=view.version, author=view.author or _("随程序提供"))
        for view in views
    ]
    return Answer({"settings": facts}, lines)


@verb("export", _("把一项设置存为 TOML 文件，改好可以再导入"))
@click.argument("subject", metavar=_("项目"))
@click.option("--out", required=True, metavar=_("文件.toml"), help=_("存到哪里"))
@click.pass_obj
def export(invocation: Invocation, subject: str, out: str) -> Answer:
    from govdesk.services.centre_settings import save_setting

    save_setting(invocation.desk, subject, Path(out))
    return Answer({"subject": subject, "path": out}, [_("已存为 {path}。").format(path=out)])


@verb("import", _("导入一项设置，存为新版本；由主管办理（--actor supervisor）"))
@click.argument("subject", metavar=_("项目"))
@click.argument("file", metavar=_("文件.toml"))
@click.pass_obj
def import_(invocation: Invocation, subject: str, file: str) -> Answer:
    from govdesk.services.centre_settings import import_setting

    version = import_setting(invocation.desk, invocation.actor, subject, existing_file(file))
    told = _("已存为版本 {version}，即时生效。").format(version=version)
    return Answer({"subject": subject, "version": version}, [told])
