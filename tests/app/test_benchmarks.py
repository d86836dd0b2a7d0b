"""The benches of routing and classification measure what they say."""

from collections import Counter

import pytest

from govdesk.app.benchmarks import classification, routing


def test_macro_f1_is_the_mean_over_labels() -> None:
    truth = ["a", "a", "a", "b", "b", "c"]
    given = ["a", "a", "b", "b", "b", "a"]
    a, b, c = 2 * 2 / (3 + 3), 2 * 2 / (2 + 3), 0.0
    assert classification.macro_f1(truth, given) == pytest.approx((a + b + c) / 3)


def test_folds_are_stratified_and_hold_every_text_once() -> None:
    labels = ["a"] * 50 + ["b"] * 20 + ["c"] * 5
    folds = classification._folds(labels)
    assert sorted(place for fold in folds for place in fold) == list(range(75))
    for fold in folds:
        assert Counter(labels[place] for place in fold) == {"a": 10, "b": 4, "c": 1}


def test_without_the_reference_data_the_names_say_so(monkeypatch: pytest.MonkeyPatch, tmp_path_factory) -> None:
    monkeypatch.setattr(classification, "_SHARED", tmp_path_factory.mktemp("empty") / "absent.csv")
    monkeypatch.setattr(classification, "OWN_TEXTS", 150)
    monkeypatch.setattr(classification, "_rival", lambda: None)
    rows = classification.run()
    assert [row["name"] for row in rows] == ["classification_macro_f1_own_texts", "classification_one_text_own_texts"]
    assert all(row["versus"] == "scikit-learn is not installed" and row["ratio"] is None for row in rows)


def test_routing_bench_compares_identical_decisions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(routing, "CASES", 1500)
    monkeypatch.setattr(routing, "COMPARED", 300)
    (row,) = routing.run()
    assert row["identical"] and row["rules"] == 200
    assert 0.4 < row["matched"] < 0.95
    assert row["ratio"] >= 10


@pytest.mark.shared
def test_model_is_as_good_as_the_named_alternative_and_faster(shared_data) -> None:
    f1, speed = classification.run()
    assert f1["name"] == "classification_macro_f1"
    assert f1["difference"] >= -0.03
    assert speed["ratio"] >= 3
