"""What a kind of paper is called: the title of its template."""

from govdesk.documents.template import shipped_title
from govdesk.domain.errors import BadInput

_TEMPLATES = {"agreement": "mediation_agreement", "dossier": "dossier_cover"}


def document_label(kind: str) -> str:
    """The Chinese name of a kind; an unknown one is named as it is in the data."""
    try:
        return shipped_title(_TEMPLATES.get(kind, kind))
    except BadInput:
        return kind
