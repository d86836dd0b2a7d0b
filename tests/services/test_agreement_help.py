"""The help lists the checks that there are."""

from govdesk.domain.agreement_findings import CHECKS
from govdesk.foundation import paths
from govdesk.services.agreement_help import checks_page


def test_the_page_of_the_help_is_the_register_of_checks() -> None:
    """Write it again with `checks_page()` after a check was added or a sentence changed."""
    assert (paths.resources() / "help" / "agreement_checks.md").read_text(encoding="utf-8") == checks_page()


def test_every_check_is_listed_with_its_source() -> None:
    page = checks_page()
    assert all(f"| `{check.code}` |" in page and check.source in page for check in CHECKS)
    assert "{" not in page
