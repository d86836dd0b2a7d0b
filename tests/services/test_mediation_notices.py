"""Notices of a talk: one for each party, and a moved talk makes the old ones void."""

import io

import pypdfium2
import pytest

from govdesk.domain.errors import RuleViolation
from govdesk.services.documents import issued_documents, preview_sample
from govdesk.services.mediation_notices import issue_notices, notices_in_force


def text_of(content):
    with pypdfium2.PdfDocument(io.BytesIO(content)) as document:
        return "".join(page.get_textpage().get_text_range() for page in document).replace("\r\n", "")


@pytest.fixture
def table(street):
    case_id = street.register()
    street.act(case_id, "sign")
    street.act(case_id, "mediate", consents=["张守田", "李春生"], mediators=["秦有理"])
    return case_id


def test_capability_36_every_party_gets_a_notice_and_a_change_makes_the_old_ones_void(street, table):
    desk, mediator = street.desk, street.seat("mediator")
    with pytest.raises(RuleViolation):
        issue_notices(desk, mediator, table)
    street.act(table, "book_session", starts_at="2026-11-20T09:00", place="综治中心一号调解室")
    first = issue_notices(desk, mediator, table)
    words = [text_of(item.content) for item in first]
    assert ["张守田：" in words[0], "李春生：" in words[1]] == [True, True]
    assert all("2026年11月20日（周五）上午9:00" in item and "综治中心一号调解室" in item for item in words)
    assert all("柳林村人民调解委员会" in item for item in words)
    street.act(table, "move_session", starts_at="2026-11-21T14:30", reason="李春生生病")
    again = issue_notices(desk, mediator, table)
    states = [(item.number, item.state) for item in issued_documents(desk, mediator, table)]
    assert [state for _number, state in states] == ["void", "void", "issued", "issued"]
    assert len({number for number, _state in states}) == 4
    assert "下午14:30" in text_of(again[0].content)
    assert "李春生生病改期，原通知书作废" in text_of(again[0].content)
    assert len(notices_in_force(desk, table, 1)) == 2


def test_the_notice_previews_with_invented_values(street):
    assert "请携带" in text_of(preview_sample("mediation_notice"))
