"""One line of an agreement at a time: what it leaves open is told, what a mediator usually writes is left alone."""

from datetime import date
from typing import Any

import pytest

from govdesk.domain.agreement import draft_from_dict
from govdesk.domain.agreement_checks import check_agreement
from tests.domain.village_drafts_faulty import ANN, BEN, one
from tests.domain.village_drafts_sound import SOUND, organisation, performing, person

TODAY = date(2026, 11, 22)
FACTS = "2026年8月12日，褚长贵修院墙时堵住两家共用的排水沟，大雨后聂秀芝家厨房墙面受潮。双方因排水和损失发生争执。"
SIDES = [ANN | {"role": "甲方"}, BEN | {"role": "乙方"}]
MOTHER_AND_SONS = [
    person("申请人", "刘秀英", "女", "1944-04-04", "柳河街道石桥村八组"),
    person("被申请人", "张建军", "男", "1966-06-06", "柳河街道石桥村八组"),
    person("被申请人", "张建国", "男", "1969-09-09", "柳河街道石桥村八组"),
]


def told(terms: list[str], due: str = "2026-12-31", **more: Any) -> set[str]:
    """The codes of these terms between two neighbours, or between other parties."""
    base: dict[str, Any] = {"facts": FACTS, "performance": performing("现金", "石桥村调解室", due)}
    return {item.code for item in check_agreement(draft_from_dict(one(terms, **(base | more))), TODAY)}


@pytest.mark.parametrize(
    "deed",
    [
        "把占用过道的柴堆挪走",
        "在院墙下铺设排水管一根",
        "给聂秀芝家厨房墙面重新粉刷",
        "补栽杨树苗20棵",
        "把空调外机移到西墙",
        "向聂秀芝开具发票",
        "把借走的三轮车送回聂秀芝家",
        "向聂秀芝公开赔礼道歉",
        "在业主群发布道歉声明",
        "将鸡舍搬到村外",
        "给聂秀芝家换一扇新门",
        "将抽水泵修好",
        "在屋檐加装雨水槽",
    ],
)
def test_a_deed_needs_a_day_and_somebody_who_does_it(deed: str) -> None:
    assert "duty_without_deadline" in told([f"褚长贵{deed}。"], due="")
    assert not told([f"褚长贵于2026年12月20日前{deed}。"], due="")


@pytest.mark.parametrize(
    "term",
    [
        "于2026年12月31日前铺设排水管，引至村沟。",
        "2026年12月15日前将柴堆搬走。",
        "12月底前重新粉刷厨房墙面。",
        "2026年12月5日前登门赔礼道歉。",
    ],
)
def test_a_deed_of_nobody_is_told(term: str) -> None:
    assert "duty_without_person" in told([term])


def test_of_three_parties_the_one_who_is_paid_is_named() -> None:
    facts = "刘秀英系张建军、张建国的母亲，年老多病，2026年8月起两人停付生活费。"
    alone = ["张建军于2026年12月31日前一次性支付医疗费3000元，现金交付。"]
    named = ["张建军每月5日前给付母亲赡养费300元。", "张建国每月5日前给付赡养费300元。"]
    assert "duty_without_person" in told(alone, parties=MOTHER_AND_SONS, facts=facts, copies=4)
    assert not told(named, parties=MOTHER_AND_SONS, facts=facts, copies=4)
    each = ["2026年12月起每人每月支付刘秀英赡养费400元，于每月5日前微信转账。"]
    assert not told(each, parties=MOTHER_AND_SONS, facts=facts, copies=4)


@pytest.mark.parametrize(
    "words",
    [
        "视经济情况赔偿聂秀芝800元",
        "应当及时疏通排水沟，并赔偿聂秀芝800元",
        "一有钱就赔偿聂秀芝800元",
        "在短期内拆除院墙",
        "于2026年12月中下旬赔偿聂秀芝800元",
        "于年底前后以银行转账方式一次性付清聂秀芝800元",
        "于2026年12月31日前赔偿聂秀芝800元上下",
        "于2026年12月31日前赔偿聂秀芝不超过800元",
        "于2026年12月31日前赔偿聂秀芝800至1000元",
        "于2026年12月31日前赔偿聂秀芝约800元",
        "于2026年12月31日前赔偿聂秀芝近千元",
        "分几次在2026年12月31日前赔偿聂秀芝800元",
        "分期赔偿聂秀芝800元，何时付清由双方商量",
        "待工程款到账后赔偿聂秀芝800元",
        "有条件的情况下赔偿聂秀芝800元",
        "按实际能力赔偿聂秀芝800元",
        "于2026年12月31日前基本恢复排水沟原状",
        "于2026年12月31日前将院墙往后移一点",
        "将院墙往东挪几十厘米，2026年12月31日前完工",
        "年后赔偿聂秀芝800元",
        "于2026年12月31日前妥善处理排水问题",
    ],
)
def test_what_is_left_open_is_told(words: str) -> None:
    assert "vague_words" in told([f"褚长贵{words}。"])


