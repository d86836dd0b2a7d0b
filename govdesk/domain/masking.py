"""Names as they may be shown on a wall: the surname stays, the rest is 某."""

from collections.abc import Iterable

_DOUBLE_SURNAME_LIST = (
    "欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶 "
    "太叔 申屠 公孙 慕容 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 闾丘 子车 亓官 司寇 巫马 公西 颛孙 壤驷 公良 "
    "漆雕 乐正 宰父 谷梁 拓跋 夹谷 轩辕 令狐 段干 百里 呼延 东郭 南门 羊舌 微生 左丘 东门 西门 第五"
)
_DOUBLE_SURNAMES = frozenset(_DOUBLE_SURNAME_LIST.split())
_SHORTEST_NAME = 2
_DOORS = ("号", "室", "户", "栋", "单元")
"""What the address of a home says and that of a place (a road, a market) does not."""


def mask_name(name: str) -> str:
    """`王小明` → `王某某`, `欧阳明` → `欧阳某`; a name of one character becomes `某`."""
    if len(name) < _SHORTEST_NAME:
        return "某" if name else ""
    if "·" in name:
        return name.partition("·")[0][:1] + "某"
    kept = 2 if len(name) > _SHORTEST_NAME and name[:2] in _DOUBLE_SURNAMES else 1
    return name[:kept] + "某" * min(2, len(name) - kept)


def mask_names(text: str, names: Iterable[str]) -> str:
    """The text with each of these names masked, the longest first, so that no name survives inside another."""
    for name in sorted({name for name in names if len(name) >= _SHORTEST_NAME}, key=len, reverse=True):
        text = text.replace(name, mask_name(name))
    return text


def mask_homes(text: str, addresses: Iterable[str]) -> str:
    """The text without these addresses as far as they lead to somebody's door; names of places stay."""
    doors = {address for address in addresses if any(word in address for word in _DOORS)}
    for address in sorted(doors, key=len, reverse=True):
        text = text.replace(address, "（住址略）")
    return text
