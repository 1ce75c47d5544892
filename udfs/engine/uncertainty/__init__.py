"""How sure a ranking is: uncertainty, sensitivity, stability, scenarios and what-if (issue: OECD/JRC Handbook ch. 7).

``factors`` says what may vary, ``draws`` makes the numbers, ``prepare`` and ``roll`` compute scores of many
replications at once, ``simulate`` runs them in chunks and ``results`` reads them.
"""
