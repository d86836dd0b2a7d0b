"""Capabilities 11–15, 19 and 79: the centre's own law, read, tried out, checked, and measured by the duty lists."""

import hashlib
import json
import random
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from time import process_time
from typing import Any

import pytest
import xlsxwriter

from govdesk.app.command_line import run
from govdesk.domain.errors import AccessDenied, BadInput, RuleViolation
from govdesk.domain.roles import SYSTEM
from govdesk.domain.routing import RECEIVER_KINDS, ROUTED_TIERS, Condition, Receiver, Rule, RuleBook
from govdesk.domain.routing_conditions import PREDICATES, SAME, Recurrence
from govdesk.domain.rule_draft import change_rule, draft_of, in_order, remove_rule
from govdesk.domain.vocabulary import BodyKind, Tier
from govdesk.services.case_card import case_card
from govdesk.services.duties import duty_items, duty_lists, import_duties
from govdesk.services.duty_admission import admission_opinion
from govdesk.services.grids import find_grid, found_centre, village_bodies
from govdesk.services.opening import open_desk
from govdesk.services.routing import explain_routing, routing_labels, store_rules
from govdesk.services.routing_faults import routing_faults
from govdesk.services.routing_sentences import condition_words, sentence
from govdesk.services.rule_checks import check_rules
from govdesk.services.rule_editing import draft_book, next_version, rule_menu, rules_in_force, save_version
from govdesk.services.rule_holes import find_holes
from govdesk.services.rule_simulation import simulate
from govdesk.storage.repositories.grids import NewBody, NewCentre, NewGrid, NewPost
from tests.capabilities.sentence_reading import read_sentence

WORDS = ("欠薪", "持刀", "塌方", "油烟", "要账", "群租房", "黑作业", "占道")


# -- 11


def random_rule(chance: random.Random, choices: dict[str, Any], place: int) -> Rule:
    def value(name: str) -> Any:
        shape = PREDICATES[name].shape
        if shape == "flag":
            return chance.random() < 0.5
        if shape in ("at_least", "at_most"):
            return chance.randint(1, 60)
        if shape == "recurrence":
            return Recurrence(chance.choice(SAME), chance.randint(1, 90), chance.randint(1, 9))
        pool = list(WORDS) if name == "words" else [code for code, _label in choices[name]]
        return tuple(chance.sample(pool, min(len(pool), chance.randint(1, 4))))

    names = chance.sample(sorted(PREDICATES), chance.randint(1, 5))
    conditions = in_order([Condition(name, value(name), chance.random() < 0.3) for name in names])
    tier = chance.choice(ROUTED_TIERS)
    bodies = [code for code, _label in choices["bodies"]]
    receivers = [Receiver(kind) for kind in RECEIVER_KINDS if kind != "body"] + [
        Receiver("body", chance.choice(bodies))
    ]
    assists = tuple(Receiver("body", code) for code in chance.sample(bodies, 2)) if tier is Tier.JOINT else ()
    term = chance.choice(("", *(code for code, _label in choices["terms"])))
    return Rule(f"r{place}", f"规则{place}", conditions, tier, chance.choice(receivers), assists, term)


def meaning(condition: Condition) -> tuple[str, Any, bool]:
    """What a person reads in it: 不是紧急 is the same as 没有标为紧急, whichever way it is stored."""
    if PREDICATES[condition.name].shape == "flag":
        return condition.name, condition.value is not condition.negated, False
    if isinstance(condition.value, Recurrence):
        wanted = condition.value
        return condition.name, (wanted.same, wanted.days, wanted.at_least), condition.negated
    return condition.name, condition.value, condition.negated


