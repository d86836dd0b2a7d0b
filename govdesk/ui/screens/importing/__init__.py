"""Taking a workbook in: choose, try, see every fault, import, and take it back."""
