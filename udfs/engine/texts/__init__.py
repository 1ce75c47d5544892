"""The texts themselves, a file per family; ``udfs.engine.messages`` joins and reads them.

A family's file holds any of ``MESSAGES`` (sentences), ``WORDS`` (table headers, short words) and
``ARGUMENTS`` (what an argument is called): key -> (Chinese, English). A key stands in one file only.
"""
