"""A PDF that opens with its password only: AES-256 (PDF 2.0, revision 6), its title and author kept."""

import io


def protected(content: bytes, password: str) -> bytes:
    """The same pages under `password`. The bytes differ each time: the keys are random."""
    import pikepdf

    rights = pikepdf.Permissions(extract=False, modify_annotation=False, modify_assembly=False, modify_form=False)
    with pikepdf.Pdf.open(io.BytesIO(content)) as paper:
        finished = io.BytesIO()
        locks = pikepdf.Encryption(owner=password, user=password, R=6, aes=True, metadata=True, allow=rights)
        paper.save(finished, encryption=locks)
    return finished.getvalue()


def opens(content: bytes, password: str) -> bool:
    """Whether the password is the right one."""
    import pikepdf

    try:
        with pikepdf.Pdf.open(io.BytesIO(content), password=password):
            return True
    except pikepdf.PasswordError:
        return False