@pytest.mark.parametrize(
    "words",
    [
        "于2026年12月31日前按约定赔偿聂秀芝800元",
        "于2026年12月31日前及时疏通排水沟",
        "如发现水沟再次堵塞，应及时疏通",
        "发现水沟堵塞的，应当及时疏通",
        "今后应及时清运院外垃圾",
        "于保险赔款到账后三日内转给聂秀芝800元",
        "于2027年后半年即2027年9月30日前赔偿聂秀芝800元",
        "凭票据向聂秀芝支付医疗费，最高不超过5000元，2026年12月31日前付清",
        "于2026年12月31日前赔偿聂秀芝800元，如违约另付200元",
        "于2026年12月31日前在附近300元以内的市场价购买水管交给聂秀芝",
    ],
)
def test_what_is_fixed_is_not_called_vague(words: str) -> None:
    assert "vague_words" not in told([f"褚长贵{words}。"])


def test_help_in_money_needs_its_amount() -> None:
    assert "duty_without_amount" in told(["褚长贵于2026年12月31日前给予聂秀芝经济帮助。"])


@pytest.mark.parametrize(
    "clause",
    [
        "褚长贵到期不还的，聂秀芝可以扣押褚长贵本人直到还清为止。",
        "聂秀芝不得再婚。",
        "褚长贵放弃继承后不再承担赡养义务。",
        "褚长贵到期不还的，聂秀芝可以上门搬走家具抵债。",
    ],
)
def test_a_clause_against_freedom_or_a_duty_of_law_is_told(clause: str) -> None:
    paid = "褚长贵于2026年12月31日前归还聂秀芝800元。"
    assert told([paid, clause]) - told([paid]) == {"unlawful_clause"}


def test_an_office_cannot_be_bound_to_waive_a_fine() -> None:
    assert "outside_mediation" in told(["柳河街道城管所同意不再对褚长贵处以罚款。"])


def test_somebody_else_in_the_place_of_the_lender_is_told() -> None:
    facts = "2026年2月，褚长贵向{}购买生猪两头，总价5600元，已付2000元，尚欠3600元，双方对此没有争议。"
    terms = ["褚长贵于2026年12月31日前以现金付清猪款3600元给聂秀芝。"]
    assert "name_not_party" in told(terms, facts=facts.format("刘福贵"))
    assert not told(terms, facts=facts.format("聂秀芝"))


def test_the_full_name_of_a_firm_is_written_one_way() -> None:
    firm = organisation("被申请人", "武汉锦绣家居有限公司", "柯岚（法定代表人）", "柳河街道民主路18号")
    other = "于2026年12月31日前以银行转账向聂秀芝付清货款800元。"
    parties = [SOUND["wages_in_instalments"]["parties"][0] | {"name": "聂秀芝", "sex": "女", "id_number": ""}, firm]
    facts = "聂秀芝向武汉锦绣家居有限公司供货，尚有货款800元没有结清，双方对数额没有争议。"
    for name, slip in (("武汉锦绣家居有限公司", False), ("武汉锦秀家居有限公司", True), ("锦绣家居有限公司", False)):
        found = told([name + other], parties=parties, facts=facts)
        assert ("name_written_two_ways" in found) is slip, name


def test_a_sister_body_with_another_number_is_no_slip_of_the_pen() -> None:
    parties = [
        organisation("申请人", "石桥村第三村民小组", "聂大成（组长）", "柳河街道石桥村"),
        organisation("被申请人", "石桥村第四村民小组", "褚长贵（组长）", "柳河街道石桥村"),
    ]
    facts = "石桥村第三村民小组与石桥村第四村民小组因机井使用发生争执，石桥村第五村民小组也用此井。"
    term = ["石桥村第三村民小组与石桥村第四村民小组自2026年12月1日起每周轮流使用机井。"]
    assert "name_written_two_ways" not in told(term, parties=parties, facts=facts)


