"""The Excel add-in: VBA and ribbon as text, the builder that makes MFG.xlam of them, the settings file."""
