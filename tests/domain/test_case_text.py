"""Two texts say the same when only their wrapping differs."""

from govdesk.domain.case_text import text_digest


def test_wrapping_makes_no_difference_and_words_do():
    assert text_digest("村口的路灯\n\t\t不亮　。") == text_digest("村口的路灯不亮。")
    assert text_digest("村口的路灯不亮。") != text_digest("村口的路灯亮。")
