"""The papers of a case: drawn from the case, seen as they will print, issued, printed again as the same bytes."""
