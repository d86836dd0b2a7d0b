"""Is a folder on a network share? SQLite's WAL does not work across hosts, so such a folder is refused."""

import sys
from pathlib import Path

_NETWORK_FILE_SYSTEMS = {
    "nfs",
    "nfs4",
    "cifs",
    "smb3",
    "smbfs",
    "afs",
    "ncpfs",
    "fuse.sshfs",
    "davfs",
    "9p",
    "glusterfs",
}
_DRIVE_REMOTE = 4  # GetDriveTypeW, Windows


def is_network_share(folder: Path, mounts: str | None = None) -> bool:
    """True when `folder` (which need not exist yet) lies on a file system of another host.

    `mounts` is the text of /proc/mounts; read from the system when not given.
    """
    if sys.platform == "win32":
        return _is_remote_drive(folder)
    return _file_system(folder, mounts) in _NETWORK_FILE_SYSTEMS


def _file_system(folder: Path, mounts: str | None) -> str:
    if mounts is None:
        try:
            mounts = Path("/proc/mounts").read_text(encoding="utf-8", errors="replace")
        except OSError:
            return ""
    path = str(folder.absolute())
    best, kind = "", ""
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        point = fields[1].encode().decode("unicode_escape")
        inside = path == point or path.startswith(point.rstrip("/") + "/")
        if inside and len(point) >= len(best):
            best, kind = point, fields[2]
    return kind


def _is_remote_drive(folder: Path) -> bool:
    text = str(folder.absolute())
    if text.startswith("\\\\"):
        return True
    import ctypes

    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009  (the attribute exists on Windows only)
    return bool(kernel.GetDriveTypeW(Path(text).drive + "\\") == _DRIVE_REMOTE)
