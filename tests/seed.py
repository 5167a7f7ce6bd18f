"""The questionnaire and the tip bank as they stand in the files, read once for all tests of a process."""

from questionnaire.loader import published
from tips import bank as tip_bank

QUESTIONNAIRE = published()
BANK, BODIES = tip_bank.load_with_bodies(tip_bank.CONTENT, QUESTIONNAIRE)
