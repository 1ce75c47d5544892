"""MFG Index: what Excel calls. ``udfs.engine`` computes, ``udfs.excel`` speaks to the cells."""

__version__ = "0.1.0"
