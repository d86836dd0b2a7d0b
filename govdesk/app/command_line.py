"""The front door: `govdesk` opens the window, `govdesk VERB …` does one thing and says what came of it.

Exit 0: done. Exit 1: refused or bad input, with one Chinese sentence on stderr. Exit 2: wrong usage.
"""

import errno
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from govdesk.foundation.text import _


def main() -> None:
    """Entry point of `govdesk` and of `python -m govdesk`."""
    sys.exit(run(sys.argv[1:]))


def window() -> None:
    """Entry point of `govdesk-window`: no console, only the window."""
    sys.exit(run([]))


def run(arguments: Sequence[str]) -> int:
    """Do what the arguments say; the exit code. Nothing escapes from here but the end of the process."""
    _speak_utf8()
    import click

    from govdesk.app.invocation import Answer, Invocation
    from govdesk.app.verb_table import root
    from govdesk.app.verbs import usage_sentence
    from govdesk.domain.errors import GovDeskError

    invocation = Invocation()
    try:
        answer = root().main(
            [_as_typed(argument) for argument in arguments], "govdesk", standalone_mode=False, obj=invocation
        )
        if isinstance(answer, Answer):
            return _answered(invocation, answer)
        return answer if isinstance(answer, int) else 0
    except click.UsageError as error:
        if isinstance(error, click.exceptions.NoArgsIsHelpError):
            print(error.message)
            return 2
        return _refused(usage_sentence(error), 2)
    except (click.Abort, KeyboardInterrupt):
        return _refused(_("已中断，没有继续。"))
    except GovDeskError as error:
        from govdesk.services.messages import sentence

        return _refused(sentence(error))
    except BrokenPipeError:
        sys.stderr.close()
        return 1
    except OSError as error:
        return _refused(_file_sentence(error))
    except Exception as error:
        return _refused(_bug_sentence(error, invocation, arguments))
    finally:
        invocation.close()


def _answered(invocation: Any, answer: Any) -> int:
    text = invocation.rendered(answer)
    if text:
        print(text)
    if answer.note is not None:
        print(answer.note, file=sys.stderr)
    return 0 if answer.warning is None else _refused(answer.warning)


def _refused(sentence: str, status: int = 1) -> int:
    print(sentence, file=sys.stderr)
    return status


def _file_sentence(error: OSError) -> str:
    """A file or folder named by the user: missing, a folder in its place, not writable, disk full."""
    name = error.filename if isinstance(error.filename, str) else ""
    if isinstance(error, FileNotFoundError):
        return _("找不到“{name}”，请检查路径。").format(name=name)
    if isinstance(error, IsADirectoryError):
        return _("“{name}”是文件夹，这里需要一个文件。").format(name=name)
    if isinstance(error, NotADirectoryError | FileExistsError):
        return _("“{name}”的位置上已有同名文件，请换一个文件夹。").format(name=name)
    if error.errno == errno.ENOSPC and not name:
        return _("磁盘已满，结果没有输出完。请腾出空间再试。")
    if error.errno == errno.ENOSPC:
        return _("磁盘已满，没有写成“{name}”；原来的文件没有改动。请腾出空间再试。").format(name=name)
    if error.errno == errno.ENAMETOOLONG:
        return _("文件名太长，没有写成。请换一个短一些的名字。")
    return _("不能读写“{name}”，请检查权限和磁盘空间。").format(name=name)


def _bug_sentence(error: Exception, invocation: Any, arguments: Sequence[str]) -> str:
    from govdesk.app.crash_report import write_report

    words = [word for word in arguments[:2] if word.isascii() and word.replace("_", "").isalpha()]
    report = write_report(error, invocation.log_folder, invocation.clock.now(), " ".join(words))
    if report is None:
        return _("程序内部出错（{kind}），操作没有完成。").format(kind=type(error).__name__)
    return _("程序内部出错，操作没有完成；经过已记入“{report}”，请交给维护人员。").format(report=report)


def _as_typed(argument: str) -> str:
    """Where the machine's language is plain ASCII, Chinese arguments arrive as bytes that Python only carries along.

    The name of a file that is there must stay so.
    """
    if argument.isascii() or argument.isprintable() or Path(argument).exists():
        return argument
    return os.fsencode(argument).decode("utf-8", "replace")


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
