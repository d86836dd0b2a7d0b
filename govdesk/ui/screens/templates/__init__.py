"""The screen where the centre changes the wording and the letterhead of its papers."""
