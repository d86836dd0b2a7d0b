"""Sentences about merging and about repeats."""

SENTENCES = {
    "master_is_itself": "请写另一件案件的编号作为主案。",
    "master_is_merged": "{master} 已经并入 {into}，请直接并入 {into}。",
    "master_not_open": "{master} 现在是“{status}”，只能并入还在办的案件；已办结的请用“关联旧件”。",
    "holds_merged_cases": "{number} 下面并入了 {count} 件案件。请先拆并，或者反过来以它为主案。",
    "earlier_is_itself": "请写另一件案件的编号作为旧件。",
    "not_a_repeat_anyway": "{number} 没有标为重复来件。",
}
