"""Two processes on one folder: the command line beside a window, and many calls at the same moment."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
CALLS = 6


def test_calls_at_the_same_moment_lose_nothing_and_repeat_no_number(govdesk, data_folder, tmp_path):
    file = tmp_path / "case.json"
    file.write_text(
        json.dumps({"title": "路灯不亮", "channel": "other", "grid": "青石村"}, ensure_ascii=False), "utf-8"
    )
    command = [
        sys.executable,
        "-m",
        "govdesk",
        "case",
        "new",
        "--from",
        str(file),
        "--data",
        str(data_folder),
        "--json",
    ]
    running = [
        subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _call in range(CALLS)
    ]
    answers = [call.communicate(timeout=120) for call in running]
    assert [call.returncode for call in running] == [0] * CALLS, answers
    numbers = {json.loads(out)["number"] for out, _err in answers}
    assert len(numbers) == CALLS
    assert govdesk("cases", "list", "--data", data_folder, "--json").answer["total"] == CALLS
    assert govdesk("check", "--data", data_folder, "--json").answer["ok"] is True


def test_an_act_by_the_command_line_shows_in_a_window_that_is_open(street, qtbot):
    from govdesk.app.window import application, build_window, close_window

    case_id = street.register()
    window = build_window(application(), street.desk)
    window.show()
    screen = window.show_screen("cases", case_id)
    qtbot.waitUntil(lambda: screen.card.card is not None, timeout=10_000)
    number = screen.card.card.number
    command = [sys.executable, "-m", "govdesk", "case", "act", number, "sign", "--data", str(street.folder)]
    said = ["--set", "said_by=村主任", "--set", "said_how=phone"]
    done = subprocess.run([*command, *said], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    qtbot.waitUntil(lambda: screen.card.card.status == "handling", timeout=10_000)
    close_window(window)
