"""Pure computation of composite indicators on numpy arrays; knows nothing of Excel."""