def test_capability_11_the_sentence_of_200_random_rules_equals_their_stored_conditions(street):
    desk, chance = street.desk, random.Random(11)
    menu, labels = rule_menu(desk), routing_labels(desk)
    choices = {item.name: item.choices for item in menu.conditions} | {"bodies": menu.bodies, "terms": menu.terms}
    names = {name: {label: code for code, label in pairs} for name, pairs in choices.items()}
    names["term"] = names["terms"]
    names["receiver"] = {label: kind for kind, label in menu.receivers} | names["bodies"]
    grid_names = {row.code: row.name for row in desk.grids.values()}
    names["grid"] = {grid_names[code]: code for code in grid_names}
    for name, found in names.items():
        assert len(found) == len(set(found.values())), f"two labels of {name} read alike"
    for place in range(200):
        rule = random_rule(chance, choices, place)
        told = sentence(rule, labels)
        conditions, where = read_sentence(told, names)
        assert conditions == [meaning(item) for item in rule.conditions], told
        assert where["tier"] == rule.tier.value
        assert where["receiver"] == (rule.receiver.body or rule.receiver.kind)
        assert where["assists"] == tuple(item.body for item in rule.assists)
        assert where["term"] == rule.term


# -- 12


def test_capability_12_each_routed_case_tells_rule_version_facts_and_the_two_nearest_rules(street):
    kinds = [
        ("own_patrol", "neighbourhood", {}),
        ("court_pre_suit", "contract", {}),
        ("hotline_12345", "noise", {}),
        ("window_visit", "labour.wage_arrears", {}),
        ("petition", "construction", {"people_count": 40}),
    ]
    for channel, category, more in kinds:
        case_id = street.register(channel=channel, category=category, **more)
        view = explain_routing(street.desk, street.seat("operator"), case_id)
        assert view.rule and view.version == street.desk.rules.routing.version
        labels = routing_labels(street.desk)
        stored = street.desk.rules.routing.rule(view.rule)
        assert len(view.matched) == len(stored.conditions)
        for words, condition in zip(view.matched, stored.conditions, strict=True):
            assert words.startswith(condition_words(condition, labels))
        assert len(view.near_misses) >= 2
        assert all(miss.failed and miss.rule != view.rule for miss in view.near_misses)


# -- 13


def digest(folder: Path) -> str:
    with closing(sqlite3.connect(folder / "govdesk.db")) as connection:
        return hashlib.sha256("\n".join(connection.iterdump()).encode()).hexdigest()


def changed_law(book: RuleBook) -> RuleBook:
    rules = tuple(
        replace(rule, tier=Tier.OFFICE, receiver=Receiver("body", "justice_office"))
        if rule.id in ("patrol_to_village", "office_exhausted")
        else rule
        for rule in book.rules
    )
    return replace(book, version="试行", rules=rules)


def test_capability_13_a_simulation_shows_old_and_new_marks_hand_corrections_and_writes_nothing(street):
    corrected = street.register(title="甲")
    untouched = street.register(title="乙")
    elsewhere = street.register(title="丙", channel="court_pre_suit", category="contract")
    street.act(corrected, "reassign", receiver="justice_office", reason="当事人要求司法所主持")
    before = digest(street.folder)
    seen: list[tuple[int, int]] = []
    done = simulate(
        street.desk,
        street.seat("supervisor"),
        changed_law(street.desk.rules.routing),
        30,
        progress=lambda *counts: seen.append(counts),
    )
    assert digest(street.folder) == before
    assert (done.cases, done.changed) == (3, 2)
    assert [row.case_id for row in done.diff] == [corrected, untouched]
    first, second = done.diff
    assert (first.before.handler, first.after.handler) == ("mc-990000001200", "justice_office")
    assert (first.before.tier, first.after.tier) == ("village", "office")
    assert first.hand_corrected and first.hand is not None and first.hand.handler == "justice_office" and first.agrees
    assert not second.hand_corrected and second.hand is None
    assert elsewhere not in {row.case_id for row in done.diff}
    assert seen[-1] == (3, 3)
    same = simulate(street.desk, street.seat("supervisor"), street.desk.rules.routing, 30)
    assert (same.changed, same.diff) == (0, ())


def test_capability_13_the_facts_are_those_of_the_first_routing(street):
    """Category, place and people changed later by hand do not move what the rules had before them."""
    from govdesk.services.registration import confirm_category

    case_id = street.register(channel="grid_report", category="neighbourhood")
    confirm_category(street.desk, street.seat("operator"), case_id, "medical")
    law = street.desk.rules.routing
    only_medical = Rule("m", "医疗", (Condition("category", ("medical",)),), Tier.OFFICE, Receiver("duty_office"))
    done = simulate(street.desk, street.seat("supervisor"), replace(law, rules=(only_medical, *law.rules)), 30)
    assert done.changed == 0


