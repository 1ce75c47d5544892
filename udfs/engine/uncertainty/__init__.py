"""How sure a ranking is (OECD/JRC Handbook 2008, ch. 7): uncertainty, sensitivity, stability, scenarios, what-if.

``choices`` and ``factors`` say what may vary, ``draws`` makes the numbers, ``prepare`` and ``roll`` compute scores of
many replications at once, ``study`` and ``simulate`` run them in chunks, ``results`` reads them.
"""
