"""Whatever leaves in bulk says who took it when and names nobody; a paper for the parties never bears a mark."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

import govdesk.services
from govdesk.domain.case import PartySnapshot
from govdesk.domain.mediators import Mediator
from govdesk.services import mediators
from govdesk.services.case_export import export_cases
from govdesk.services.case_queue import QueueFilter
from govdesk.services.documents import reprint
from govdesk.services.mediator_register import export_register
from govdesk.services.paper_ledger import export_ledger, paper_ledger
from govdesk.services.printing import print_job, printed
from govdesk.services.review import review
from govdesk.services.review_pages import export_review
from govdesk.services.word_copies import word_copy
from tests.conftest import Street
from tests.documents.reading import pages_of, text_of
from tests.documents.word.reading import words_of
from tests.services.test_documents import issue, mediated

PERSONAL = ("周立诚", "吴长海", "13912342176", "610101199003078516", "柳林村二组7号", "13900000011")
WHO, DAY = "操作员", "2026-11-18"
Take = Callable[[Street, Path], object]


def _cases(street: Street, path: Path) -> object:
    return export_cases(street.desk, street.seat("operator"), QueueFilter(), path)


def _ledger(street: Street, path: Path) -> object:
    day = street.clock.now().date()
    operator = street.seat("operator")
    export_ledger(street.desk, operator, paper_ledger(street.desk, operator, day, day), path)
    return None


def _review(street: Street, path: Path) -> object:
    operator = street.seat("operator")
    export_review(street.desk, operator, review(street.desk, operator, "2026-W47"), path)
    return None


def _register(street: Street, path: Path) -> object:
    return export_register(street.desk, street.seat("operator"), path)


BULK: dict[str, tuple[Take, tuple[str, ...]]] = {
    "export_cases": (_cases, (".xlsx",)),
    "export_ledger": (_ledger, (".xlsx", ".pdf")),
    "export_review": (_review, (".pdf",)),
    "export_register": (_register, (".xlsx", ".pdf")),
}
NO_LISTS = {
    "export_rules": "rules hold no person",
    "export_replies": "the answers that the hotline asked for, in its own form",
    "export_table": "what the others write through",
}
WAYS = [(name, ending) for name, (_take, endings) in BULK.items() for ending in endings]


@pytest.fixture
def full_street(street: Street) -> Street:
    """A dispute with everything that a list must not tell, an agreement of it, and a mediator with a telephone."""
    people = (
        PartySnapshot("周立诚", id_number=PERSONAL[3], phone=PERSONAL[2], address=PERSONAL[4]),
        PartySnapshot("吴长海", role="respondent"),
    )
    case_id = street.register(
        title="周立诚与吴长海排水沟纠纷",
        text="周立诚电话13912342176，住柳林村二组7号，与吴长海争排水沟。",
        reporter="周立诚",
        phone=PERSONAL[2],
        address=PERSONAL[4],
        people_count=12,
        parties=people,
    )
    street.act(case_id, "sign")
    issue(street, case_id, "assignment", "operator", instruction="核实")
    desk = street.desk
    entry = Mediator("秦有理", desk.bodies.find("柳林村人民调解委员会").id, phone=PERSONAL[5])
    mediators.add_mediator(desk, street.seat("supervisor"), entry)
    return street


def words_in(path: Path) -> str:
    if path.suffix == ".pdf":
        return text_of(path.read_bytes())
    book = openpyxl.load_workbook(path)
    return "\n".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)


def test_every_function_that_exports_is_on_this_list() -> None:
    found = {
        name
        for module in pkgutil.iter_modules(govdesk.services.__path__)
        for name, _what in inspect.getmembers(
            importlib.import_module(f"govdesk.services.{module.name}"), inspect.isfunction
        )
        if name.startswith("export_")
    }
    assert found == BULK.keys() | NO_LISTS.keys()


@pytest.mark.parametrize(("name", "ending"), WAYS, ids=[f"{name}{ending}" for name, ending in WAYS])
def test_a_list_says_who_and_when_and_names_nobody(full_street: Street, tmp_path: Path, name: str, ending: str) -> None:
    path = tmp_path / f"清单{ending}"
    BULK[name][0](full_street, path)
    told = words_in(path)
    assert WHO in told and DAY in told
    assert [each for each in PERSONAL if each in told] == []
    if ending == ".pdf":
        assert all(page.count(WHO) > 3 for page in pages_of(path.read_bytes())), "aslant over every page"


def test_a_paper_for_the_parties_bears_no_mark_however_it_leaves(street: Street) -> None:
    desk, mediator = street.desk, street.seat("mediator")
    for kind, data in (("agreement", {}), ("rights_notice", {}), ("acceptance", {})):
        issued = issue(street, mediated(street), kind, **data)
        printed(desk, mediator, issued.id, 3, "打印机")
        ways = {
            "stored": text_of(reprint(desk, mediator, issued.id)),
            "second printing": text_of(print_job(desk, mediator, issued.id, seam=True).content),
            "word": "".join(words_of(word_copy(desk, mediator, issued.id))),
        }
        marked = [way for way, told in ways.items() if "内部资料" in told or "导出" in told]
        assert marked == [], kind
