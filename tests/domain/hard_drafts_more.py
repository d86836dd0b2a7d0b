"""A second set of invented agreements, whole ones and ones with a slip, in the manner of `hard_drafts_sound`."""

from tests.domain.hard_drafts_faulty import Change, slipped
from tests.domain.hard_drafts_sound import HOME, Row, firm, hard_draft, one_of, two
from tests.domain.hard_drafts_sound import SOUND as EARLIER
from tests.domain.village_drafts_sound import organisation, pay, performing

ROWS: dict[str, Row] = {
    "stall": (
        [
            one_of("甲方", "凌志强", birth="1982-06-06", occupation="摊贩"),
            one_of("乙方", "申小红", "女", "1985-07-07", occupation="摊贩"),
        ],
        "邻里纠纷",
        "甲方凌志强、乙方申小红均在清溪镇农贸市场东区摆摊卖水果，摊位相邻。2026年11月8日早晨，双方因摊位越线发生争吵，申小红将凌志强两筐苹果掀翻，"
        "凌志强推了申小红一把，致其手腕扭伤，花去检查费、药费268元。",
        [
            "一、乙方赔偿甲方苹果损失320元。",
            "二、甲方赔偿乙方检查费、药费268元。",
            "三、两项相抵后，乙方应付甲方52元，乙方已于签字前付清。",
            "四、双方按市场划定的黄线摆摊，今后互谅互让。",
        ],
        performing("现金", "清溪镇农贸市场调解点", "2026-11-20"),
        {},
    ),
    "borrowed_gold": (
        two("♀容秀珍", "♀向晚晴"),
        "民间借贷纠纷",
        "向晚晴自2022年起四次向容秀珍借款，分别为5000元、8000元、3000元、4000元，合计20000元（贰万元整），均有微信转账记录。2025年向晚晴还款2000元，现尚欠18000元。",
        [
            "向晚晴分三次还清尚欠的18000元：2026年12月31日前还8000元；2027年6月30日前还5000元；2027年12月31日前还5000元。",
            "容秀珍自愿免除利息。向晚晴有一次不按时还的，容秀珍可以就剩余全部借款向人民法院起诉。",
        ],
        performing(
            "微信转账给容秀珍",
            "",
            "2027-12-31",
            [
                pay(8000, "2026-12-31", "向晚晴", "容秀珍"),
                pay(5000, "2027-06-30", "向晚晴", "容秀珍"),
                pay(5000, "2027-12-31", "向晚晴", "容秀珍"),
            ],
        ),
        {},
    ),
    "school_bus": (
        [
            one_of(
                "申请人",
                "钮小宝",
                birth="2012-03-09",
                occupation="学生",
                representative={"name": "钮建设", "role": "监护人", "relation": "父亲"},
            ),
            firm("被申请人", "安平县畅达客运有限责任公司", "郦长顺"),
        ],
        "损害赔偿纠纷",
        "2026年9月14日放学途中，畅达客运公司的校车在白水桥急刹车，未系安全带的钮小宝前额撞在座椅靠背上，缝合4针，医疗费1850.6元由公司支付。"
        "家长要求赔偿祛疤费用，公司认为尚未发生。",
        [
            "畅达客运公司一次性赔偿钮小宝营养费、护理费、祛疤治疗费共计人民币6500元（大写：陆仟伍佰元整），由监护人钮建设领取。",
            "畅达客运公司应于2026年12月10日前将上述款项汇入钮建设的银行账户。",
            "畅达客运公司对校车司机进行安全教育，开车前逐一检查学生系好安全带。",
        ],
        performing("银行转账", "", "2026-12-10"),
        {"committee": "清溪镇人民调解委员会", "number": "清人调字〔2026〕101号"},
    ),
    "roof_photovoltaic": (
        [one_of("申请人", "麻大勇", birth="1974-10-10"), firm("被申请人", "安平县阳光新能源科技有限公司", "柯朝阳")],
        "合同纠纷",
        "2024年8月，阳光公司在麻大勇屋顶安装光伏板36块，约定每块每年租金35元。2026年7月麻大勇发现屋面瓦片开裂漏雨，要求拆除，公司以合同期二十年未到为由不同意。",
        [
            "阳光公司于2026年12月15日前更换开裂瓦片并做好防水，保修五年。",
            "自2027年起每块光伏板租金调整为每年50元，36块每年1800元，阳光公司于每年3月31日前支付给麻大勇。",
            "麻大勇不再要求拆除光伏板。",
        ],
        performing("银行转账", "", ""),
        {"committee": "清溪镇人民调解委员会"},
    ),
    "goats_on_the_road": (
        two("项前进", "♀扶小玉"),
        "道路交通事故纠纷",
        "2026年11月2日傍晚，项前进骑摩托车经过村口，扶小玉家的三只山羊突然窜上公路，项前进躲避不及摔倒，摩托车大灯、后视镜损坏，修理费380元；"
        "一只母羊被撞死，市价约900元。双方都有责任，但对各担多少说不到一起。",
        [
            "摩托车修理费380元由扶小玉负担。",
            "母羊损失900元由项前进负担450元、扶小玉自负450元。",
            "两项相抵，项前进还应付给扶小玉70元，当场付清。",
            "扶小玉今后放羊须有人看管。",
        ],
        performing("现金", "白水村调解室", "2026-11-20"),
        {},
    ),
    "loud_cock": (
        two("茅以诚", "♀桂香云"),
        "邻里纠纷",
        "桂香云在楼顶养了十二只鸡，公鸡凌晨三点打鸣，茅以诚上夜班回家无法休息，且鸡粪气味大。茅以诚向居委会反映，桂香云说“适当的时候会处理”，一直没有动。",
        [
            "桂香云在2026年11月28日前将楼顶的鸡全部处理完毕并清洗楼顶。",
            "今后桂香云不在楼顶饲养家禽。",
            "茅以诚就11月5日骂人一事向桂香云道歉，桂香云表示谅解。",
        ],
        performing("", "", "2026-11-28"),
        {},
    ),
    "pension_of_mother_in_kind": (
        [
            one_of("申请人", "晋大娘", "女", "1943-02-12"),
            one_of("被申请人", "左长林", birth="1966-03-13"),
            one_of("被申请人", "左长根", birth="1970-04-14"),
        ],
        "赡养纠纷",
        "晋大娘有两个儿子，老伴于2019年病故。现晋大娘年老体弱，希望轮流赡养。长子左长林认为分家时自己少分一间房，应当少负担。经村干部核对1995年的分家单，两家所分大致相等。",
        [
            "左长林、左长根每家每年供给晋大娘小麦150公斤、食用油10公斤，于每年10月1日前送到晋大娘住处。",
            "左长林、左长根每人每月给晋大娘零用钱200元，每月1日前付清。",
            "晋大娘看病住院时，两个儿子轮流陪护，医药费报销后的自付部分由二人平均分担。",
        ],
        performing("现金和实物", "晋大娘住处", ""),
        {},
    ),
    "parking": (
        [
            one_of("申请人", "牟小军", birth="1990-01-19", occupation="职员"),
            organisation(
                "被申请人",
                "清溪镇锦绣花园小区业主委员会",
                {"name": "楚天阔", "role": "主任"},
                "清溪镇锦绣花园物业楼201室",
            ),
        ],
        "物业纠纷",
        "2026年10月，业主委员会表决通过地面车位按月收费80元。牟小军认为自己一直免费停车，拒绝缴费，并用车堵住小区出口约两小时。",
        [
            "牟小军自2026年12月起按每月80元缴纳地面停车费，每季度首月10日前交清。",
            "业主委员会每半年公示一次停车费收支明细，首次公示不晚于2027年1月31日。",
            "牟小军就堵门一事在业主群内致歉，于签订协议后两日内完成。",
        ],
        performing("微信或现金交至小区收费处", "", ""),
        {"committee": "清溪镇锦绣社区人民调解委员会"},
    ),
    "half_built_house": (
        two("阎守田", "卢永刚"),
        "合同纠纷",
        "2026年3月5日，阎守田把二层楼房主体工程包给卢永刚施工，包工不包料，总价8.8万元，已付5.5万元。一层封顶后卢永刚因人手不够停工两个月。"
        "双方确认已完工程值6.2万元。",
        [
            "双方同意解除承包关系，卢永刚于2026年11月30日前撤走全部架管、模板。",
            "阎守田再付卢永刚工程款7000元（柒仟元整），于架管、模板撤走之日付清。",
            "卢永刚对一层已完工程的质量保证一年，期内开裂、漏水的由卢永刚负责维修。",
        ],
        performing("现金", "阎守田家", "2026-11-30"),
        {},
    ),
    "wedding_photos": (
        [
            one_of("申请人", "蓝月", "女", "1996-02-02", occupation="教师"),
            organisation("被申请人", "清溪镇花嫁摄影工作室", {"name": "尧舜禹", "role": "经营者"}, "清溪镇西街9号"),
        ],
        "消费纠纷",
        "2026年6月18日，蓝月在花嫁摄影工作室订购婚纱照套餐，交款3999元。工作室因硬盘损坏丢失全部底片，只愿重拍。蓝月婚期已过，要求退款并赔偿精神损失5000元。",
        [
            "花嫁摄影工作室退还蓝月套餐款3999元，赔偿蓝月精神损失2001元，共计6000元，于2026年11月30日前一次付清。",
            "花嫁摄影工作室当面向蓝月赔礼道歉。",
        ],
        performing("支付宝转账", "", "2026-11-30"),
        {"committee": "清溪镇人民调解委员会"},
    ),
    "collective_money": (
        [
            one_of("申请人", "荆小妹", "女", "1986-08-16"),
            organisation("被申请人", "清溪镇白水村第四村民小组", {"name": "裴长河", "role": "组长"}, f"{HOME}四组"),
        ],
        "村务管理纠纷",
        "2026年5月，白水村四组的12亩机动地被征收，补偿款按在册人口每人分配8600元。荆小妹2010年嫁到邻镇，户口未迁出，婆家所在村没有给她分地，四组以“出嫁女”为由未分给她。",
        [
            "四组按与其他成员同等标准分配给荆小妹征地补偿款8600元，于2026年12月31日前付清。",
            "荆小妹今后与四组其他成员享有同等权利、履行同等义务。",
        ],
        performing("转账至荆小妹信用社账户", "", "2026-12-31"),
        {"committee": "清溪镇人民调解委员会"},
    ),
    "words_first": (
        two("支长明", "♀鱼小莲"),
        "损害赔偿纠纷",
        "2026年10月26日，支长明焚烧秸秆引燃鱼小莲家的玉米秆垛和半间柴房，过火面积约8平方米。村干部组织扑救后清点，损失玉米秆约2吨、旧木料若干、门一扇。双方认可损失总值为人民币叁仟贰佰元整。",
        [
            "支长明赔偿鱼小莲人民币叁仟贰佰元整（¥3200.00）。",
            "上述赔偿款支长明于2026年11月25日前支付贰仟元，余款壹仟贰佰元于2026年12月25日前付清。",
            "支长明今后不再露天焚烧秸秆。",
        ],
        performing("现金", "白水村调解室", "2026-12-25"),
        {},
    ),
}

