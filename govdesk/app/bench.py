"""The benches by name: each measures the program beside its alternative in the same run."""

from collections.abc import Sequence
from importlib import import_module
from typing import Any

from govdesk.domain.errors import BadInput

BENCHES = {
    "import": "govdesk.app.benchmarks.importing",
    "classify": "govdesk.app.benchmarks.classification",
    "routing": "govdesk.app.benchmarks.routing",
    "simulate": "govdesk.app.benchmarks.simulation",
    "repeats": "govdesk.app.benchmarks.repeats",
    "map": "govdesk.app.benchmarks.network_map",
    "documents": "govdesk.app.benchmarks.documents",
}


def run_benches(names: Sequence[str]) -> list[dict[str, Any]]:
    """The rows of the benches asked for, of all when none is named. Raises BadInput for an unknown name.

    A row is {"name", "value", "unit", "versus", "versus_value", "ratio"}, and more where a bench has more to say.
    """
    wanted = list(names) or list(BENCHES)
    for name in wanted:
        if name not in BENCHES:
            raise BadInput("bench_unknown", {"name": name, "names": "、".join(BENCHES)})
    rows: list[dict[str, Any]] = []
    for name in wanted:
        rows += import_module(BENCHES[name]).run()
    return rows
