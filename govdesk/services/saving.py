"""A file saved whole or not at all: written beside its place, then put there in one step."""

import errno
import os
from contextlib import suppress
from pathlib import Path

from govdesk.domain.errors import BadInput
from govdesk.foundation.text import _


def save_whole(path: Path, content: bytes) -> None:
    """Whatever fails, the file that was there stays as it was. Raises BadInput `file_not_written` with the cause."""
    part = path.with_name(_part_name(path.name))
    try:
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, "")
        with part.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(path)
    except OSError as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise _refused(path, error) from error
    except ValueError as error:  # a name with a character that no file may have
        raise _refused(path, OSError(errno.EINVAL, "")) from error


def fitting_name(name: str, ending: str, longest: int = 200) -> str:
    """A file name out of a title: without characters that Windows forbids, cut to `longest` bytes with its ending."""
    bare = "".join("_" if char in '<>:"/\\|?*' or ord(char) < 32 else char for char in name).strip(" .")
    while len(f"{bare}{ending}".encode()) > longest:
        bare = bare[:-1]
    return f"{bare or _('文书')}{ending}"


def _part_name(name: str) -> str:
    """Short, so that a name near the limit of the file system still has a neighbour."""
    return f".{name[:20]}.{os.getpid()}.part"


def _refused(path: Path, error: OSError) -> BadInput:
    return BadInput("file_not_written", {"name": path.name, "cause": _cause(path, error)})


def _cause(path: Path, error: OSError) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return _("磁盘已满")
    if error.errno == errno.ENAMETOOLONG:
        return _("文件名太长")
    if error.errno == errno.EISDIR:
        return _("同名的文件夹已经存在")
    if error.errno == errno.EINVAL:
        return _("文件名里有不能用的字符")
    if not path.parent.is_dir():
        return _("文件夹不存在")
    if isinstance(error, PermissionError):
        return _("没有写入权限，或文件正被别的程序打开")
    return _("写入失败")
