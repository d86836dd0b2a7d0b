"""Use cases: one file per subject, one function per thing a user does."""
