"""查询码: eight symbols that lead from the citizen's receipt to the case, and that nobody can guess from a number.

Five symbols carry the case's id, mixed; two are taken from a digest of the case's uid, which is on no paper; the last
is a check symbol: every single wrong symbol and every exchange of two symbols is noticed before anything is looked up.
The alphabet is that of the 统一社会信用代码 (GB 32100-2015): digits and letters without I, O, S, V, Z.
"""

import hashlib
import re

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_BASE = len(ALPHABET)
_ID_LENGTH, _TAIL_LENGTH = 5, 2
_SPACE: int = _BASE**_ID_LENGTH
_FACTOR, _OFFSET = 12_345_701, 7_654_321  # the factor shares no divisor with 31, so that every id has its own code
_WEIGHTS = (3, 9, 27, 19, 26, 16, 17)  # 3**i mod 31: all different, so that exchanged symbols are noticed
_SHAPE = re.compile(rf"[{ALPHABET}]{{8}}")
_LOOKALIKES = str.maketrans("IOSVZ", "105U2")


def query_code(case_id: int, uid: str) -> str:
    """7K3D-9M4T; the same for the same case always. Ids below 28.6 million."""
    body = _symbols((case_id * _FACTOR + _OFFSET) % _SPACE, _ID_LENGTH) + _tail(uid)
    code = body + _check(body)
    return f"{code[:4]}-{code[4:]}"


def read_query_code(text: str) -> int | None:
    """The case id that a code names, however it was typed; None for anything that is not a sound code.

    Whether the code is that case's own is known with its uid: see `belongs_to`.
    """
    code = _bare(text)
    if not _SHAPE.fullmatch(code) or _check(code[:-1]) != code[-1]:
        return None
    mixed = 0
    for symbol in code[:_ID_LENGTH]:
        mixed = mixed * _BASE + ALPHABET.index(symbol)
    inverse: int = pow(_FACTOR, -1, _SPACE)
    return (mixed - _OFFSET) * inverse % _SPACE


def belongs_to(text: str, uid: str) -> bool:
    """Whether the code was made for the case with this uid."""
    return _bare(text)[_ID_LENGTH : _ID_LENGTH + _TAIL_LENGTH] == _tail(uid)


def _bare(text: str) -> str:
    return re.sub(r"[\s\-—－·]", "", text).upper().translate(_LOOKALIKES)


def _tail(uid: str) -> str:
    digest = int.from_bytes(hashlib.sha256(f"query-code:{uid}".encode()).digest()[:8], "big")
    return _symbols(digest % _BASE**_TAIL_LENGTH, _TAIL_LENGTH)


def _check(body: str) -> str:
    total = sum(ALPHABET.index(symbol) * weight for symbol, weight in zip(body, _WEIGHTS, strict=True))
    return ALPHABET[-total % _BASE]


def _symbols(number: int, length: int) -> str:
    found = ""
    for _place in range(length):
        number, rest = divmod(number, _BASE)
        found = ALPHABET[rest] + found
    return found
