"""What is not an expected failure is a bug: its trace is kept in the data folder's log."""

import os
import platform
import sys
import tempfile
import traceback
from datetime import datetime
from pathlib import Path

import govdesk


def write_report(error: BaseException, folder: Path | None, now: datetime, doing: str = "") -> Path | None:
    """Path of the report, in `folder`/log, else in the temp folder; `None` when neither can be written.

    `doing` is the verb or the window's action, never its values: a report must be fit to be sent away.
    """
    text = _report(error, now, doing)
    name = f"crash-{now:%Y%m%d-%H%M%S}-{os.getpid()}.txt"
    for place in (folder and folder / "log", Path(tempfile.gettempdir()) / "govdesk-log"):
        if place is None:
            continue
        try:
            place.mkdir(parents=True, exist_ok=True)
            report = place / name
            with report.open("a", encoding="utf-8") as file:
                file.write(text)
        except OSError:
            continue
        return report
    return None


def _report(error: BaseException, now: datetime, doing: str) -> str:
    head = [
        f"{now.isoformat()} govdesk {govdesk.__version__}",
        f"python {sys.version.split()[0]} on {platform.platform()}",
        f"doing: {doing}" if doing else "",
    ]
    trace = "".join(traceback.format_exception(error, chain=True))
    return "\n".join(line for line in head if line) + "\n" + trace + "\n"
