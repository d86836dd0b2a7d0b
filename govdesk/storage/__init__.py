"""SQLAlchemy: engine, tables, unit of work, repositories, queries."""
