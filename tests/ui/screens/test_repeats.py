"""What may be the same matter, beside the form and on the card; merging from there."""

from govdesk.services.merging import related_cases


def words_of(widget):
    from PySide6.QtWidgets import QAbstractButton, QLabel

    kinds = (QLabel, QAbstractButton)
    return [each.text() for kind in kinds for each in widget.findChildren(kind) if each.isVisible()]


def card_of(window, settle, case_id):
    window.place.case_wanted.emit(case_id)
    settle(window)
    return window.screen_of("cases").card


def test_the_form_shows_the_same_matter_with_its_reasons(street, make_window, settle):
    first = street.register(title="路灯不亮", text="村口路灯坏了半个月", phone="13912342176", parties=())
    window = make_window(street)
    window.place.screen_wanted.emit("intake", "start")
    settle(window)
    screen = window.screen_of("intake")
    values = {"title": "路灯还是不亮", "text": "村口路灯坏了半个月没人修", "phone": "13912342176"}
    for name, value in values.items():
        screen.rows[name].field.set_value(value)
    settle(window)
    said = words_of(screen.earlier)
    assert "可能是同一件事" in said
    assert street.file(first).case.number in said
    assert any("同电话" in words for words in said)
    assert any(words.startswith("当天") for words in said)
    screen.rows["phone"].field.set_value("")
    screen.rows["title"].field.set_value("摆摊占道")
    screen.rows["text"].field.set_value("早市摆到了路中间")
    settle(window)
    assert not screen.earlier.isVisible()


def test_a_case_is_merged_from_its_card_and_shown_on_the_master(street, make_window, settle):
    master = street.register(phone="13912342176")
    other = street.register(phone="13912342176")
    number = street.file(master).case.number
    window = make_window(street)
    card = card_of(window, settle, other)
    assert "可能是同一件事" in words_of(card.related)
    card.related.action_wanted.emit("merge", number)
    assert card.pane.form.values()["master"] == number
    card.pane.form.set_values({"reason": "同一条水沟"})
    card.pane.submit()
    settle(window)
    assert street.file(other).case.merged_into_id == master
    card = card_of(window, settle, other)
    assert {"已并入", number} <= set(words_of(card.related))
    card = card_of(window, settle, master)
    said = words_of(card.related)
    assert {"并入 1 件", street.file(other).case.number} <= set(said)
    assert related_cases(street.desk, street.seat("operator"), master).people == 2


def test_a_number_that_is_not_suggested_may_be_typed(street, make_window, settle):
    master = street.register(title="别的事", text="完全不同的内容", parties=())
    other = street.register()
    number = street.file(master).case.number
    window = make_window(street)
    card = card_of(window, settle, other)
    card.run("merge")
    card.pane.form.rows["master"].field.picker.setText(number.lower())
    card.pane.form.set_values({"reason": "同一件事"})
    card.pane.submit()
    settle(window)
    assert street.file(other).case.merged_into_id == master


def test_a_wrong_number_is_said_and_nothing_is_lost(street, make_window, settle):
    other = street.register()
    window = make_window(street)
    card = card_of(window, settle, other)
    card.run("merge")
    card.pane.form.set_values({"master": "LH2611-9999", "reason": "同一件事"})
    card.pane.submit()
    settle(window)
    assert card.pane is not None
    assert any("LH2611-9999" in words for words in words_of(card.pane))
    assert card.pane.form.values()["reason"] == "同一件事"
