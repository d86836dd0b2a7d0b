"""吹哨 and 专班 screens: a name on all that takes the focus, a sane tab order, every word through the catalogue."""

from collections.abc import Callable, Iterator

import pytest

from govdesk.foundation.text import PSEUDO, use_language
from govdesk.services import backlog, county_calls, task_force_views, task_forces, whistles
from govdesk.ui.main_window import MainWindow
from tests.ui.test_every_screen import (
    SIZES,
    assert_tab_order_goes_round,
    chinese_left,
    data_of,
    describe,
    focusable,
    name_of,
    pause,
    texts,
)

PERSONS = ["冯长安", "赵所长", "李书记", "王主任", "张所长", "刘队长", "政法委员"]


@pytest.fixture
def working_street(busy_street):
    """The busy street with a whistle, a call to the county, a task force and a problem left over."""
    street, ids = busy_street
    case_id = ids["signed"]
    street.act(
        case_id,
        "whistle",
        said=False,
        offices=("派出所", "人民法庭"),
        kind="routine",
        reason="联合清理占道",
        blower="grid_leader",
        said_by="冯长安",
    )
    street.act(case_id, "report_in", receiver="派出所", arrived_by="赵所长")
    street.act(case_id, "call_county", said=False, receiver="水利局", basis="清单", reason="河堤塌陷")
    five = {
        "leader": "李书记",
        "head": "王主任",
        "members": "张所长、刘队长",
        "plan": "逐楼核实",
        "limit": "2027-03-31",
    }
    task_forces.form_task_force(street.desk, street.seat("leader"), [case_id], {**five, "problem": "边界反复纠纷"})
    when = street.clock.now().date()
    item = backlog.NewBacklogItem(
        "arrears", "工程欠款", when.replace(year=2020), "李书记", "王主任", "分期支付", when.replace(year=2027)
    )
    number = backlog.register_backlog(street.desk, street.seat("operator"), item).number
    backlog.report_month(street.desk, street.seat("operator"), number, f"{when:%Y-%m}", "已核对工程量")
    return street, ids


def roll(window: MainWindow) -> None:
    window.show_screen("whistles")


def answering(window: MainWindow) -> None:
    screen = window.show_screen("whistles")
    pause()
    call = county_calls.open_calls(window.place.desk)[0]
    screen.panel.answer_wanted.emit("answer_call", call.case_id, call.body_code, call.body)


def forces(window: MainWindow) -> None:
    window.show_screen("task_forces")


def writing(window: MainWindow) -> None:
    screen = window.show_screen("task_forces")
    pause()
    screen.ask("note")


def problems(window: MainWindow) -> None:
    window.show_screen("task_forces").show_side("backlog")


def card(window: MainWindow) -> None:
    window.place.case_wanted.emit(whistles.live_whistles(window.place.desk)[0][0])


OPENERS = {opener.__name__: opener for opener in (roll, answering, forces, writing, problems, card)}


@pytest.fixture
def pseudo() -> Iterator[None]:
    use_language(PSEUDO)
    yield
    use_language(None)


@pytest.fixture(params=OPENERS, ids=str)
def opener(request) -> Callable[[MainWindow], None]:
    return OPENERS[request.param]


def test_names_and_tab_order(opener, working_street, make_window, settle) -> None:
    street, _ids = working_street
    window = make_window(street, size=SIZES[0])
    opener(window)
    settle(window)
    assert [describe(widget) for widget in focusable(window) if not name_of(widget)] == []
    assert_tab_order_goes_round(window)


def test_every_word_is_of_the_catalogue_or_data(opener, working_street, make_window, settle, pseudo) -> None:
    street, ids = working_street
    window = make_window(street)
    opener(window)
    settle(window)
    desk, operator = street.desk, street.seat("operator")
    known = [
        *data_of(street, ids),
        *PERSONS,
        "派出所、人民法庭",
        "联合清理占道",
        "河堤塌陷",
        "清单",
        "边界反复纠纷",
        "逐楼核实",
    ]
    known += ["工程欠款", "分期支付", "已核对工程量"]
    known += [blower.label for blower in desk.rules.whistles.blowers.values()]
    known += [kind.label for kind in desk.rules.whistles.kinds.values()]
    known += [label for _code, label in backlog.backlog_fields()]
    known += [row.problem for row in task_force_views.task_forces(desk, operator)]
    known.sort(key=len, reverse=True)
    assert {words for words in texts(window) if chinese_left(words, known)} == set()
