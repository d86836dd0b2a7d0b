"""The centre's own template version holds wherever a paper is made: in a volume, from a file, in the form to fill."""

from datetime import timedelta

import pytest

from govdesk.domain.errors import BadInput
from govdesk.services.documents import issue_document, left_for_hand, render_draft, reprint
from govdesk.services.dossier_volume import issue_volume, preview_volume
from govdesk.services.hand_boxes import told
from govdesk.services.messages import sentence
from govdesk.services.paper_forms import paper_form
from govdesk.services.templates import save_template, template_source
from govdesk.services.word_copies import word_of_draft
from tests.conftest import Street
from tests.documents.reading import pages_of, text_of
from tests.documents.word.reading import words_of
from tests.services.test_dossier import TALK, complete, mediated

LETTER = {"receiver": "县水利局", "title": "排水口淤堵", "due": "2026年12月5日", "dated_on": "2026-11-20"}


def change(street: Street, kind: str, old: str, new: str) -> None:
    text = template_source(street.desk, kind)
    assert old in text
    street.clock.advance(timedelta(minutes=5))
    save_template(street.desk, street.seat("supervisor"), kind, text.replace(old, new, 1))


def test_a_volume_is_set_with_the_centres_own_forms_and_the_old_one_keeps_its_bytes(street: Street) -> None:
    case_id, mediator = complete(street), street.seat("mediator")
    old = issue_volume(street.desk, mediator, case_id)
    assert issue_volume(street.desk, mediator, case_id).id == old.id
    change(street, "dossier_cover", 'label = "卷名"', 'label = "卷　名"')
    change(street, "rights_notice", "不收取任何费用", "一律不收取任何费用")
    new = issue_volume(street.desk, mediator, case_id)
    assert new.id != old.id
    assert "一律不收取任何费用" in text_of(new.content)
    assert "一律不收取任何费用" not in text_of(old.content)
    assert reprint(street.desk, mediator, old.id) == old.content
    assert issue_volume(street.desk, mediator, case_id).id == new.id


def test_cover_and_back_of_a_volume_are_the_centres_own(street: Street) -> None:
    case_id = mediated(street)
    change(street, "dossier_cover", 'title = "调解卷宗"', 'title = "柳河调解卷宗"')
    change(street, "dossier_back", 'title = "封底"', 'title = "柳河封底"')
    assert "柳河调解卷宗" in pages_of(preview_volume(street.desk, street.seat("mediator"), case_id).content)[0]


def test_a_paper_from_a_file_is_set_with_the_centres_own_form_only_where_there_is_a_centre(street: Street) -> None:
    change(street, "forward_letter", 'layout = "letter"', 'layout = "letter"\nletterhead = "柳河平安办"')
    assert "柳河平安办" in text_of(render_draft("forward_letter", LETTER, desk=street.desk).content)
    assert "柳河平安办" in words_of(word_of_draft("forward_letter", LETTER, desk=street.desk))
    assert "柳河平安办" not in text_of(render_draft("forward_letter", LETTER).content)
    named = {**LETTER, "letterhead": "南渡镇综治中心"}
    assert "柳河平安办" not in text_of(render_draft("forward_letter", named, desk=street.desk).content)


def test_a_field_that_the_centre_added_stands_in_the_form_to_fill(street: Street) -> None:
    field = '[fields.greeting]\nlabel = "问候语"\nkind = "text"\nsample = "您好"\n\n[[block]]'
    change(street, "receipt", "[[block]]", field)
    form = paper_form(street.desk, street.seat("operator"), "receipt", street.register())
    assert "问候语" in [item.label for item in form.fields]


def test_the_wish_for_boxes_may_stand_in_the_data_of_every_kind(street: Street) -> None:
    case_id, operator = street.register(), street.seat("operator")
    for kind, name in (("assignment", "instruction"), ("consultation_notice", "place")):
        data = {name: "张\ue08b家", "receiver" if kind == "assignment" else "held_at": "某所", "hand_boxes": "true"}
        assert "张〓家" in text_of(issue_document(street.desk, operator, kind, case_id, data).content)
    file = {
        "letterhead": "某中心",
        "receiver": "某所",
        "title": "\ue08b",
        "assigned_on": "2026-11-23",
        "hand_boxes": True,
    }
    assert "〓" in text_of(render_draft("assignment", file).content)


def test_who_has_to_write_is_told_each_character_of_a_person_once(street: Street) -> None:
    case_id, operator = street.register(), street.seat("operator")
    data = {
        "place": "张\ue08b家",
        "held_at": "11月23日张\ue08b到",
        "preparation": "请带上\ue08b家渠的图纸、合同和照片来。",
    }
    left = left_for_hand(street.desk, operator, "consultation_notice", case_id, {**data, "hand_boxes": True})
    assert told(left) == "已留空格，打印后请用笔填写：“\ue08b”（U+E08B，“地点”一栏等 3 处）。"
    assert left_for_hand(street.desk, operator, "consultation_notice", case_id) == ()
    short = left_for_hand(street.desk, operator, "receipt", case_id, {"summary": "张\ue08b家"})
    assert short == ("“\ue08b”（U+E08B，“事项摘要”一栏）",)


def test_a_volume_with_a_name_that_cannot_be_printed_is_refused_by_name_and_bound_with_boxes(street: Street) -> None:
    case_id, mediator = (
        complete(street, TALK.replace("张守田：不申请。", "张守田：不申请，证人是周\ue08b。")),
        street.seat("mediator"),
    )
    with pytest.raises(BadInput, match="character_not_printable") as caught:
        issue_volume(street.desk, mediator, case_id)
    assert "U+E08B" in sentence(caught.value)
    made = issue_document(street.desk, mediator, "dossier", case_id, hand_boxes=True)
    text = text_of(made.content)
    assert "证人是周〓" in text
    assert "打不出的字留了空格，由手工填写" in text
    assert issue_volume(street.desk, mediator, case_id).id == made.id


def test_nothing_left_to_write_says_nothing() -> None:
    assert told(()) == ""