SLIPS: list[tuple[str, str, dict[str, Change]]] = [
    ("amount_words_differ", "words_first", {"terms.0": ("¥3200.00", "¥32000.00")}),
    ("amount_words_differ", "half_built_house", {"terms.1": ("7000元（柒仟元整）", "柒佰元整（7000元）")}),
    ("amount_words_differ", "school_bus", {"terms.0": ("6500元（大写：陆仟伍佰元整）", "6500元，大写陆仟伍拾元整")}),
    ("amount_words_differ", "borrowed_gold", {"facts": ("20000元（贰万元整）", "20000元（贰万贰仟元整）")}),
    ("amount_malformed", "parking", {"terms.0": ("80元", "8,0元")}),
    (
        "amount_malformed amount_words_unreadable amount_words_differ",
        "words_first",
        {"terms.0": ("¥3200.00", "¥32,00.00")},
    ),
    ("instalments_total", "borrowed_gold", {"performance.instalments.0.amount": "6000元"}),
    (
        "instalments_total_in_terms amounts_total instalments_total",
        "borrowed_gold",
        {"terms.0": ("前还8000元", "前还6000元")},
    ),
    ("instalments_total_in_terms amounts_contradict", "words_first", {"terms.1": ("余款壹仟贰佰元", "余款壹仟元")}),
    ("amounts_total", "wedding_photos", {"terms.0": ("共计6000元", "共计6500元")}),
    ("amounts_total amounts_contradict", "goats_on_the_road", {"terms.1": ("负担450元、", "负担400元、")}),
    ("vague_words", "roof_photovoltaic", {"terms.0": ("于2026年12月15日前", "在天气好的时候")}),
    ("vague_words", "goats_on_the_road", {"terms.0": "摩托车修理费由扶小玉酌情负担一部分。"}),
    ("vague_words", "half_built_house", {"terms.0": ("于2026年11月30日前", "于年底左右")}),
    ("vague_words", "collective_money", {"terms.0": ("8600元，于2026年12月31日前付清", "若干元，待组里有钱时付")}),
    ("vague_words", "pension_of_mother_in_kind", {"terms.1": ("零用钱200元", "适当零用钱")}),
    ("vague_words", "wedding_photos", {"terms.0": ("于2026年11月30日前一次付清", "尽早付清")}),
    ("duty_without_person", "goats_on_the_road", {"terms.2": "两项相抵，还应支付70元，当场付清。"}),
    ("duty_without_person", "loud_cock", {"terms.0": "2026年11月28日前清理完毕楼顶的鸡和鸡粪。"}),
    (
        "duty_without_deadline deadline_missing",
        "collective_money",
        {"terms.0": ("，于2026年12月31日前付清", ""), "performance.due_on": ""},
    ),
    ("name_written_two_ways", "half_built_house", {"terms.2": ("由卢永刚负责", "由芦永刚负责")}),
    ("name_written_two_ways", "roof_photovoltaic", {"terms.2": ("麻大勇", "麻大永")}),
    ("name_written_two_ways", "words_first", {"facts": ("支长明焚烧", "支常明焚烧")}),
    ("name_written_two_ways", "school_bus", {"terms.1": ("畅达客运公司", "畅通客运公司")}),
    ("name_not_party name_from_other_case", "goats_on_the_road", {"terms.2": ("付给扶小玉", "付给郭二嫂")}),
    ("name_not_party name_from_other_case", "loud_cock", {"terms.1": "今后孙桂花不在楼顶饲养家禽。"}),
    ("name_not_party name_from_other_case", "half_built_house", {"terms.1": ("阎守田再付卢永刚", "阎守田再付申怀义")}),
    ("support_words", "pension_of_mother_in_kind", {"terms.1": ("给晋大娘零用钱200元", "给晋大娘抚养费200元")}),
    ("damages_words", "school_bus", {"terms.1": ("上述款项", "上述补偿款")}),
    (
        "deposit_words",
        "wedding_photos",
        {
            "facts": ("交款3999元", "交定金1000元、余款2999元"),
            "terms.0": ("退还蓝月套餐款3999元", "双倍返还订金1000元及余款1999元"),
        },
    ),
    (
        "confirmation_title",
        "collective_money",
        {"confirmation_wanted": True, "terms.1": "四组确认村西0.8亩承包地的承包经营权归荆小妹。"},
    ),
    (
        "confirmation_identity",
        "pension_of_mother_in_kind",
        {"confirmation_wanted": True, "terms.2": "左长根与晋大娘解除母子关系，不再往来。"},
    ),
    (
        "confirmation_third_party",
        "half_built_house",
        {"confirmation_wanted": True, "terms.2": "未付给工人的工钱由卢永刚之兄卢永强名下的三轮车抵偿。"},
    ),
    (
        "outside_mediation",
        "collective_money",
        {"facts": ("补偿款按", "荆小妹对县政府的征收决定不服，申请行政复议。补偿款按")},
    ),
    ("outside_mediation", "words_first", {"facts": ("村干部组织扑救", "公安机关已按失火罪立案侦查。村干部组织扑救")}),
    ("outside_mediation", "parking", {"dispute_type": "选民资格"}),
    ("minor_without_guardian", "school_bus", {"parties.0.representative": {}}),
    ("organisation_without_representative", "collective_money", {"parties.1.representative": ""}),
    (
        "representative_without_authority",
        "roof_photovoltaic",
        {"parties.1.representative": {"name": "舒文", "role": "售后主管"}},
    ),
    (
        "representative_without_authority",
        "loud_cock",
        {"parties.0.representative": {"name": "茅小燕", "role": "代理人", "relation": "女儿"}},
    ),
    ("copies_too_few", "pension_of_mother_in_kind", {"copies": 2}),
    ("number_malformed", "school_bus", {"number": "清人调第101号"}),
    ("number_malformed", "school_bus", {"number": "101"}),
    ("presiding_body", "parking", {"committee": "清溪镇派出所"}),
    ("presiding_body presiding_body_doubtful", "parking", {"committee": "清溪镇锦绣花园小区业主委员会"}),
    ("date_impossible", "words_first", {"terms.1": ("2026年12月25日", "2026年12月35日")}),
    ("facts_after_agreement facts_date_late", "loud_cock", {"facts": ("桂香云在楼顶", "2026年12月9日，桂香云在楼顶")}),
    ("due_before_agreement", "loud_cock", {"performance.due_on": "2025-11-28"}),
    ("term_date_passed", "school_bus", {"terms.1": ("2026年12月10日前", "2025年12月10日前")}),
    ("blocks_remedies", "stall", {"terms.3": "双方今后不得再到任何部门上访、报警或起诉。"}),
    ("placeholder_left", "stall", {"terms.0": ("320元", "    元（大写：     ）")}),
    ("fee_charged", "stall", {"terms.3": "双方各向调委会交调解服务费50元。"}),
    ("duty_to_report", "loud_cock", {"facts": ("茅以诚向居委会反映", "茅以诚扬言要杀了桂香云。茅以诚向居委会反映")}),
]

