"""The code on a citizen's receipt: one for every case, every slip of the pen noticed."""

from hypothesis import given
from hypothesis import strategies as st

from govdesk.domain.query_code import ALPHABET, belongs_to, query_code, read_query_code

UID = "01935b2c-0000-7000-8000-000000000001"
ids = st.integers(min_value=1, max_value=28_000_000)


@given(ids, st.uuids())
def test_a_code_leads_back_to_its_case(case_id, uid):
    code = query_code(case_id, str(uid))
    assert code == query_code(case_id, str(uid))
    assert read_query_code(code) == case_id
    assert belongs_to(code, str(uid))


@given(ids, st.integers(0, 7), st.sampled_from(ALPHABET))
def test_one_wrong_symbol_is_noticed(case_id, place, symbol):
    code = query_code(case_id, UID).replace("-", "")
    wrong = code[:place] + symbol + code[place + 1 :]
    assert wrong == code or read_query_code(wrong) is None


@given(ids, st.integers(0, 6))
def test_two_exchanged_symbols_are_noticed(case_id, place):
    code = query_code(case_id, UID).replace("-", "")
    wrong = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assert wrong == code or read_query_code(wrong) is None


def test_a_code_is_read_however_it_is_typed():
    code = query_code(41, UID)
    assert read_query_code(code.lower().replace("-", " ")) == 41
    assert read_query_code(code.replace("0", "o").replace("1", "i")) == 41


def test_what_is_no_code_is_no_case():
    for text in ("", "LH2611-0001", "张守田", "7K3D", "13800001111"):
        assert read_query_code(text) is None


def test_another_cases_code_does_not_belong():
    assert not belongs_to(query_code(41, UID), UID[:-1] + "2")


def test_following_cases_have_codes_that_do_not_follow_each_other():
    assert query_code(1, UID)[:3] != query_code(2, UID)[:3]
