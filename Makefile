# Every target is a task of make.py, which needs only Python >= 3.11 and pip.
PYTHON ?= python3

.PHONY: help demo install test windows lint bench build clean
help demo install test windows lint bench build clean:
	@$(PYTHON) make.py $@