@pytest.mark.parametrize(
    ("who", "caught"),
    [
        ("梁文（前台接待）", True),
        ("梁文（业务员）", True),
        ("梁文（投资人）", False),
        ("梁文（项目经理，持授权委托书）", False),
        ("梁文（队长）", False),
        ("梁文", False),
        ("梁文（男，45岁）", False),
    ],
)
def test_an_employee_needs_an_authority_to_speak_for_the_firm(who: str, caught: bool) -> None:
    parties = [
        person("申请人", "聂秀芝", "女", "1967-03-14", "柳河街道石桥村八组"),
        organisation("被申请人", "柳河鑫源木业加工厂", who, "柳河街道民主路18号"),
    ]
    found = told(["柳河鑫源木业加工厂于2026年12月31日前以现金付给聂秀芝800元。"], parties=parties)
    assert ("representative_without_authority" in found) is caught


def test_a_confirmation_needs_the_telephone_of_everybody() -> None:
    sound = one(["褚长贵于2026年12月31日前归还聂秀芝800元。"], confirmation_wanted=True)
    silent = [dict(party) | {"phone": ""} for party in sound["parties"]]
    spoken_for = [dict(party) | {"representative": {"name": "褚小贵", "phone": "13800001111"}} for party in silent]
    for parties, wanted, expected in (
        (silent, True, ["parties[0].phone", "parties[1].phone"]),
        (silent, False, []),
        (sound["parties"], True, []),
        (spoken_for, True, []),
    ):
        draft = draft_from_dict(sound | {"parties": parties, "confirmation_wanted": wanted})
        found = check_agreement(draft, TODAY)
        assert [item.field for item in found if item.code == "confirmation_contact"] == expected


@pytest.mark.parametrize(
    "term",
    [
        "乙方已于2026年10月1日支付5000元，余款3000元于2026年12月31日前付清。",
        "褚长贵已于2026年11月18日将柴堆搬走，聂秀芝确认。",
        "褚长贵已于2026年10月还清借款1000元，双方再无其他债务。",
        "褚长贵于2026年3月1日向聂秀芝出具的欠条，自付清之日起作废。",
        "双方于2026年6月1日签订的租房合同自2026年11月20日起解除。",
        "褚长贵已付3000元，尚应付聂秀芝4500元，于2026年12月31日前现金付清。",
        "医疗费3000元、误工费1500元，合计4500元，扣除褚长贵已付的1000元，褚长贵于2026年12月31日前再付聂秀芝3500元。",
        "褚长贵当场付聂秀芝500元，余款300元于2026年12月31日前付清，共计800元。",
        "褚长贵于2026年12月31日前将院墙拆除并移到原界石以内20厘米处重砌，砖块由褚长贵自备。",
        "聂秀芝同意褚长贵从自家院内搭脚手架，施工不超过五日，弄坏的菜由褚长贵照价赔偿。",
        "褚长贵不再向聂秀芝主张拆墙费用；聂秀芝不再要求褚长贵赔礼道歉。",
        "褚长贵的柴草、砖头等杂物于2026年11月30日前全部搬走，逾期由村委会代为清理，费用由褚长贵承担。",
        "由保险公司在交强险限额内赔付聂秀芝12000元，褚长贵协助理赔，2026年12月31日前办结。",
        "中国人民财产保险股份有限公司武汉分公司于2026年12月15日前赔付聂秀芝12000元。",
        "褚长贵委托柳林镇金鑫建筑公司施工，2026年12月31日前完工，质量由褚长贵负责。",
        "聂秀芝家的化粪池由褚长贵请人于2026年12月20日前抽空一次。",
        "双方各自约束家人，不得再到对方家中吵闹。",
        "双方约定每年清明前后各清沟一次，费用各半。",
        "褚长贵于2026年12月31日前将约定的树苗50棵交给聂秀芝栽种。",
        "褚长贵按约定于每月10日前支付租金500元。",
        "双方共用水井，褚长贵单日用水、聂秀芝双日用水，自2026年12月1日起执行。",
        "褚长贵于2026年12月31日前向聂秀芝支付一万二千元，逾期按同期一年期贷款市场报价利率（LPR）计付利息。",
        "褚长贵将宅基地东侧2米宽的通道留给聂秀芝通行，通道内不得堆放杂物，自2026年12月1日起执行。",
        "如褚长贵不按时付款，聂秀芝可以向人民法院申请强制执行。",
        "双方签字后，任何一方不得反悔；反悔的，应当承担违约责任。",
        "褚长贵于2026年12月10日前到聂秀芝家当面道歉，并带水果看望聂秀芝的母亲。",
        "本协议自双方签字、盖章或者按指印，人民调解员签名并加盖人民调解委员会印章之日起生效。",
        "褚长贵的儿子自愿代褚长贵支付800元，于2026年12月31日前付给聂秀芝。",
        "褚长贵于2026年12月31日前给聂秀芝8棵桂花树苗，树高不低于1.5米。",
        "褚长贵每年农历十月初一前给聂秀芝稻谷300斤、菜油10斤，送到家中。",
        "褚长贵于2026年12月31日前以市场价为准赔偿聂秀芝鸡苗50只，折合750元。",
        "沟渠年久失修，双方各出工三天，于2026年12月底前共同清淤。",
        "褚长贵在2027年1月份内付清800元，聂秀芝收款后出具收据。",
        "争议的2分地由聂秀芝继续耕种到2027年秋收，收割后由村里重新丈量。",
        "褚长贵退还聂秀芝押金1000元，其中500元抵作水电费，实退500元，于2026年11月30日前微信转账。",
        "聂秀芝应于2026年12月1日前搬出房屋并交还钥匙，褚长贵当日退还押金1000元。",
        "褚长贵自愿赔偿聂秀芝1000元，聂秀芝自愿补给褚长贵旧墙材料费200元，相抵后褚长贵实付800元，2026年12月31日前付清。",
        "褚长贵承担损失的七成计560元，聂秀芝自担三成计240元，560元于2026年12月31日前付清。",
        "褚长贵同意聂秀芝在2026年12月31日前于两家之间砌一道24墙，高1.8米，砖钱各出一半。",
    ],
)
@pytest.mark.parametrize("confirmed", [False, True])
def test_a_usual_line_between_two_neighbours_is_left_alone(term: str, confirmed: bool) -> None:
    assert told([term], parties=SIDES, confirmation_wanted=confirmed) == set()


