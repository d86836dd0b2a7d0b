"""The bench of repeats finds what it made, and asks the alternative the same."""

from govdesk.app.benchmarks import repeats


def test_the_bench_finds_the_sources_and_names_its_alternative() -> None:
    (row,) = repeats.run(cases=300, questions=20, scans=2)
    assert (row["name"], row["cases"], row["questions"]) == ("repeats_of_a_new_case", 300, 20)
    assert "LIKE" in row["versus"]
    assert row["found"] >= 0.9
    assert row["value"] < 100
