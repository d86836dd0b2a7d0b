"""The window comes up without the heavy libraries; they are imported when their screen is first wanted."""

import os
import subprocess
import sys

OPEN_AND_LIST = """
import sys
from govdesk.app.window import application, build_window, close_window
from govdesk.services.opening import open_desk

app = application()
window = build_window(app, open_desk(sys.argv[1]))
window.resize(1366, 768)
window.show()
app.processEvents()
heavy = ("pyqtgraph", "reportlab", "openpyxl", "shapely", "sklearn", "scipy", "xlsxwriter", "python_calamine")
print("loaded:", sorted({name.split(".")[0] for name in sys.modules} & set(heavy)))
close_window(window)
"""


def test_first_paint_comes_without_the_heavy_libraries(street):
    street.desk.close()
    done = subprocess.run(
        [sys.executable, "-c", OPEN_AND_LIST, str(street.folder)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    assert done.returncode == 0, done.stderr
    assert "loaded: []" in done.stdout
