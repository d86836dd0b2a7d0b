"""Qt's own dialogs speak Chinese throughout."""

import re

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton, QTreeView


def test_the_file_dialog_has_no_english_word(qapp, qtbot, tmp_path) -> None:
    (tmp_path / "台账").mkdir()
    dialog = QFileDialog(None, "选择", str(tmp_path))
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    qtbot.addWidget(dialog)
    dialog.show()
    tree = dialog.findChild(QTreeView, "treeView")
    model = tree.model()
    qtbot.waitUntil(lambda: model.rowCount(tree.rootIndex()) == 1)
    texts = [each.text() for kind in (QLabel, QPushButton) for each in dialog.findChildren(kind)]
    for column in range(model.columnCount(tree.rootIndex())):
        texts.append(str(model.headerData(column, Qt.Orientation.Horizontal)))
    texts.append(str(model.index(0, 2, tree.rootIndex()).data()))
    assert "文件夹" in texts
    assert [text for text in texts if re.search("[A-Za-z]{2,}", text)] == []