def test_capability_13_climbs_are_tried_out_too(street):
    case_id = street.register()
    street.act(case_id, "sign")
    street.act(case_id, "climb", tried="调解两次", reason="双方各执一词")
    law = street.desk.rules.routing
    rules = tuple(
        replace(rule, receiver=Receiver("body", "police_station")) if rule.id == "village_exhausted" else rule
        for rule in law.rules
    )
    done = simulate(street.desk, street.seat("supervisor"), replace(law, rules=rules), 30)
    assert [(row.step, row.before.handler, row.after.handler) for row in done.diff] == [
        ("climb", "justice_office", "police_station")
    ]


def test_capability_13_a_simulation_can_be_stopped_and_bodies_do_not_see_it(street):
    street.register()
    law = street.desk.rules.routing
    with pytest.raises(RuleViolation, match="simulation_cancelled"):
        simulate(street.desk, street.seat("supervisor"), law, 30, cancelled=lambda: True)
    with pytest.raises(AccessDenied):
        simulate(street.desk, street.seat("justice_office"), law, 30)
    with pytest.raises(BadInput):
        simulate(street.desk, street.seat("supervisor"), law, 0)


def test_capability_13_5000_past_cases_take_less_than_five_seconds(street, tmp_path):
    from govdesk.services.importing import import_cases

    file = tmp_path / "台账.csv"
    places = ("柳林村", "石桥村")
    kinds = ("邻里纠纷", "噪声扰民", "路灯损坏", "拖欠工资")
    lines = ["工单编号,诉求标题,诉求内容,事项分类,所属区域,受理时间"]
    for n in range(5_000):
        kind, place = kinds[n % 4], places[n % 2]
        lines.append(f"T{n:05},{kind}{n},{place}的{kind}，第{n}件,{kind},{place},2026-11-{1 + n % 17:02} 09:00")
    file.write_text("\n".join(lines), encoding="utf-8")
    report = import_cases(street.desk, street.seat("operator"), file, channel="hotline_12345")
    assert report.imported == 5_000
    started = process_time()
    done = simulate(street.desk, street.seat("supervisor"), changed_law(street.desk.rules.routing), 60)
    assert process_time() - started < 5
    assert done.cases == 5_000


# -- 14


def test_capability_14_a_village_without_a_committee_is_a_hole_before_anybody_suffers(street):
    law, supervisor = street.desk.rules.routing, street.seat("supervisor")
    assert not [hole for hole in find_holes(street.desk, law) if hole.category == "neighbourhood"]
    close(street, "mc-990000001201")
    holes = [hole for hole in find_holes(street.desk, law) if hole.category == "neighbourhood"]
    assert [hole.grid_label for hole in holes] == ["石桥村"]
    assert set(holes[0].rules) == {"pre_suit_to_village", "patrol_to_village", "dispute_to_village"}
    assert holes[0].sentence.startswith("石桥村的邻里纠纷") and "找不到承办单位" in holes[0].sentence
    draft = replace(
        rules_in_force(street.desk), version="2026.2", author="综治办", effective_on=street.clock.now().date()
    )
    with pytest.raises(RuleViolation, match="routing_gaps"):
        save_version(street.desk, supervisor, draft)
    assert street.desk.rules.routing == law
    save_version(street.desk, supervisor, draft, despite_gaps=True)
    assert street.desk.rules.routing.version == "2026.2"


def test_capability_14_a_class_without_any_rule_is_a_hole_everywhere(street):
    draft = remove_rule(rules_in_force(street.desk), "service_to_village")
    report = check_rules(street.desk, street.seat("supervisor"), draft_book(street.desk, draft))
    services = {hole.category for hole in report.holes if hole.category.startswith("service_")}
    assert services == {item.code for item in street.desk.rules.categories if item.kind == "service"}
    hole = next(hole for hole in report.holes if hole.category == "service_certificate")
    assert (hole.rules, hole.channels, hole.stage) == ((), (), "route")


