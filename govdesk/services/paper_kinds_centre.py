"""The centre's papers: each kind with its number series, who may issue it and how it draws on the case."""

from govdesk.services.paper_kind import PaperKind

CENTRE_KINDS: dict[str, PaperKind] = {}
