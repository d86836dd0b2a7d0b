"""What Qt hands to the item models: an index of either kind, and the one that stands for the top."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex

Index = QModelIndex | QPersistentModelIndex
TOP = QModelIndex()
"""No row: the parent of the rows of a list or table."""
