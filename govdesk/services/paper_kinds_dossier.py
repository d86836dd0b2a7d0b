"""The papers of a mediation and its dossier: each kind with its series, who may issue it, how it draws on the case."""

from govdesk.services.paper_kind import PaperKind

DOSSIER_KINDS: dict[str, PaperKind] = {}