def test_capability_14_a_rule_out_of_reach_and_a_closed_body_are_told(street):
    law = street.desk.rules.routing
    late = Rule("late", "晚到的规则", (Condition("channel", ("court_pre_suit",)), Condition("kind", ("dispute",)),
                Condition("tier", ("none",))), Tier.OFFICE, Receiver("body", "justice_office"))  # fmt: skip
    close(street, "justice_office")
    report = check_rules(street.desk, street.seat("supervisor"), replace(law, rules=(*law.rules, late)))
    assert [(item.rule, item.by, item.proved) for item in report.shadowed] == [("late", ("pre_suit_to_village",), True)]
    assert [item.rule for item in report.warnings if item.code == "body_closed"] == ["reopened_to_joint"] or any(
        item.rule == "late" for item in report.warnings if item.code == "body_closed"
    )


def test_capability_14_400_villages_are_checked_in_two_seconds(tmp_path, clock):
    desk = open_desk(tmp_path / "county", clock)
    try:
        found_large(desk)
        draft = draft_of(desk.rules.routing)
        started = process_time()
        report = check_rules(desk, SYSTEM, draft_book(desk, draft))
        assert process_time() - started < 2
        assert {hole.grid_label for hole in report.holes if hole.category == "neighbourhood"} == {"镇0 · 村7"}
    finally:
        desk.close()


def found_large(desk: Any) -> None:
    """A county with 20 towns, 400 villages and 60 bodies; 村7 of the first town has no committee."""
    tree = [NewGrid("990000000000", None, "county", "柳县", "柳县", "lx")]
    tree += [NewGrid(f"9900000{n + 1:02}000", "990000000000", "town", f"镇{n}", f"镇{n}", "z") for n in range(20)]
    for n in range(400):
        town = f"9900000{n % 20 + 1:02}000"
        tree.append(NewGrid(f"{town[:9]}{200 + n // 20:03}", town, "village", f"村{n // 20}", f"村{n // 20}", "c"))
    missing = "990000001207"
    local = [body for body in village_bodies(tree) if body.code != f"mc-{missing}"]
    renamed = [replace(body, abbreviation=f"村{place}") for place, body in enumerate(local)]
    offices = [NewBody(f"office{n}", f"科室{n}", BodyKind.STREET_SECTION) for n in range(58)]
    offices.append(NewBody("police_station", "派出所", BodyKind.STATION_OFFICE))
    codes = tuple(item.code for item in desk.rules.categories)
    offices.append(NewBody("justice_office", "司法所", BodyKind.STATION_OFFICE, lead_categories=codes))
    offices.append(NewBody("emergency_section", "应急管理办", BodyKind.STREET_SECTION))
    posts = [NewPost("冯长安", "网格长", grid_code=item.code) for item in tree]
    centre = NewCentre("990000000000", "柳县", "综治中心", "LX", "柳", "Asia/Shanghai")
    found_centre(desk, SYSTEM, centre, tree, [*offices, *renamed], posts)


def close(street, code: str) -> None:
    body = street.desk.bodies.by_code[code]
    with street.desk.work(SYSTEM) as work:
        work.grids.close_body(body.id, street.clock.now().date() - timedelta(days=1))
        changes = work.commit()
    street.desk.after(changes)


# -- 15


def test_capability_15_patrol_goes_to_the_village_and_climbs_only_with_what_was_tried_and_why(street):
    case_id = street.register(channel="own_patrol")
    file = street.file(case_id)
    assert street.desk.bodies.by_id[file.case.handler_id].kind is BodyKind.MEDIATION_COMMITTEE
    assert file.case.tier is Tier.VILLAGE
    street.act(case_id, "sign")
    for given in ({"tried": "调解两次"}, {"reason": "需要测绘"}, {}):
        with pytest.raises(RuleViolation, match="value_missing"):
            street.act(case_id, "climb", **given)
    risen = street.act(case_id, "climb", tried="上门调解两次，丈量过一次", reason="一方不认丈量结果")
    assert (risen.case.tier, risen.case.tried_tiers) == (Tier.OFFICE, ("village",))
    timeline = case_card(street.desk, street.seat("justice_office"), case_id).timeline
    assert "上门调解两次，丈量过一次；一方不认丈量结果" in [step.note for step in timeline], "the record travels"


