"""One slip each in the whole agreements of `hard_drafts_sound`: (codes that name it, agreement, what was changed).

A change is a path in the draft with its new value, or with (old, new) to exchange words in a text.
"""

from copy import deepcopy
from typing import Any

from tests.domain.hard_drafts_sound import SOUND, one_of
from tests.domain.village_drafts_sound import Draft, pay

Change = Any
ROWS: list[tuple[str, str, dict[str, Change]]] = [
    # --- sums in words and figures
    ("amount_words_differ", "quoted_haste", {"terms.0": ("叁万元整", "叁仟元整")}),
    ("amount_words_differ", "amount_in_wan", {"terms.0": ("陆万元整", "陆万陆仟元整")}),
    (
        "amount_words_differ",
        "work_injury",
        {"terms.0": ("46800元（大写：肆万陆仟捌佰元整）", "肆万陆仟捌佰元整（小写46,080元）")},
    ),
    ("amount_words_differ", "agent_with_authority", {"terms.0": ("￥18,000.00元", "￥1.68万元")}),
    ("amount_words_differ", "lost_ring", {"terms.0": ("大写：肆万陆仟元整", "肆万陆元整")}),
    ("amount_words_differ", "seeds_dealer", {"facts": ("每袋55元", "每袋55元（伍拾元整）")}),
    (
        "amount_words_differ",
        "inheritance_money_confirmation",
        {"terms.1": ("50000元（伍万元整）", "５０００元（伍万元整）")},
    ),
    ("amount_words_differ", "cooperative", {"terms.0": ("肆仟肆佰壹拾元整", "人民币大写肆仟肆佰壹拾壹元整")}),
    (
        "amount_words_differ",
        "long_terms_with_numbers",
        {"terms.0": ("壹万肆仟捌佰伍拾元整", "壹万肆仟捌佰伍拾元伍角整")},
    ),
    (
        "amount_words_unreadable amount_words_differ",
        "inheritance_money_confirmation",
        {"terms.1": ("伍万元整", "伍万园整")},
    ),
    (
        "amount_words_unreadable amount_words_differ",
        "short_name_of_a_firm",
        {"terms.0": ("叁仟陆佰元整", "叁仟陆零零元整")},
    ),
    ("amount_malformed amount_words_differ", "quoted_haste", {"terms.0": ("30000元（大写：叁万元整）", "30,00.00元")}),
    ("amount_malformed", "noise", {"terms.2": ("1000元", "1，00元")}),
    ("amount_malformed", "bees", {"terms.0": ("3850元", "38500.00.00元")}),
    ("amount_words_differ", "platform", {"terms.0": ("贰仟元整", "贰佰元整")}),
    (
        "amount_words_differ",
        "medical",
        {"terms.0": ("人民币12000元（壹万贰仟元整）", "人民币壹万贰仟元整，小写￥1200元")},
    ),
    # --- parts and wholes
    ("amounts_total", "damages_and_a_help_in_two_papers", {"terms.0": ("共计1986.40元", "共计1996.40元")}),
    ("amounts_total", "wages_of_many", {"terms.0": ("共计24000元", "三人共计25000元")}),
    ("amounts_total", "seeds_dealer", {"terms.0": ("两项共4150元", "两项共4510元")}),
    ("instalments_total", "quoted_haste", {"performance.instalments.1.amount": 10000}),
    ("instalments_total", "amount_in_wan", {"performance.instalments.1.amount": "3.5万元"}),
    (
        "instalments_total",
        "number_in_round_brackets",
        {"performance.instalments.3": pay("5200", "2027-09-30", "公孙胜", "言小敏")},
    ),
    (
        "instalments_total_in_terms amounts_total",
        "quoted_haste",
        {
            "terms.1": "贺连生分三期归还：第一期2026年12月20日前10000元，第二期2027年1月31日前10000元，"
            "第三期2027年3月31日前5000元，共30000元。",
            "performance.instalments": [],
        },
    ),
    (
        "instalments_total_in_terms",
        "quoted_haste",
        {
            "terms.1": "上述借款30000元，贺连生分六期归还，每期四千元，自2026年12月起每月月底前付清。",
            "performance.instalments": [],
        },
    ),
    (
        "instalments_total_in_terms",
        "amount_in_wan",
        {
            "terms.1": "上述陆万元，2026年12月31日前付叁万元，2027年6月30日前付清余款贰万元。",
            "performance.instalments": [],
        },
    ),
    ("instalments_total_in_terms", "contingent_penalty", {"terms.1": ("分8个月", "分十个月")}),
    (
        "shares_total",
        "four_performers",
        {"terms.0": "池中秋鱼塘损失4800元由车来顺承担40%，党建文承担30%，苗青承担20%。"},
    ),
    ("amounts_contradict", "bees", {"performance.method": "2026年12月12日前现金付清3580元"}),
    # --- the four elements
    ("deadline_missing", "bees", {"terms.1": "逄永年以后喷药提前告知竹青山。", "performance.due_on": ""}),
    (
        "deadline_missing duty_without_deadline",
        "noise",
        {
            "terms.1": "夜色歌厅在吊顶和临街墙面加装隔音棉。",
            "terms.2": "夜色歌厅给付单玉洁精神抚慰金1000元。",
            "performance.due_on": "",
        },
    ),
    ("duty_without_deadline", "names_inside_names", {"terms.0": ("于2026年11月30日前", ""), "performance.due_on": ""}),
    ("duty_without_person", "boundary_stones", {"terms.2": "一次性补偿一季小麦损失180元，签字时付清。"}),
    ("duty_without_person", "names_inside_names", {"terms.1": "2026年11月30日前赔偿灶台修理费1200元。"}),
    ("duty_without_person", "tools_returned", {"terms.0": "电焊机一台应于2026年11月25日前归还。"}),
    ("duty_without_amount", "noise", {"terms.2": "夜色歌厅给付单玉洁精神抚慰金，签订协议时当场付清。"}),
    ("duty_without_amount", "oral_and_done_at_once", {"terms.0": "闵翠花赔偿鲍有财白菜损失，当场付清。"}),
    ("method_missing", "amount_in_wan", {"performance.method": ""}),
    ("place_missing", "rescue_of_drowned", {"performance.place": ""}),
    ("facts_missing", "bees", {"facts": "　"}),
    ("facts_too_short facts_without_party", "bees", {"facts": "双方因蜜蜂死亡。"}),
    ("terms_missing", "well_water", {"terms": []}),
    ("term_empty", "well_water", {"terms.2": "  "}),
    ("placeholder_left", "noise", {"terms.2": ("1000元", "＿＿＿元")}),
    ("placeholder_left", "graves", {"facts": ("两车石子", "××车石子，共计____元")}),
    ("dispute_missing", "noise", {"cause": "", "dispute_type": ""}),
    # --- vague words
    ("vague_words", "bees", {"terms.1": ("于2026年12月12日前付清", "应尽快付清")}),
    ("vague_words", "trees_over_wall", {"terms.0": ("于2026年12月1日前", "于近期内")}),
    ("vague_words", "goods_not_money", {"terms.1": "超出部分由欧阳建适当承担一些。"}),
    ("vague_words", "medical", {"terms.0": "清溪镇中心卫生院给予国香兰若干营养补助。"}),
    (
        "vague_words",
        "quoted_haste",
        {"terms.1": ("余款15000元于2027年3月31日前还清", "余款15000元待经济宽裕后陆续还清")},
    ),
    ("vague_words", "apology_only", {"terms.1": ("三日内", "这几天抽空")}),
    ("vague_words", "noise", {"terms.1": ("于2026年12月20日前", "在合理期限内")}),
    ("vague_words", "long_terms_with_numbers", {"terms.1": ("于2026年12月25日前", "待资金到位后")}),
    ("vague_words", "platform", {"terms.1": ("于2026年12月20日前付清", "发工资以后再说")}),
    ("vague_words", "boundary_stones", {"terms.2": ("180元", "两百来块钱")}),
    ("vague_words", "ethnic_names", {"terms.0": ("退还扎西顿珠950元", "退还扎西顿珠大部分货款")}),
    # --- days
    ("due_before_agreement", "bees", {"performance.due_on": "2026-01-12"}),
    ("due_before_agreement", "written_numerals_and_old_dates", {"performance.due_on": "二〇二六年十月十五日"}),
    ("instalment_before_agreement", "amount_in_wan", {"performance.instalments.0.due_on": "2025年12月31日"}),
    ("instalment_after_due", "lost_ring", {"performance.instalments.1.due_on": "2028-05-31"}),
    (
        "term_date_passed",
        "seeds_dealer",
        {"terms.1": "金穗农资店于2025年11月30日前支付2150元，剩余2000元以等价化肥抵付，2027年春耕前交付。"},
    ),
    ("facts_after_agreement", "agent_with_authority", {"facts": ("2026年9月28日", "2027年9月28日")}),
    ("facts_date_late", "work_injury", {"facts": ("2026年7月15日", "2026年12月15日")}),
    ("date_impossible", "amount_in_wan", {"terms.1": ("2027年6月30日", "2027年6月31日")}),
    ("date_impossible", "boundary_stones", {"performance.due_on": "2026年11月31日"}),
    (
        "date_impossible",
        "written_numerals_and_old_dates",
        {"terms.0": ("二〇二六年十二月十五日", "二〇二六年十三月十五日")},
    ),
    ("date_impossible date_unreadable", "dates_with_dots", {"performance.due_on": "2026.2.30"}),
    ("reached_on_missing", "graves", {"reached_on": ""}),
    ("reached_in_future", "graves", {"reached_on": "2027-11-20"}),
    ("date_unreadable date_impossible", "graves", {"reached_on": "2026年11月"}),
    # --- names
    ("name_from_other_case name_not_party", "noise", {"terms.2": ("给付单玉洁", "给付刘桂芳")}),
    ("name_not_party", "four_performers", {"terms.1": "上述款项三人均于2026年12月10日前付给赵老四。"}),
    ("name_not_party", "bees", {"terms.1": ("告知竹青山", "告知竹青山。崔明亮保证不再在果园附近放蜂")}),
    ("name_written_two_ways", "work_injury", {"terms.2": ("龚大勇", "龚大永")}),
    ("name_written_two_ways", "bees", {"terms.0": ("逄永年赔偿", "逢永年赔偿")}),
    ("name_written_two_ways", "quoted_haste", {"facts": ("田玉梅多次", "田玉美多次")}),
    ("name_written_two_ways", "ethnic_names", {"terms.1": ("阿依古丽·买买提", "阿依古丽.买买提")}),
    ("name_written_two_ways", "short_name_of_a_firm", {"terms.1": ("庄小芹", "庄晓芹")}),
    ("name_written_two_ways", "ethnic_names", {"terms.1": ("扎西顿珠", "扎西顿株")}),
    ("name_written_two_ways", "number_in_round_brackets", {"performance.instalments.0.payee": "言晓敏"}),
    ("name_written_two_ways", "tools_returned", {"terms.1": ("练达买下", "练大买下")}),
    ("name_written_two_ways", "short_name_of_a_firm", {"terms.2": ("万家乐物业", "万佳乐物业")}),
    ("instalment_stranger", "lost_ring", {"performance.instalments.0.payer": "马六"}),
    (
        "facts_without_party",
        "bees",
        {"facts": "刘某驾驶三轮车把张某的围墙撞塌，修墙需要一千五百元，多次协商没有结果。"},
    ),
    # --- pairs of words
    ("support_words", "father_and_son_of_one_surname", {"terms.1": ("赡养费", "抚养费")}),
    ("support_words", "masked_name_of_a_child", {"terms.0": ("女儿抚养费", "女儿扶养费")}),
    ("support_words", "brothers_care_in_turn_with_land", {"terms.1": ("赡养费", "扶养费")}),
    ("support_words", "divorce_property_without_confirmation", {"terms.1": ("给付抚养费", "给付赡养费")}),
    ("deposit_words", "deposit_of_a_wedding_feast", {"terms.0": ("返还花彩霞定金", "返还花彩霞订金")}),
    ("damages_words", "work_injury", {"terms.1": "上述补偿款2026年12月5日前付26800元，2027年1月15日前付20000元。"}),
    ("damages_words", "agent_with_authority", {"terms.1": ("付清13000元", "付清补偿金13000元，该补偿不再变更")}),
    # --- who
    ("consent_missing", "bees", {"consent": False}),
    ("parties_too_few", "bees", {"parties": [one_of("申请人", "竹青山")], "copies": 2}),
    ("party_name_missing", "bees", {"parties.0.name": ""}),
    ("party_name_odd", "bees", {"parties.0.name": "竹青山、竹青河"}),
    ("party_not_identified", "bees", {"parties.1.id_number": "", "parties.1.birth": "", "parties.1.address": ""}),
    ("party_twice", "bees", {"parties.1": SOUND["bees"]["parties"][0] | {"role": "被申请人"}}),
    ("id_checksum", "noise", {"parties.0.id_number": "610114199212020249"}),
    ("id_malformed", "noise", {"parties.0.id_number": "61011419921202024"}),
    ("id_birth_impossible", "noise", {"parties.0.id_number": "610114199213020242"}),
    ("id_old_fifteen", "noise", {"parties.0.id_number": "610114921202024"}),
    ("id_birth_differs", "bees", {"parties.1.birth": "1973年8月11日"}),
    ("id_sex_differs", "bees", {"parties.1.sex": "女"}),
    ("birth_impossible", "no_birth_but_id", {"parties.0.birth": "1860-01-02", "parties.0.id_number": ""}),
    ("credit_code_checksum credit_code_malformed", "work_injury", {"parties.1.id_number": "91350100M000100Y44"}),
    ("credit_code_malformed credit_code_checksum", "work_injury", {"parties.1.id_number": "91350100M000I00Y43"}),
    ("organisation_without_representative", "work_injury", {"parties.1.representative": None}),
    ("organisation_without_representative", "cooperative", {"parties.0.representative": {"role": "理事长"}}),
    (
        "organisation_without_representative party_kind_doubtful",
        "work_injury",
        {
            "parties.1": one_of("被申请人", "安平县鸿基建筑劳务有限公司")
            | {"sex": "", "nation": "", "birth": "", "id_number": "", "kind": "person"}
        },
    ),
    ("minor_without_guardian", "minor_with_mother", {"parties.0.representative": None}),
    (
        "minor_without_guardian",
        "platform",
        {"parties.0": one_of("申请人", "虞美", "女", "2010-12-31", occupation="学生")},
    ),
    (
        "guardian_is_minor",
        "minor_with_mother",
        {
            "parties.0.representative": {
                "name": "柯晓",
                "role": "监护人",
                "relation": "姐姐",
                "id_number": "610114201001010249",
            }
        },
    ),
    ("representative_without_authority", "agent_with_authority", {"parties.0.representative.authority": ""}),
    (
        "representative_without_authority",
        "quoted_haste",
        {"parties.1.representative": {"name": "贺小宝", "relation": "侄子"}},
    ),
    (
        "representative_without_authority",
        "work_injury",
        {"parties.1.representative": {"name": "孔亮", "role": "项目经理"}},
    ),
    # --- the law around it
    ("confirmation_identity", "divorce_property_without_confirmation", {"confirmation_wanted": True}),
    (
        "confirmation_identity",
        "masked_name_of_a_child",
        {
            "confirmation_wanted": True,
            "terms.0": "双方确认孩子变更由印海洋抚养，原收养关系解除，抚养费每月1000元，每月15日前转账。",
        },
    ),
    (
        "confirmation_title",
        "boundary_stones",
        {"confirmation_wanted": True, "terms.0": "争议的0.15亩土地使用权归柴进宝享有，以三根界桩为界。"},
    ),
    ("confirmation_title", "inheritance_money_confirmation", {"terms.0": "母亲遗留的两间平房所有权归闻静。"}),
    (
        "confirmation_third_party",
        "inheritance_money_confirmation",
        {"terms.0": "母亲名下房屋一间已抵押给信用社，双方同意变卖后各得一半。"},
    ),
    (
        "confirmation_third_party",
        "old_house_shares",
        {"confirmation_wanted": True, "terms.0": "补偿款中属于侄女尉芳的份额由尉老大处分，三人平均分配90000元。"},
    ),
    ("confirmation_oral", "oral_and_done_at_once", {"confirmation_wanted": True}),
    (
        "outside_mediation",
        "noise",
        {"facts": ("环保部门检测夜间噪声超标6分贝", "单玉洁不服环保局对歌厅的行政处罚决定")},
    ),
    (
        "outside_mediation",
        "mutual_pay",
        {"facts": ("派出所认为情节轻微，双方均愿调解", "晏小龙因涉嫌故意伤害已被刑事拘留")},
    ),
    (
        "outside_mediation",
        "work_injury",
        {"facts": ("双方就误工", "龚大勇已向县劳动人事争议仲裁委员会申请仲裁并被受理。双方就误工")},
    ),
    ("outside_mediation", "boundary_stones", {"dispute_type": "土地权属争议确权"}),
    (
        "outside_mediation",
        "rent_with_rates",
        {"facts": ("尤金凤锁门", "尤金凤已向安平县人民法院起诉，法院已立案。尤金凤锁门")},
    ),
    ("duty_to_report", "mutual_pay", {"facts": ("冀大川眼角缝合", "晏小龙扬言要放火烧房。冀大川眼角缝合")}),
    ("blocks_remedies", "work_injury", {"terms.2": "龚大勇收到款项后不得再以任何理由上访或向法院起诉。"}),
    ("fee_charged", "bees", {"terms.1": ("付清", "付清，另向调委会交纳调解费200元")}),
    # --- the paper
    ("committee_missing", "bees", {"committee": ""}),
    ("presiding_body", "bees", {"committee": "清溪镇人民政府"}),
    ("presiding_body", "bees", {"committee": "清溪镇社会治安综合治理中心"}),
    ("presiding_body", "bees", {"committee": "白水村村民委员会"}),
    ("number_malformed", "work_injury", {"number": "清溪人调字2026-58"}),
    ("number_malformed", "work_injury", {"number": "清溪人调字〔26〕58号"}),
    ("number_malformed", "work_injury", {"number": "清溪人调字〔2026〕058号"}),
    ("number_year_differs", "work_injury", {"number": "清溪人调字〔2025〕58号"}),
    ("copies_too_few", "four_performers", {"copies": 3}),
    ("copies_more", "four_performers", {"copies": 9}),
    ("copies_in_terms", "copies_said_in_terms", {"terms.2": ("一式三份", "一式贰份")}),
    ("mediators_missing", "bees", {"mediators": []}),
    ("mediator_is_party", "bees", {"mediators": ["竹青山"]}),
    ("recorder_missing", "bees", {"recorder": ""}),
    ("written_form_advised", "amount_in_wan", {"form": "oral"}),
]


def slipped(whole: Draft, changes: dict[str, Change]) -> Draft:
    """The draft with these changes."""
    whole = deepcopy(whole)
    for path, value in changes.items():
        *steps, last = [int(step) if step.isdigit() else step for step in path.split(".")]
        place: Any = whole
        for step in steps:
            place = place[step]
        if isinstance(value, tuple):
            old, new = value
            assert old in place[last], (path, old)
            value = place[last].replace(old, new)
        place[last] = value
    return whole


FAULTY = [(frozenset(codes.split()), slipped(SOUND[base], changes)) for codes, base, changes in ROWS]
BASES = [base for _, base, _ in ROWS]
NAMES = [f"{codes.split()[0]}-{base}" for codes, base, _ in ROWS]
