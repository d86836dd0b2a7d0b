"""What a screen shows of a person until somebody asks for more (个人信息保护法 §6, §51: 最小必要、去标识化)."""

import re

_PHONE = re.compile(r"(?<!\d)(1\d{2})\d{4}(\d{4})(?!\d)")
_ID_NUMBER = re.compile(r"(?<![0-9A-Za-z])(\d{6})\d{8}(\d{3}[\dXx])(?![0-9A-Za-z])")


def mask_phone(phone: str) -> str:
    """`13812345678` → `138****5678`; a short number keeps its last two digits."""
    if not phone:
        return ""
    masked = _PHONE.sub(r"\1****\2", phone)
    if masked != phone or "*" in phone:
        return masked
    return "*" * max(0, len(phone) - 2) + phone[-2:]


def mask_id_number(number: str) -> str:
    """`110105194912310021` → `110105********0021`; anything else keeps its last character."""
    if not number:
        return ""
    masked = _ID_NUMBER.sub(r"\1********\2", number)
    return masked if masked != number else "*" * max(0, len(number) - 1) + number[-1:]


def mask_text(text: str) -> str:
    """Free text with phone and ID numbers masked."""
    return _PHONE.sub(r"\1****\2", _ID_NUMBER.sub(r"\1********\2", text))
