"""Workbooks as files: the template's spec and builder, package-level patching and recalculation."""
