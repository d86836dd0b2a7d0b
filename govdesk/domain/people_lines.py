"""A list of people pasted as text, one in a line: name, identity number, telephone, address in any order."""

import re
from dataclasses import dataclass

from govdesk.domain.case import PartySnapshot

_FULL_WIDTH = str.maketrans("０１２３４５６７８９Ｘｘ（）：，；　", "0123456789XX():,; ")
_ID = re.compile(r"(?<![0-9A-Za-z])(\d{17}[\dXx]|\d{15})(?![0-9A-Za-z])")
_PHONE = re.compile(r"(?<!\d)(?:\+?86[-\s]?)?(1[3-9]\d(?:[-\s]?\d{4}){2}|0\d{2,3}[-\s]?\d{7,8})(?!\d)")
_BULLET = re.compile(r"^\s*(?:[(]?\d{1,3}[)、.．]|[-*•·])\s*|^\s*\d{1,3}[\t ]+(?=\D)")
_LABEL = re.compile(
    r"(?:姓名|身份证号码|身份证号|身份证|证件号码|证件号|联系电话|联系方式|手机号码|手机号|手机|电话|住址|地址|家庭住址)"
    r"\s*[:：]?\s*"
)
_SEPARATORS = re.compile(r"[\t,;、|/]+|\s{1,}")
_HEADER = re.compile(r"^(?:序号|编号)?\s*姓名")
_SEX = re.compile(r"^(男|女)$")
_NAME = re.compile(r"^[一-鿿·]{2,8}$|^[A-Za-z][A-Za-z .'-]{1,40}$")


@dataclass(frozen=True, slots=True)
class PeopleReading:
    """`left` are the lines in which no name was found; they are shown again, never dropped."""

    people: tuple[PartySnapshot, ...]
    left: tuple[str, ...]


def read_people(text: str, role: str = "applicant") -> PeopleReading:
    """Everybody in the lines; the same name with the same number or telephone counts once."""
    people: dict[tuple[str, str], PartySnapshot] = {}
    left: list[str] = []
    for line in text.splitlines():
        if not line.strip() or _HEADER.match(line.strip()):
            continue
        person = _person(line, role)
        if person is None:
            left.append(line.strip())
            continue
        people.setdefault((person.name, person.id_number or person.phone), person)
    return PeopleReading(tuple(people.values()), tuple(left))


def looks_like_people(text: str) -> bool:
    """Two or more lines, most of which begin with a person."""
    lines = [line for line in text.splitlines() if line.strip()]
    return len(lines) > 1 and len(read_people(text).people) * 2 > len(lines)


def _person(line: str, role: str) -> PartySnapshot | None:
    rest = _BULLET.sub("", line.translate(_FULL_WIDTH))
    number = _ID.search(rest)
    rest = _ID.sub(" ", rest)
    phone = _PHONE.search(rest)
    rest = _LABEL.sub(" ", _PHONE.sub(" ", rest))
    name = sex = ""
    others: list[str] = []
    for part in (part.strip("()：: ") for part in _SEPARATORS.split(rest)):
        if not part:
            continue
        if not sex and _SEX.match(part):
            sex = part
        elif not name and _NAME.match(part):
            name = part
        else:
            others.append(part)
    if not name:
        return None
    id_number = number[1].upper() if number else ""
    return PartySnapshot(
        name,
        role=role,
        sex=sex or _sex_of(id_number),
        birth=_birth_of(id_number),
        id_number=id_number,
        phone=re.sub(r"\s", "", phone[1]) if phone else "",
        address=" ".join(others),
    )


def _sex_of(id_number: str) -> str:
    if len(id_number) != 18:
        return ""
    return "男" if int(id_number[16]) % 2 else "女"


def _birth_of(id_number: str) -> str:
    return f"{id_number[6:10]}-{id_number[10:12]}-{id_number[12:14]}" if len(id_number) == 18 else ""