def test_capability_15_a_tier_is_skipped_only_by_a_named_rule_or_by_the_supervisor_with_a_reason(street):
    case_id = street.register()
    with pytest.raises(RuleViolation, match="tier_skipped_by_hand"):
        street.act(case_id, "reassign", receiver="centre", tier="joint", reason="领导要求")
    with pytest.raises(RuleViolation, match="value_missing"):
        street.act(case_id, "reassign", seat="supervisor", receiver="centre", tier="joint")
    skipped = street.act(case_id, "reassign", seat="supervisor", receiver="centre", tier="joint", reason="涉及三个村")
    assert skipped.case.tier is Tier.JOINT
    many = street.register(people_count=60, channel="window_visit")
    view = explain_routing(street.desk, street.seat("operator"), many)
    assert (view.tier, view.rule) == ("joint", "crowd_to_joint"), "a rule that names itself may"


def test_capability_15_county_and_task_force_are_not_reached_by_sending_a_case(street):
    case_id = street.register(channel="hotline_12345", category="other_matter")
    for tier, code in (("county", "county_by_call_only"), ("task_force", "task_force_by_leader_only")):
        for seat in ("operator", "supervisor"):
            with pytest.raises((RuleViolation, AccessDenied)) as refused:
                street.act(case_id, "assign", seat=seat, receiver="justice_office", tier=tier, reason="试")
            assert refused.value.code in (code, "role_may_not")
    first = street.act(case_id, "assign", receiver="centre", tier="joint", reason="第一次派单，由中心牵头")
    assert first.case.tier is Tier.JOINT, "a first receiver may be chosen freely"


# -- a broken law


def test_a_broken_stored_rule_book_holds_cases_for_a_person_and_names_its_fault(street):
    from govdesk.storage.repositories.rule_versions import RuleVersionRepository

    with street.desk.work(SYSTEM) as work:
        text = 'version = "坏"\nauthor = "x"\neffective_on = 2026-01-02\n[[rule]]\nid = "a"\ncolour = "red"\n'
        repository = RuleVersionRepository(work.connection, work.centre_id)
        repository.add("routing", "坏", "x", street.clock.now().date(), text, work.now)
        work.commit()
    street.desk.reload()
    again = open_desk(street.folder, street.clock)
    try:
        assert again.rules.routing_fault is not None
    finally:
        again.close()
    case_id = street.register()
    assert street.file(case_id).case.status.value == "awaiting_manual"
    (fault,) = routing_faults(street.desk)
    assert "colour" in fault.sentence and "待人工" in fault.sentence and "规则 a" in fault.sentence
    view = explain_routing(street.desk, street.seat("operator"), case_id)
    assert view.rule == ""
    draft = rules_in_force(street.desk)
    assert len(draft.rules) > 15, "the editor opens on the last law that can be read"
    named = replace(draft, version=next_version(street.desk), author="综治办", effective_on=street.clock.now().date())
    save_version(street.desk, street.seat("supervisor"), named, despite_gaps=True)
    assert routing_faults(street.desk) == ()
    assert street.file(street.register()).case.status.value == "dispatched"


def test_a_rule_of_a_closed_body_holds_its_own_cases_only(street):
    close(street, "police_station")
    (fault, other) = routing_faults(street.desk)
    assert (fault.rule, other.rule) == ("danger_to_life", "danger_words")
    assert "派出所" in fault.sentence and "待人工" in fault.sentence
    held = street.register(text="丈夫多次家暴并持刀威胁", category="marriage_family")
    assert street.file(held).case.status.value == "awaiting_manual"
    assert street.file(street.register()).case.status.value == "dispatched"