@pytest.mark.parametrize(
    ("code", "term"),
    [
        ("amount_words_differ", "乙方付给甲方三万二（32500元），2026年12月1日前付清。"),
        ("amount_words_differ", "乙方付给甲方RMB 5,000（伍万元），2026年12月1日前付清。"),
        (
            "instalments_total_in_terms",
            "乙方欠甲方18600元，从2026年12月起每月15日还1500元，共十二期，2027年11月15日还清。",
        ),
        ("vague_words", "乙方等庄稼卖了就还甲方800元。"),
        ("vague_words", "乙方尽可能在2026年底前付清甲方800元。"),
        ("vague_words", "乙方一次性或者分期赔偿甲方800元，视情而定。"),
        ("vague_words", "乙方大致在下个月赔偿甲方800元。"),
        ("vague_words", "乙方给予甲方必要的帮助和一定照顾。"),
        ("vague_words", "乙方将水沟挖深一些，2026年12月5日前完工。"),
        ("vague_words", "具体赔偿金额由双方另行商定，乙方2026年12月5日前付清。"),
        ("name_not_party", "乙方于2026年12月5日前付清甲方800元，由邓小军担保。"),
        ("name_not_party", "邓小军、褚长贵于2026年12月5日前共同赔偿聂秀芝800元。"),
        ("deposit_words", "乙方双倍返还甲方订金2000元，2026年12月5日前付清。"),
        ("confirmation_title", "登记在乙方名下的房屋确认为甲方的财产。"),
        ("confirmation_title", "“老张家”商标由甲方享有。"),
        ("confirmation_third_party", "乙方用其弟褚长富的房屋抵偿甲方欠款，2026年12月31日前腾房。"),
        ("confirmation_third_party", "乙方将村集体的机动地给甲方耕种三年，从2027年1月1日起。"),
        ("duty_without_amount", "乙方于2026年12月5日前付清甲方全部医药费。"),
    ],
)
def test_a_slip_between_two_sides_is_told(code: str, term: str) -> None:
    assert code in told([term], parties=SIDES, confirmation_wanted=True)


@pytest.mark.parametrize(
    "term",
    [
        "乙方付给甲方三万二（32000元），2026年12月1日前付清。",
        "乙方付给甲方RMB 5,000（伍仟元），2026年12月1日前付清。",
        "乙方欠甲方18600元，从2026年12月起每月15日还1550元，共十二期，2027年11月15日还清。",
        "乙方凭发票付清甲方全部医药费，2026年12月5日前付清。",
        "褚长贵、聂秀芝各自负担自己的损失。",
    ],
)
def test_what_agrees_between_two_sides_is_left_alone(term: str) -> None:
    assert told([term], parties=SIDES) == set()
