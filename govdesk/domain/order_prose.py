"""What can be told from running text: number, caller, telephone, place, moments, and the matter itself."""

import re

from govdesk.domain.order_moments import MOMENT

_HAN = "一-鿿"
_CHAT_NOISE = re.compile(
    r"^(?:\[[^\]]{1,8}\]|［[^］]{1,8}］|@\S+.*|-{3,}.*|—{3,}.*|[\U0001f300-\U0001faff☀-➿]+|"
    r"[一-鿿]{2,6}信息|工单详情|"
    r"收到请回复.*|请收到.*|转发.{0,12}|"
    r"以下为转发.*|微信.{0,4}聊天记录.*|聊天记录.*|(?:12345)?(?:热线)?(?:工单)?(?:转办|派单)通知[:：]?)\s*$"
)
_SENDER = re.compile(
    rf"^(?!.*(?:时间|时限|期限))(?=.*[{_HAN}A-Za-z])[{_HAN}A-Za-z0-9_（）()·\-]{{1,16}} *"
    rf"(?:\d{{4}}[-/年.]\d{{1,2}}[-/月.]\d{{1,2}}日?\s+)?\d{{1,2}}:\d{{2}}(?::\d{{2}})?\s*[:：]?\s*$"
)
_SPEAKER = re.compile(rf"^[{_HAN}·]{{2,8}}[:：]\s*(?=[【\[]|12345(?!\d)|热线(?!-)|工单|单号)")
_NUMBER = re.compile(
    r"(?:工单编号|工单号|单号|编号|工单|受理号|[Nn][Oo][.．]|№)(?:为|是)?\s*[:：#]?\s*(?P<told>[A-Za-z]{0,6}(?:热线)?[-]?\d{6,}[\w-]*)"
    r"|(?<![\w-])(?P<plain>热线-\d{6}-\d{4,8}|[A-Z]{1,6}-?\d{8,}(?:-\d+)*)(?![\w-])"
)
_PHONE = re.compile(r"(?<!\d)(?:1[3-9]\d(?:[ -]?\d{4}){2}|1\d{2}[*＊]{4}\d{4}|0\d{2,3}-\d{7,8})(?!\d)")
_WHO = re.compile(
    rf"(?:市民|群众|村民|居民|来电人|来电群众|网民|业主|住户|诉求人|反映人|我叫|我是|本人叫|本人是)[:： ]?(?:为|是)?"
    rf"(?P<name>[{_HAN}]{{1,2}}(?:先生|女士)|[{_HAN}]{{2,3}}?)"
    rf"(?=[（(，,：:、 ]|来电|致电|反映|投诉|于|称|，|电话|联系|\d)"
)
_BARE_WHO = re.compile(
    rf"(?<![{_HAN}])(?!电话|手机|联系|号码|座机|致电|来电)"
    rf"(?P<name>[{_HAN}](?:[{_HAN}])?(?:先生|女士)|[{_HAN}]{{2,4}})\s*[（(，, ]?\s*(?=1[3-9]\d)"
)
_LIMIT = re.compile(
    rf"(?:限|务必于|截止|截至)[:： ]?(?P<at>{MOMENT.pattern})|(?:于|在)(?P<by>{MOMENT.pattern})\s*(?:前|之前|以前)|"
    rf"(?P<before>{MOMENT.pattern})\s*(?:前|之前|以前)(?:办结|回复|反馈|处理|答复)"
)
_SAID = re.compile(
    r"(?:来电|致电|来信|留言)?(?:反映|投诉|求助|举报|咨询|诉求|称|反馈)(?:内容)?(?:为|说|道|如下)?"
    r"[:：，, “\"]*(?P<said>.+)",
    re.DOTALL,
)
_ORDER_TO_US = re.compile(
    r"(?:[。；;，,\n]|^)\s*(?:请(?:[一-鿿]{1,8}(?:办|局|所|中心|街道|镇|科|站|大队|中队)(?!理)|"
    r"\d|贵|你|相关|属地|及时|尽快|各|街道|村|核实|于|在|按|联系|办理|妥善|处理)|"
    r"烦请|望尽快|要求于|工单编号|工单号|单号|编号|联系电话|"
    r"联系人|来电人|限|截止|截至|以上|收到|辛苦|麻烦).*$",
    re.DOTALL,
)
_PLACE = re.compile(
    rf"(?:(?:位于|家住|住在|地点(?:在|是)?|在|反映|称|投诉|[，,。：:；\s]|^))"
    rf"(?P<place>(?:[{_HAN}]{{2,5}}(?:街道|镇|乡))?[{_HAN}]{{2,6}}?(?:村|社区|小区|花园|路|街|巷|市场|广场(?!舞)|小学|中学|家园|新城)"
    rf"(?:[{_HAN}]{{0,5}}(?:村|小区|路口|路段|市场|广场(?!舞)|小学|中学))?"
    rf"(?:[东西南北一二三四五六七八九十\d]{{1,5}}(?:组|号楼|号院|号|单元|栋|期|幢|室|层|巷|街|区))*"
    rf"(?:[东西南北]?(?:门口|村口|门|口|侧|头|坡|旁|边|后|对面|附近))?)"
)
_NOT_A_PLACE = re.compile(r"^(?:希望|请|要求|反映|投诉|该|此|本|我们?|他们?|市民|群众|村民)")
_BEFORE_A_PLACE = re.compile(r"^.{0,8}(?:位于|家住|居住在|租住在|住在|坐落在|在)(?=.{2,})")
_LONGEST_TITLE = 26


