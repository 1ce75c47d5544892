"""Fillers of the template's sheets, one module a theme; ``workbook.spec`` lists the sheets."""
