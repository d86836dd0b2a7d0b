"""`govdesk import urgent-words FILE`: the centre's own list of words that call for a telephone."""

import click

from govdesk.app.commands.input_files import existing_file
from govdesk.app.invocation import Answer, Invocation
from govdesk.app.verbs import verb
from govdesk.foundation.text import _


@verb("urgent-words", _("导入本中心的紧急字眼表（TOML）"))
@click.argument("file", metavar=_("文件"))
@click.pass_obj
def urgent_words(invocation: Invocation, file: str) -> Answer:
    from govdesk.services.urgency import import_urgent_words

    words = import_urgent_words(invocation.desk, invocation.actor, existing_file(file))
    count = sum(len(group.words) for group in words.groups)
    line = _("紧急字眼 {version} 版已生效：{groups} 组 {count} 个。").format(
        version=words.version, groups=len(words.groups), count=count
    )
    facts = {"rows": count, "imported": count, "unmatched": [], "version": words.version, "groups": len(words.groups)}
    return Answer(facts, [line])
