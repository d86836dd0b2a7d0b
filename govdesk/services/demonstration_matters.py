"""Matters of the demonstration that offices work on together: what was told fits what is done about it."""

from dataclasses import dataclass

from govdesk.domain.case import PartySnapshot
from govdesk.services.desk import Desk
from govdesk.services.grids import find_grid
from govdesk.services.registration import CaseDraft

_MANAGER = PartySnapshot("永丰物业服务部", role="respondent", kind="organisation")


@dataclass(frozen=True, slots=True)
class Matter:
    """One invented case; `days` before the demonstration's moment it came in, at `hour` o'clock."""

    title: str
    text: str
    category: str
    channel: str
    village: str
    address: str
    people: int
    reporter: str
    phone: str
    days: int
    hour: int
    parties: tuple[PartySnapshot, ...] = ()


CHARGING = (
    Matter(
        "永丰社区三号楼地下室充电线路争议",
        "三号楼住户在地下室给电动车充电，线路由原物业敷设，多处裸露。物业要求住户自行拆除，住户认为应由物业整改。",
        "property_management",
        "hotline_12345",
        "永丰社区",
        "三号楼地下室",
        18,
        "秦晓岚",
        "19900004101",
        24,
        9,
        (PartySnapshot("秦晓岚"), _MANAGER),
    ),
    Matter(
        "永丰社区五号楼飞线充电反复投诉",
        "五号楼多户从窗口拉线充电，物业剪线后又拉。住户说小区没有充电的地方，要求先装充电桩。",
        "property_management",
        "petition",
        "永丰社区",
        "五号楼东侧",
        12,
        "邵建业",
        "19900004102",
        22,
        10,
        (PartySnapshot("邵建业"), _MANAGER),
    ),
    Matter(
        "永丰社区物业费与公共收益账目争议",
        "二十余户以车棚收费不公开、线路没人修为由停缴物业费，物业催缴，双方多次争执。",
        "property_management",
        "window_visit",
        "永丰社区",
        "物业办公室",
        23,
        "葛长青",
        "19900004103",
        20,
        15,
        (PartySnapshot("葛长青"), _MANAGER),
    ),
)
"""One problem of an old estate, for one task force."""

POLES = Matter(
    "康桥村三户建房与电力杆线相碍",
    "村内杆线从三户新批宅基地上方穿过，施工停了半个月。三户对迁移位置和费用说法不一，请街道牵头定方案。",
    "housing_homestead",
    "grid_report",
    "康桥村",
    "三组村道西侧",
    9,
    "",
    "",
    8,
    10,
    (PartySnapshot("严立群"), PartySnapshot("苗春晖", role="respondent")),
)
BRIDGE = Matter(
    "北冯村县道桥头塌陷",
    "北冯村东头县道桥的引道塌了一块，约两米长，农用车绕行。村里已经放了警示桩，请尽快维修。",
    "road_facilities",
    "hotline_12345",
    "北冯村",
    "村东县道桥头",
    6,
    "巩卫平",
    "19900004104",
    8,
    14,
)


def draft_of(desk: Desk, matter: Matter) -> CaseDraft:
    """As it is registered at the window."""
    return CaseDraft(
        title=matter.title,
        text=matter.text,
        channel=matter.channel,
        category=matter.category,
        grid_id=find_grid(desk, matter.village).id,
        address=matter.address,
        people_count=matter.people,
        reporter=matter.reporter,
        phone=matter.phone,
        parties=matter.parties,
    )
