"""Fixtures that every room of the suite may use."""

import os
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

_SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real reference data beside the checkout; the test says so and stops when it is not there."""
    if not _SHARED.is_dir():
        pytest.skip("reference data (../shared/data) is not beside this checkout")
    return _SHARED