def clean_chat(text: str) -> str:
    """Without what a chat adds: who sent it when, mentions, faces, rulers."""
    lines = []
    for line in text.replace("\r", "").splitlines():
        bare = line.strip("\ufeff \u200b")
        if not bare or _CHAT_NOISE.match(bare) or _SENDER.match(bare):
            continue
        lines.append(_SPEAKER.sub("", bare) if "\t" not in line else line)
    return "\n".join(lines)


def prose_fields(content: str, whole: str, labelled: bool) -> dict[str, str]:
    """The fields that can be found in running text; with labels around only those that labels left open."""
    limit = _LIMIT.search(whole)
    rest = whole.replace(limit[0], " ") if limit else whole
    received = MOMENT.search(_NUMBER.sub(" ", rest))
    number = _NUMBER.search(whole)
    phone = _PHONE.search(whole)
    found = {
        "number": (number["told"] or number["plain"]) if number else "",
        "phone": phone[0] if phone else "",
        "deadline": limit_in(whole),
        "place": _place(content),
    }
    if not labelled:
        who = _WHO.search(whole) or _BARE_WHO.search(whole)
        found["caller"] = who["name"] if who else ""
        found["received_at"] = received[0].strip() if received else ""
        found["content"] = _said(whole)
        found["place"] = _place(found["content"]) or _place(whole)
    return {name: value for name, value in found.items() if value}


def limit_in(text: str) -> str:
    """Until when the matter is to be done, as the text says it."""
    limit = _LIMIT.search(text)
    return (limit["at"] or limit["by"] or limit["before"] or "").strip() if limit else ""


def title_of(content: str) -> str:
    """The first clause, short enough for a line."""
    first = re.split(r"[。！？!?；;\n]", content.strip())[0]
    clauses = re.split(r"[，,]", first)
    title = clauses[0].strip()
    for clause in clauses[1:]:
        if len(title) + len(clause) >= _LONGEST_TITLE:
            break
        title = f"{title}，{clause.strip()}"
    return title[: _LONGEST_TITLE + 10]


def _said(text: str) -> str:
    match = _SAID.search(text)
    said = match["said"] if match else text
    return _ORDER_TO_US.sub("", said.strip()).strip(' ，,。；;\n”"') or said.strip()


def _place(text: str) -> str:
    for match in _PLACE.finditer(text):
        place = _BEFORE_A_PLACE.sub("", match["place"])
        if not _NOT_A_PLACE.match(place):
            return place
    return ""
