"""Invented agreements with one slip each, as it happens in a village office: (codes that name the slip, draft)."""

from typing import Any

from tests.domain.village_drafts_sound import SOUND, Draft, draft, organisation, pay, performing, person

ANN = person("申请人", "聂秀芝", "女", "1967-03-14", "柳河街道石桥村八组")
BEN = person("被申请人", "褚长贵", "男", "1970-12-05", "柳河街道石桥村八组")
LOAN = (
    "2023年5月，褚长贵盖房缺钱，向聂秀芝借款，写有借条，说好2024年底还清。到期后褚长贵只还了一部分，"
    "聂秀芝多次上门讨要，双方为还款时间和利息争执不下。"
)


def changed(name: str, **changes: Any) -> Draft:
    return SOUND[name] | changes


def one(terms: list[str], **more: Any) -> Draft:
    """The loan of two neighbours with these terms."""
    base: Draft = {"performance": performing("银行转账", "石桥村调解室", "2026-12-31")}
    return draft([ANN, BEN], "民间借贷纠纷", LOAN, terms) | base | more


def party(name: str, place: int, **changes: Any) -> list[Draft]:
    """The parties of a sound draft with one of them changed."""
    parties = [dict(item) for item in SOUND[name]["parties"]]
    parties[place] |= changes
    return parties


