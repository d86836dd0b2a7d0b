"""Setting Chinese text on pages: line breaking, paragraphs, tables, the flow over pages. All lengths are points."""
