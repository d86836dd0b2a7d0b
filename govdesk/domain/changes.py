"""What a committed unit of work touched: a screen asks whether that concerns it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Changes:
    """Ids of what was written; `everything` after a bulk change that is not worth listing."""

    cases: frozenset[int] = frozenset()
    grids: frozenset[int] = frozenset()
    bodies: frozenset[int] = frozenset()
    documents: frozenset[int] = frozenset()
    batches: frozenset[int] = frozenset()
    everything: bool = False

    def __or__(self, other: "Changes") -> "Changes":
        return Changes(
            self.cases | other.cases,
            self.grids | other.grids,
            self.bodies | other.bodies,
            self.documents | other.documents,
            self.batches | other.batches,
            self.everything or other.everything,
        )

    def __bool__(self) -> bool:
        return self.everything or any((self.cases, self.grids, self.bodies, self.documents, self.batches))

    def touches_case(self, case_id: int) -> bool:
        return self.everything or case_id in self.cases