FAULTY: dict[str, tuple[set[str], Draft]] = {
    "words_five_thousand_figures_fifty": (
        {"amount_words_differ"},
        one(["褚长贵于2026年12月31日前归还聂秀芝借款人民币伍仟元整（¥50,000.00）。"]),
    ),
    "figures_then_words": (
        {"amount_words_differ"},
        one(["褚长贵归还聂秀芝本金8,600.00元（大写：捌仟陆佰伍拾元整），2026年12月31日前付清。"]),
    ),
    "capital_and_small_letters": (
        {"amount_words_differ"},
        one(["褚长贵欠聂秀芝借款人民币（大写）壹万贰仟元整，（小写）12500元，于2026年12月31日前一次还清。"]),
    ),
    "instalments_do_not_add_up": (
        {"instalments_total"},
        changed(
            "wages_in_instalments",
            terms=["李秋生欠孙铁柱工资人民币壹万捌仟元整（¥18,000.00），李秋生按下列期限分三期付清。"],
            performance=performing(
                "微信转账",
                "石桥村村委会",
                "2027-02-05",
                [
                    pay(6000, "2026-12-20", "李秋生", "孙铁柱"),
                    pay(6000, "2027-01-20", "李秋生", "孙铁柱"),
                    pay(5000, "2027-02-05", "李秋生", "孙铁柱"),
                ],
            ),
        ),
    ),
    "four_times_twenty_five_hundred": (
        {"instalments_total_in_terms", "instalments_total"},
        one(["褚长贵共欠聂秀芝12000元，自2026年12月起分4期还清，每期还2500元，每月20日前转账。"]),
    ),
    "two_parts_of_the_debt": (
        {"instalments_total_in_terms", "amounts_total", "instalments_total"},
        one(
            [
                "褚长贵欠聂秀芝借款本金30000元，分两次还清：第一次2026年12月31日前还15000元，第二次2027年6月30日前还10000元。",
            ],
            performance=performing("银行转账", "石桥村调解室", "2027-06-30"),
        ),
    ),
    "items_and_total": (
        {"amounts_total"},
        changed(
            "minor_hurt_at_school",
            terms=[
                "陈子轩的监护人陈立新赔偿冯浩宇医疗费3200元、护理费1800元、交通费200元，合计5300元，2026年11月30日前付清。"
            ],
        ),
    ),
    "due_before_the_agreement": (
        {"due_before_agreement"},
        changed("homestead_wall", performance=performing("自行拆除", "两家之间的巷道", "2026-11-10")),
    ),
    "last_years_deadline": (
        {"term_date_passed"},
        one(["褚长贵于2025年12月31日前归还聂秀芝借款20000元。"]),
    ),
    "accident_next_year": (
        {"facts_after_agreement", "facts_date_late"},
        changed("dog_bite", facts=SOUND["dog_bite"]["facts"].replace("2026年11月1日", "2027年1月1日")),
    ),
    "signed_tomorrow": ({"reached_in_future"}, changed("tree_shade", reached_on="2026-12-24")),
    "no_day_of_agreement": ({"reached_on_missing"}, changed("tree_shade", reached_on="")),
    "thirty_first_of_november": (
        {"date_impossible"},
        one(["褚长贵于2026年11月31日前归还聂秀芝借款20000元。"]),
    ),
    "chinese_day_that_is_none": (
        {"date_impossible"},
        one(["褚长贵于二〇二七年二月三十日前归还聂秀芝借款贰万元整。"]),
    ),
    "child_signs_alone": (
        {"minor_without_guardian"},
        changed("minor_hurt_at_school", parties=party("minor_hurt_at_school", 1, representative=None)),
    ),
    "brother_of_sixteen_as_guardian": (
        {"guardian_is_minor"},
        changed(
            "dog_bite",
            parties=party(
                "dog_bite",
                0,
                representative={
                    "name": "薛小刚",
                    "role": "监护人",
                    "relation": "哥哥",
                    "id_number": "610114201002010034",
                },
            ),
        ),
    ),
    "company_without_a_head": (
        {"organisation_without_representative"},
        changed("company_noise", parties=party("company_noise", 0, representative=None)),
    ),
    "son_without_power_of_attorney": (
        {"representative_without_authority"},
        changed(
            "construction_injury_with_agent",
            parties=party(
                "construction_injury_with_agent",
                0,
                representative={"name": "邹晓东", "role": "代理人", "relation": "儿子"},
            ),
        ),
    ),
    "wrong_check_digit": (
        {"id_checksum"},
        changed("tree_shade", parties=party("tree_shade", 0, id_number="610114196804090241")),
    ),
    "born_another_day_than_the_card_says": (
        {"id_birth_differs"},
        changed("tree_shade", parties=party("tree_shade", 0, birth="1968-09-04")),
    ),
    "he_with_a_card_of_hers": (
        {"id_sex_differs"},
        changed("tree_shade", parties=party("tree_shade", 0, sex="男")),
    ),
    "credit_code_with_a_slip": (
        {"credit_code_checksum"},
        changed("goods_price", parties=party("goods_price", 1, id_number="91350100M000100Y44")),
    ),
    "only_the_applicant": ({"parties_too_few"}, changed("tree_shade", parties=[SOUND["tree_shade"]["parties"][0]])),
    "the_other_side_did_not_agree_to_mediation": ({"consent_missing"}, changed("tree_shade", consent=False)),
    "nothing_happened": ({"facts_missing"}, changed("tree_shade", facts="")),
    "nothing_agreed": ({"terms_missing"}, changed("tree_shade", terms=[])),
    "as_soon_as_possible": (
        {"vague_words"},
        one(["褚长贵尽快归还聂秀芝借款20000元，最迟不超过2026年底。"]),
    ),
    "when_there_is_money": (
        {"vague_words"},
        one(
            ["褚长贵等卖了粮有钱了再还聂秀芝借款20000元。"],
            performance=performing("银行转账", "石桥村调解室", ""),
        ),
    ),
    "fitting_compensation": (
        {"vague_words"},
        changed("tree_shade", terms=["钱广田2026年12月10日前适当赔偿赵桂兰家漏水的损失，并锯掉伸过来的树枝。"]),
    ),
    "name_of_the_last_case": (
        {"name_not_party"},
        one(["鲁根生于2026年12月31日前归还聂秀芝借款20000元。"]),
    ),
    "long_expensive_name": (
        {"name_written_two_ways"},
        one(["褚常贵于2026年12月31日前归还聂秀芝借款20000元。"]),
    ),
    "raising_ones_father": (
        {"support_words"},
        changed(
            "three_brothers_support",
            terms=["韩大宝、韩二宝、韩三宝自2026年12月起每人每月5日前给付父亲抚养费200元，现金交到老人手里。"],
        ),
    ),
    "deposit_and_earnest_money": (
        {"deposit_words"},
        changed(
            "ethnic_name",
            facts="买买提·艾力于2026年7月向马尚德订购羊肉，交定金2000元，马尚德未能供货，双方为退不退定金发生争执。",
            terms=["马尚德于2026年11月28日前双倍返还买买提·艾力订金4000元。"],
        ),
    ),
    "two_words_for_one_sum": (
        {"damages_words"},
        changed(
            "water_pipe_upstairs",
            terms=[
                "曾繁荣赔偿谭丽损失3500元。",
                "上述补偿款3500元于2026年11月25日前在柳河社区居委会当面付清。",
            ],
        ),
    ),
    "divorce_to_be_confirmed": (
        {"confirmation_identity"},
        changed(
            "monthly_child_support",
            facts="周小梅与吴建军系夫妻，近两年因琐事经常吵架，已分居，双方都同意离婚，就孩子和存款进行协商。",
            terms=[
                "一、周小梅与吴建军自愿离婚。",
                "二、女儿吴雨欣由周小梅抚养，吴建军自2026年12月起每月10日前支付抚养费1000元，转入周小梅银行卡。",
            ],
            confirmation_wanted=True,
        ),
    ),
    "homestead_to_be_confirmed": (
        {"confirmation_title"},
        changed(
            "homestead_wall",
            terms=["两家中间的巷道，宅基地使用权归赵桂兰所有，钱广田于2026年12月31日前拆除墙体。"],
            confirmation_wanted=True,
        ),
    ),
    "brothers_house_pays": (
        {"confirmation_third_party"},
        one(
            ["褚长贵用登记在其弟褚长富名下的房屋抵偿欠聂秀芝的借款200000元，2026年12月31日前办理过户。"],
            confirmation_wanted=True,
        ),
    ),
    "two_copies_for_three": ({"copies_too_few"}, changed("tree_shade", copies=2)),
    "nobody_mediated": ({"mediators_missing"}, changed("tree_shade", mediators=[])),
    "nobody_recorded": ({"recorder_missing"}, changed("tree_shade", recorder="")),
    "number_by_hand": ({"number_malformed"}, changed("tree_shade", number="柳人调2026年第12")),
    "the_street_office_presides": ({"presiding_body"}, changed("tree_shade", committee="柳河街道办事处司法所")),
    "already_a_criminal_case": (
        {"outside_mediation"},
        changed(
            "police_referral_fight",
            facts="2026年11月8日晚，戴小军用啤酒瓶打伤汪大海头部，经鉴定为轻伤二级，公安机关已经立案侦查，戴小军涉嫌故意伤害罪。",
        ),
    ),
    "already_at_court": (
        {"outside_mediation"},
        one(
            ["褚长贵于2026年12月31日前归还聂秀芝借款20000元。"],
            facts=LOAN + "聂秀芝已于2026年9月向法院起诉，法院已受理。",
        ),
    ),
    "threats_with_petrol": (
        {"duty_to_report"},
        changed(
            "tree_shade",
            facts=SOUND["tree_shade"]["facts"] + "钱广田扬言要是砍树就跟赵桂兰家同归于尽。",
        ),
    ),
    "no_deadline_anywhere": (
        {"deadline_missing", "duty_without_deadline"},
        one(["褚长贵归还聂秀芝借款20000元。"], performance=performing("银行转账", "石桥村调解室", "")),
    ),
    "nobody_pays": (
        {"duty_without_person"},
        one(["于2026年12月31日前归还借款20000元。"]),
    ),
    "how_much": (
        {"duty_without_amount"},
        changed("water_pipe_upstairs", terms=["曾繁荣于2026年11月25日前赔偿谭丽墙面和沙发的损失，在居委会当面付清。"]),
    ),
    "monthly_support_without_a_sum": (
        {"duty_without_amount"},
        changed(
            "monthly_child_support",
            terms=[
                "吴雨欣随周小梅生活，吴建军自2026年12月起每月10日前支付抚养费，转入周小梅银行卡，至吴雨欣年满十八周岁止。"
            ],
        ),
    ),
    "blank_left_in_the_line": (
        {"placeholder_left"},
        one(["褚长贵于2026年____月____日前归还聂秀芝借款20000元。"]),
    ),
    "mediator_is_the_respondent": ({"mediator_is_party"}, changed("tree_shade", mediators=["钱广田"])),
    "fee_for_the_committee": (
        {"fee_charged"},
        one(["褚长贵于2026年12月31日前归还聂秀芝借款20000元。", "双方各向调委会交纳调解费100元。"]),
    ),
    "never_to_sue": (
        {"blocks_remedies"},
        one(["褚长贵于2026年12月31日前归还聂秀芝借款20000元，聂秀芝以后不得再到法院起诉。"]),
    ),
    "shares_of_more_than_the_whole": (
        {"shares_total"},
        changed(
            "percent_shares",
            terms=["卖鱼收入扣除饲料欠款后余60000元，沈万林分60%，施文斌分50%，于2026年12月5日前转账付清。"],
        ),
    ),
    "thirds_of_two": (
        {"shares_total"},
        changed(
            "three_brothers_support",
            terms=[
                "韩守义看病住院的费用，由韩大宝承担二分之一，韩二宝承担三分之一，韩三宝承担三分之一，出院后十日内结清。",
                "三个儿子每人每月5日前给韩守义赡养费200元。",
            ],
        ),
    ),
    "instalment_to_a_stranger": (
        {"instalment_stranger"},
        one(
            ["褚长贵归还聂秀芝借款20000元，于2026年12月31日前付清。"],
            performance=performing("银行转账", "石桥村", "2026-12-31", [pay(20000, "2026-12-31", "褚长贵", "米有财")]),
        ),
    ),
    "last_instalment_after_the_end": (
        {"instalment_after_due"},
        one(
            ["褚长贵归还聂秀芝借款20000元，分两期付清。"],
            performance=performing(
                "银行转账",
                "石桥村",
                "2026-12-31",
                [pay(10000, "2026-12-15", "褚长贵", "聂秀芝"), pay(10000, "2027-02-15", "褚长贵", "聂秀芝")],
            ),
        ),
    ),
    "who_is_the_respondent": (
        {"party_not_identified", "party_incomplete"},
        changed("tree_shade", parties=party("tree_shade", 1, id_number="", birth="", address="")),
    ),
    "the_same_man_twice": (
        {"party_twice"},
        changed("tree_shade", parties=[*SOUND["tree_shade"]["parties"], SOUND["tree_shade"]["parties"][1]], copies=4),
    ),
    "oral_with_years_to_pay": (
        {"written_form_advised"},
        one(
            ["褚长贵于2027年12月31日前归还聂秀芝借款20000元。"],
            form="oral",
            performance=performing("现金", "聂秀芝家", "2027-12-31"),
        ),
    ),
    "hospital_run_by_nobody": (
        {"organisation_without_representative"},
        draft(
            [
                organisation("被申请人", "柳河街道仁和养老院", None, "柳河街道中心路50号"),
                person("申请人", "詹玉兰", "女", "1970-05-05", "柳河街道柳林村一组"),
            ],
            "服务合同纠纷",
            "詹玉兰的母亲2026年9月在柳河街道仁和养老院走廊滑倒，手腕骨裂，詹玉兰要求养老院赔偿医疗费。",
            ["柳河街道仁和养老院于2026年12月1日前赔偿詹玉兰母亲医疗费3000元，转账付清。"],
            performance=performing("银行转账", "", "2026-12-01"),
        ),
    ),
}
