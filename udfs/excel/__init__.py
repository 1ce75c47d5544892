"""The Excel boundary: cells to arrays and back, the MFG_* functions and the ribbon's commands."""
