"""Columns that nearly every table has, as functions: a column belongs to one table."""

from sqlalchemy import Column, ForeignKey, Integer, String


def id_column() -> Column[int]:
    return Column("id", Integer, primary_key=True)


def uid_column() -> Column[str]:
    return Column("uid", String(36), nullable=False, unique=True)


def centre_column() -> Column[int]:
    return Column("centre_id", ForeignKey("centre.id"), nullable=False)


def case_column() -> Column[int]:
    return Column("case_id", ForeignKey("cases.id"), nullable=False, index=True)
