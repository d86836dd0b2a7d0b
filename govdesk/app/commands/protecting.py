"""The password of a file that leaves: from the environment or asked for, never from the command line."""

import os
import sys

import click

from govdesk.app.invocation import Invocation
from govdesk.domain.errors import BadInput, RuleViolation
from govdesk.foundation.text import _

VARIABLE = "GOVDESK_PASSWORD"


def asked_password(out: str, recipient: str, purpose: str) -> str:
    """Asked before a number is taken. Raises BadInput `password_…`, `protect_pdf_only`, RuleViolation."""
    from govdesk.services.leaving import checked_password

    if not out.lower().endswith(".pdf"):
        raise BadInput("protect_pdf_only", {})
    if not recipient.strip() or not purpose.strip():
        raise RuleViolation("leaving_needs_recipient", {})
    given = os.environ.get(VARIABLE)
    if given is not None:
        return checked_password(given, given)
    if not sys.stdin.isatty():
        raise BadInput("password_missing", {})
    first = click.prompt(_("密码"), hide_input=True, err=True)
    return checked_password(first, click.prompt(_("再输入一次"), hide_input=True, err=True))


def locked(
    invocation: Invocation | None, title: str, content: bytes, password: str, recipient: str, purpose: str
) -> bytes:
    """The protected bytes, with a line in the register of the folder; a file alone (None) has no folder."""
    from govdesk.services import leaving

    if invocation is None:
        return leaving.protected_draft(content, password)
    return leaving.protect_file(invocation.desk, invocation.actor, title, content, password, recipient, purpose).content
