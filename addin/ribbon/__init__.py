"""The ribbon tab: customUI14.xml and the texts of its controls."""
