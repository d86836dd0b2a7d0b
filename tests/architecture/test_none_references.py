"""PySide6 6.12.0 drops references to None on Python 3.11 and aborts in the end; this notices first."""

import sys

from PySide6.QtWidgets import QLabel


def test_setting_a_text_keeps_the_references_to_none(qtbot):
    label = QLabel()
    qtbot.addWidget(label)
    label.setText("0")
    before = sys.getrefcount(None)
    for number in range(1000):
        label.setText(str(number))
    assert abs(sys.getrefcount(None) - before) < 100
