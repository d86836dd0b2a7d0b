"""Which verbs there are and where they live; building it imports none of them."""

import click

from govdesk.app.verbs import Lazy, VerbGroup
from govdesk.foundation.text import _

COMMANDS = "govdesk.app.commands"


def root() -> click.Group:
    """The whole command line; without a verb the window opens."""
    return VerbGroup(
        "govdesk",
        [
            ("deadline", Lazy(f"{COMMANDS}.deadline", "command", _("算期限到何时为止，并列出每一步"))),
        ],
        help=_("社会治理工作台：不带命令时打开窗口，带命令时办一件事。"),
        invoke_without_command=True,
    )