@pytest.mark.parametrize(
    ("old", "new", "code", "words"),
    [
        ('label = "有人身', 'colour = 1\nlabel = "有人身', "dictionary_unknown_key", "规则 danger_to_life，第 15 行"),
        ('tier_exhausted = ["village"]\n[rule.unless]\ntier_exhausted = ["office", "joint"]',
         'tier_exhausted = ["office"]', "routing_circle", "规则 village_exhausted"),
        ('body = "police_station"', 'body = "moon"', "dictionary_wrong_value", "规则 danger_to_life"),
        ('version = "2026.1"', 'version = 2026', "dictionary_wrong_value", "文件开头，第 7 行"),
    ],
)  # fmt: skip
def test_a_faulty_rule_file_is_refused_with_file_rule_and_line(street, tmp_path, old, new, code, words):
    from govdesk.foundation import paths
    from govdesk.services.messages import sentence as told
    from govdesk.services.rule_reading import load_rules

    text = (paths.resources() / "dictionaries" / "routing_rules.toml").read_text(encoding="utf-8")
    assert old in text
    file = tmp_path / "新规则.toml"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BadInput) as refused:
        load_rules(street.desk, file)
    assert refused.value.code == code
    assert "新规则.toml" in told(refused.value) and words in told(refused.value)
    close(street, "police_station")
    file.write_text(text, encoding="utf-8")
    with pytest.raises(BadInput, match="routing_body_closed"):
        load_rules(street.desk, file)
    with pytest.raises(BadInput):
        store_rules(street.desk, street.seat("supervisor"), text.replace("2026.1", "2026.9", 1))


# -- 19, 79


