"""Sentences for what can go wrong with the review."""

SENTENCES = {
    "figure_unknown": "没有“{figure}”这个指标，请在研判界面上点数字打开案件。",
}