SLIPS_IN_ALL: list[tuple[str, str, dict[str, Change]]] = [
    (
        "outside_mediation",
        "mutual_pay",
        {"facts": ("派出所认为情节轻微，双方均愿调解", "晏小龙的行为已构成故意伤害罪，检察院正在审查起诉")},
    ),
    ("outside_mediation", "noise", {"cause": "不服行政处罚", "dispute_type": "行政争议"}),
    ("outside_mediation", "work_injury", {"facts": ("双方就误工", "县人社局已作出工伤认定决定，公司不服。双方就误工")}),
    ("outside_mediation", "medical", {"facts": ("患方认为系", "患方已向县法院提起诉讼，案件正在审理中。患方认为系")}),
    ("outside_mediation", "collective_money", {"facts": ("2026年5月", "区政府作出的土地确权决定已经生效。2026年5月")}),
    (
        "duty_to_report",
        "father_and_son_of_one_surname",
        {"facts": ("今年春天摔伤髋骨", "今年春天被长子殴打、虐待致髋骨骨折")},
    ),
    ("duty_to_report", "child_support_and_visits", {"facts": ("引起争吵", "并多次用皮带抽打孩子，孩子身上有伤")}),
    ("duty_to_report outside_mediation", "loud_cock", {"facts": ("一直没有动", "茅以诚说要往桂香云家泼汽油")}),
    (
        "amount_words_differ",
        "lost_ring",
        {"terms.0": ("46000元（大写：肆万陆仟元整）", "46000元整（大写：肆拾陆万元整）")},
    ),
    (
        "amount_words_differ",
        "number_in_round_brackets",
        {"terms.0": ("借款本金20000元", "借款本金人民币20,000.00元（大写人民币：贰万零贰佰元整）")},
    ),
    (
        "amount_words_differ",
        "cooperative",
        {"terms.0": ("4410元（肆仟肆佰壹拾元整）", "人民币（大写）肆仟肆佰零拾元整（小写）¥4410.00")},
    ),
    ("amount_words_differ", "half_built_house", {"terms.1": ("7000元（柒仟元整）", "0.7万元（柒万元整）")}),
    ("amount_words_differ", "half_built_house", {"facts": ("总价8.8万元", "总价8.8万元（捌万元）")}),
    ("instalments_total", "lost_ring", {"performance.instalments.0.amount": "20000"}),
    ("instalments_total", "wages_of_many", {"performance.instalments.1.amount": 11000}),
    (
        "instalments_total_in_terms",
        "work_injury",
        {"terms.1": ("2027年1月15日前付20000元", "2027年1月15日前付2000元"), "performance.instalments": []},
    ),
    (
        "instalments_total_in_terms",
        "contingent_penalty",
        {"terms.1": "卞秋月分四次还清上述欠款，2026年12月底、2027年1月底、2月底、3月底各还7000元。"},
    ),
    (
        "instalments_total_in_terms",
        "amount_in_wan",
        {
            "terms.1": "该6万元分三期，每期1.5万元，分别于2026年12月31日、2027年3月31日、2027年6月30日前支付。",
            "performance.instalments": [],
        },
    ),
    (
        "deadline_missing duty_without_deadline",
        "wedding_photos",
        {"terms.0": ("，于2026年11月30日前一次付清", ""), "performance.due_on": ""},
    ),
    (
        "duty_without_deadline deadline_missing",
        "bees",
        {
            "terms.0": "逄永年赔偿竹青山蜜蜂损失3850元。",
            "terms.1": "逄永年以后喷药应告知竹青山。",
            "performance.due_on": "",
        },
    ),
    ("duty_without_person", "road_and_passage", {"terms.0": "2026年11月28日前拆除花坛、清走砖块，恢复路面2.8米宽度。"}),
    ("duty_without_person", "roof_photovoltaic", {"terms.0": "2026年12月15日前更换开裂瓦片并做好防水。"}),
    ("duty_without_amount", "stall", {"terms.0": "一、乙方赔偿甲方苹果损失。"}),
    ("duty_without_amount", "rent_with_rates", {"terms.1": "干国栋付清2026年7月至11月租金，于2026年11月30日前支付。"}),
    ("vague_words", "trees_over_wall", {"terms.0": ("于2026年12月1日前", "抓紧时间")}),
    ("vague_words", "rent_with_rates", {"terms.2": ("三日内", "过一阵子")}),
    ("vague_words", "rent_with_rates", {"terms.2": ("三日内", "有时间就")}),
    ("vague_words", "well_water", {"terms.2": ("各承担一半", "看情况分摊")}),
    ("vague_words", "bees", {"terms.0": ("3850元", "大约三四千元")}),
    ("vague_words", "medical", {"terms.0": ("一次性补偿国香兰人民币12000元（壹万贰仟元整）", "给予国香兰一定补偿")}),
    ("vague_words", "boundary_stones", {"terms.1": ("于2026年11月30日前", "在条件许可的情况下")}),
    ("vague_words", "village_contract", {"terms.2": ("于2027年3月20日前", "在苗木移完后尽快")}),
    ("vague_words", "goods_not_money", {"terms.0": ("三岁口黄牛", "差不多大小的黄牛")}),
    (
        "vague_words",
        "brothers_care_in_turn_with_land",
        {"terms.1": ("每年支付祖奶香赡养费3600元", "经常给祖奶香一些赡养费")},
    ),
    ("date_impossible", "quoted_haste", {"terms.1": ("2027年3月31日前还清", "2027年2月29日前还清")}),
    ("date_impossible date_unreadable", "quoted_haste", {"performance.instalments.1.due_on": "2027-02-29"}),
    ("date_impossible", "written_numerals_and_old_dates", {"performance.due_on": "二〇二六年十一月三十一日"}),
    ("due_before_agreement", "lunar_days", {"performance.due_on": "2026年10月1日"}),
    ("instalment_before_agreement", "borrowed_gold", {"performance.instalments.0.due_on": "2026-10-31"}),
    ("name_written_two_ways", "names_inside_names", {"terms.0": ("王明辉于", "王名辉于")}),
    ("name_written_two_ways", "parking", {"terms.0": ("牟小军自", "牟晓军自")}),
    ("name_written_two_ways", "short_name_of_a_firm", {"terms.0": ("万家乐物业赔偿", "万家了物业赔偿")}),
    ("name_written_two_ways", "village_contract", {"terms.1": ("苗木由鞠长河", "苗木由菊长河")}),
    ("name_written_two_ways", "collective_money", {"terms.1": ("荆小妹今后", "荆晓妹今后")}),
    ("name_not_party", "short_name_of_a_firm", {"terms.1": ("庄小芹于", "罗春梅于")}),
    ("name_not_party", "tools_returned", {"terms.1": ("练达买下", "李铁生买下")}),
    ("name_not_party", "work_injury", {"terms.0": ("一次性赔偿龚大勇误工费", "一次性赔偿陈水生误工费")}),
    ("name_not_party", "roof_photovoltaic", {"performance.method": "银行转账至赵金花账户"}),
    ("instalment_stranger", "borrowed_gold", {"performance.instalments.2": pay(5000, "2027-12-31", "许仙", "容秀珍")}),
    ("support_words", "child_support_and_visits", {"terms.2": "禹志鹏每月10日前给付孩子赡养费800元。"}),
    (
        "support_words",
        "father_and_son_of_one_surname",
        {"terms.1": "杜长青、杜长松每人每月5日前各给付父亲扶养费500元。"},
    ),
    (
        "deposit_words",
        "rent_with_rates",
        {
            "terms.1": ("押金1500元抵扣", "定金1500元抵扣"),
            "terms.2": ("尤金凤收到6000元当日开门", "尤金凤退还订金500元当日开门"),
        },
    ),
    ("damages_words", "work_injury", {"terms.2": ("收到全部款项", "收到全部补偿款项")}),
    ("confirmation_identity", "divorce_property_without_confirmation", {"confirmation_wanted": True}),
    (
        "confirmation_identity",
        "lost_ring",
        {"confirmation_wanted": True, "terms.0": "双方确认年小宝系年广宏与乐小云的亲生子，亲子关系成立。"},
    ),
    (
        "confirmation_title",
        "old_house_shares",
        {"confirmation_wanted": True, "terms.0": "老屋宅基地归尉老大使用，90000元三人平分。"},
    ),
    (
        "confirmation_title",
        "boundary_stones",
        {"confirmation_wanted": True, "terms.1": "阎得水确认争议的两垄地系柴进宝的承包地，承包经营权属于柴进宝。"},
    ),
    (
        "confirmation_third_party",
        "inheritance_money_confirmation",
        {"terms.0": "母亲的老房由闻涛、闻静和姨表姐共有，现同意全部归闻静。"},
    ),
    ("minor_without_guardian", "school_bus", {"parties.0.representative": None}),
    (
        "representative_without_authority",
        "agent_with_authority",
        {"parties.0.representative": {"name": "屈晓峰", "role": "代理人"}},
    ),
    ("organisation_without_representative", "noise", {"parties.1.representative": None}),
    ("party_incomplete party_not_identified", "bees", {"parties.0.address": ""}),
    ("mediator_is_party", "bees", {"mediators": ["古道热", "逄永年"]}),
    ("mediator_is_party", "agent_with_authority", {"mediators": ["屈晓峰"]}),
    ("number_malformed", "work_injury", {"number": "清溪人调字〔2026〕第58"}),
    ("number_malformed", "work_injury", {"number": "清溪人调字二〇二六58号"}),
    ("copies_in_terms", "copies_said_in_terms", {"terms.2": ("一式三份", "一式四份")}),
    ("id_checksum id_birth_impossible", "noise", {"parties.0.id_number": "610114199212020240"}),
    ("credit_code_checksum credit_code_malformed", "noise", {"parties.1.id_number": "92610114MA6TX0000A"}),
    ("committee_missing", "bees", {"committee": "　"}),
    ("presiding_body", "bees", {"committee": "清溪镇综合治理中心矛盾调处室"}),
    ("presiding_body", "bees", {"committee": "安平县人民法院清溪人民法庭"}),
]

SOUND = {name: hard_draft(row) for name, row in ROWS.items()}
_ALL = EARLIER | SOUND
FAULTY = [(frozenset(codes.split()), slipped(_ALL[base], changes)) for codes, base, changes in [*SLIPS, *SLIPS_IN_ALL]]
BASES = [base for _, base, _ in [*SLIPS, *SLIPS_IN_ALL]]
NAMES = [f"{codes.split()[0]}-{base}" for codes, base, _ in [*SLIPS, *SLIPS_IN_ALL]]