def duty_book(path: Path) -> Path:
    """192 items of the street's own list with merged cells, and 132 items shared with the county."""
    domains = ("城市管理", "平安法治", "民生服务", "乡村振兴")
    leads = ("综合执法中队", "司法所", "社会事务办", "农业农村办")
    titles = {
        0: "占道经营整治",
        1: "矛盾纠纷排查化解",
        2: "城乡低保对象入户核查",
        3: "农村户用厕所管护",
        40: "户外广告牌安全巡查",
    }
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("职责任务清单")
        sheet.merge_range(0, 0, 0, 4, "柳河街道职责任务清单（192项）")
        sheet.write_row(1, 0, ["序号", "类别", "事项名称", "主责", "配合"])
        for part in range(4):
            sheet.merge_range(2 + 48 * part, 1, 1 + 48 * (part + 1), 1, domains[part])
        for n in range(192):
            title = titles.get(n, f"{domains[n // 48]}具体任务{n + 1}")
            sheet.write_row(2 + n, 0, [n + 1])
            sheet.write_row(2 + n, 2, [title, leads[n // 48], "各村（社区）、派出所" if n % 3 else "县档案局"])
        shared = book.add_worksheet("属地管理清单")
        heads = ["序号", "事项名称", "县级部门主体责任", "乡镇（街道）配合责任"]
        shared.write_row(0, 0, heads)
        for n in range(132):
            title = "河道非法采砂查处" if n == 0 else f"县乡交叉事项{n + 1}"
            shared.write_row(1 + n, 0, [n + 1, title, "县盐务局：负责查处。", "街道：开展日常巡查，发现问题及时上报。"])
    return path


@pytest.fixture
def listed(street, tmp_path):
    return street, import_duties(street.desk, street.seat("operator"), duty_book(tmp_path / "清单.xlsx"))


def test_capability_79_192_and_132_items_come_in_with_who_leads_and_who_assists(listed):
    street, done = listed
    assert (done.rows, done.imported) == (324, 324)
    assert {(item.value, item.items) for item in done.unmatched} == {("县档案局", 64), ("县盐务局", 132)}
    assert [(row.kind, row.items) for row in duty_lists(street.desk, street.seat("operator"))] == [
        ("street", 192),
        ("shared", 132),
    ]
    (item,) = duty_items(street.desk, street.seat("operator"), "41", kind="street")
    assert (item.reference, item.domain, item.lead) == ("职责清单第 41 项", "城市管理", "综合执法中队")
    assert item.assist == "派出所"
    again = import_duties(street.desk, street.seat("operator"), duty_book(street.folder / "再来.xlsx"))
    assert again.imported == 324
    assert len(duty_items(street.desk, street.seat("operator"), "41", kind="street")) == 1, "a newer list replaces"


def test_capability_79_routing_and_returns_cite_the_item(listed):
    street, _done = listed
    case_id = street.register(
        title="早市占道经营", text="摊贩占道经营，请整治。", channel="hotline_12345", category="city_appearance"
    )
    view = explain_routing(street.desk, street.seat("operator"), case_id)
    assert view.handler == "综合执法中队"
    assert view.duties[0].sentence.startswith("职责清单第 1 项“占道经营整治”，主责综合执法中队")
    street.act(case_id, "send_back", reason="not_our_duty", basis="职责清单第49项")
    note = case_card(street.desk, street.seat("operator"), case_id).timeline[-1].note
    assert "职责清单第49项（职责清单第 49 项“平安法治具体任务49”，主责司法所" in note
    with pytest.raises(BadInput, match="no_such_duty_item"):
        other = street.register(channel="hotline_12345", category="noise")
        street.act(other, "send_back", reason="not_our_duty", basis="职责清单第500项")


def test_capability_79_a_list_that_names_the_category_decides_who_receives(street, tmp_path):
    file = tmp_path / "职责清单.xlsx"
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["序号", "事项", "案件类别", "主责单位", "配合单位"])
        sheet.write_row(1, 0, [1, "噪声污染处置", "噪声扰民", "派出所", "综合执法中队"])
    import_duties(street.desk, street.seat("operator"), file)
    case_id = street.register(channel="hotline_12345", category="noise")
    view = explain_routing(street.desk, street.seat("operator"), case_id)
    assert view.handler == "派出所"
    assert street.desk.bodies.on_duty("noise").code == "police_station"
    assert {body.code for body in street.desk.bodies.leads("noise")} == {"police_station", "enforcement_squad"}


def from_above(street, title: str, category: str = "other_matter") -> int:
    return street.register(
        title=title, text=f"县局通知：{title}，请街道落实。", channel="superior_assigned", category=category
    )


def test_capability_19_a_task_from_the_county_is_measured_by_the_lists(listed):
    street, _done = listed
    operator = street.seat("operator")
    inside = admission_opinion(street.desk, operator, from_above(street, "开展占道经营整治"))
    assert (inside.verdict, inside.items[0].reference) == ("inside", "职责清单第 1 项")
    helping = admission_opinion(street.desk, operator, from_above(street, "配合河道非法采砂查处"))
    assert (helping.verdict, helping.items[0].reference) == ("assist_only", "属地清单第 1 项")
    case_id = from_above(street, "统计辖区企业用电负荷")
    outside = admission_opinion(street.desk, operator, case_id)
    assert (outside.verdict, outside.items) == ("outside", ())
    assert "不予准入" in outside.opinion and outside.number in street.file(case_id).case.number
    view = explain_routing(street.desk, operator, case_id)
    assert view.admission is not None and view.admission.verdict == "outside"


def test_capability_19_without_a_list_or_for_another_channel_there_is_no_opinion(street):
    case_id = from_above(street, "统计辖区企业用电负荷")
    assert admission_opinion(street.desk, street.seat("operator"), case_id).verdict == "no_list"
    other = street.register()
    assert explain_routing(street.desk, street.seat("operator"), other).admission is None
    with pytest.raises(RuleViolation, match="admission_not_superior"):
        admission_opinion(street.desk, street.seat("operator"), other)


# -- the command line


def call(capsys, folder: Path, *words: str) -> tuple[int, Any, str]:
    status = run([*words, "--data", str(folder), "--json"])
    out, err = capsys.readouterr()
    return status, json.loads(out) if out.strip() else None, err


def test_the_command_line_exports_checks_simulates_and_imports(street, tmp_path, capsys):
    street.register()
    file = tmp_path / "规则.toml"
    status, told, _err = call(capsys, street.folder, "route", "export", str(file))
    assert status == 0 and told["rules"] == len(street.desk.rules.routing.rules)
    status, told, _err = call(capsys, street.folder, "route", "check", "--rules", str(file))
    assert status == 0 and told["shadowed"] == [] and {"grid", "category", "channels"} <= told["holes"][0].keys()
    text = file.read_text(encoding="utf-8").replace("2026.1", "2026.5", 1)
    start = text.index('id = "patrol_to_village"')
    text = text[:start] + text[start:].replace('tier = "village"', 'tier = "office"', 1).replace(
        'receiver = "mediation_committee"', 'receiver = "body"\nbody = "justice_office"', 1
    )
    file.write_text(text, encoding="utf-8")
    status, told, _err = call(capsys, street.folder, "route", "simulate", "--rules", str(file), "--days", "36500")
    assert status == 1
    status, told, _err = call(capsys, street.folder, "route", "simulate", "--rules", str(file), "--days", "3000")
    assert status == 0 and (told["cases"], told["changed"]) == (1, 1)
    (row,) = told["diff"]
    assert (row["from"]["tier"], row["to"]["tier"], row["to"]["handler"]) == ("village", "office", "justice_office")
    assert row["hand_corrected"] is False
    status, _told, err = call(capsys, street.folder, "route", "import", str(file))
    assert status == 1 and "不能修改分派规则" in err
    status, told, err = call(
        capsys, street.folder, "route", "import", str(file), "--actor", "supervisor", "--despite-gaps"
    )
    assert status == 0 and told["version"] == "2026.5"
    file.write_text("规则 = 【", encoding="utf-8")
    status, _told, err = call(capsys, street.folder, "route", "check", "--rules", str(file))
    assert status == 1 and "规则.toml" in err and "第 1 行" in err


def test_the_command_line_imports_duties_and_gives_the_opinion(street, tmp_path, capsys):
    file = duty_book(tmp_path / "清单.xlsx")
    status, told, _err = call(capsys, street.folder, "import", "duties", str(file))
    assert status == 0
    assert (told["rows"], told["imported"]) == (324, 324)
    assert {item["value"] for item in told["unmatched"]} == {"县档案局", "县盐务局"}
    number = street.file(from_above(street, "统计辖区企业用电负荷")).case.number
    status, told, _err = call(capsys, street.folder, "route", "admission", number)
    assert status == 0 and told["verdict"] == "outside"
    status, told, _err = call(capsys, street.folder, "route", "explain", number)
    assert status == 0 and told["admission"]["verdict"] == "outside"


# -- editing


def test_a_version_has_author_and_date_and_comes_into_force_on_its_day(street):
    supervisor = street.seat("supervisor")
    draft = change_rule(
        rules_in_force(street.desk), "patrol_to_village", tier=Tier.OFFICE, receiver=Receiver("body", "justice_office")
    )
    tomorrow = street.clock.now().date() + timedelta(days=1)
    named = replace(draft, version="2026.2", author="冯主任", effective_on=tomorrow)
    with pytest.raises(AccessDenied):
        save_version(street.desk, street.seat("operator"), named, despite_gaps=True)
    save_version(street.desk, supervisor, named, despite_gaps=True)
    assert street.file(street.register()).case.tier is Tier.VILLAGE
    street.clock.advance(timedelta(days=1))
    changed = street.file(street.register())
    assert (changed.case.tier, changed.case.route_version) == (Tier.OFFICE, "2026.2")


def names(rules: Sequence[Rule]) -> list[str]:
    return [rule.id for rule in rules]


def test_nobody_writes_over_a_version_saved_meanwhile(street):
    from govdesk.domain.errors import Conflict
    from govdesk.services.rule_editing import rebase

    supervisor, today = street.seat("supervisor"), street.clock.now().date()
    mine = replace(rules_in_force(street.desk), version="2026.3", author="甲", effective_on=today)
    theirs = replace(rules_in_force(street.desk), version="2026.2", author="乙", effective_on=today)
    save_version(street.desk, supervisor, theirs, despite_gaps=True)
    with pytest.raises(Conflict, match="routing_moved_on"):
        save_version(street.desk, supervisor, mine, despite_gaps=True)
    save_version(street.desk, supervisor, rebase(street.desk, mine), despite_gaps=True)
    assert street.desk.rules.routing.version == "2026.3"
    assert find_grid(street.desk, "柳林村") and names(mine.rules) == names(street.desk.rules.routing.rules)
