"""Where the shipped files are: in the wheel under `_bundled`, in a checkout beside the package."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]
_BUNDLED = _PACKAGE / "_bundled"
_ROOT = _BUNDLED if _BUNDLED.is_dir() else _PACKAGE.parent


def resources() -> Path:
    """The folder with dictionaries, templates, fonts, icons, styles, translations, help and demo data."""
    return _ROOT / "resources"


def migrations() -> Path:
    """The folder with the alembic environment and its versions."""
    return _ROOT / "db" / "migrations"
