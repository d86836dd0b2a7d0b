"""Sentences for what can go wrong with the review."""

SENTENCES = {
    "review_ending": "研判只能存成 .pdf，“{name}”不行。请改一下文件名。",
    "figure_unknown": "没有“{figure}”这个指标，请在研判界面上点数字打开案件。",
}
