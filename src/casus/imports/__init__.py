"""
Files of events that others coded, read to compare with: ACLED, UCDP GED, POLECAT, GDELT, and casus's exports of them.

A file is read whole or not at all: every problem is named with its row and column.
"""
