"""What guests say, one table per language: canonical token → the phrases that mean it.

A table is text: each line `TOKEN: phrase | phrase`, continued on lines that begin with `|`. A phrase is a regular
expression over lowercase text without accents, digits instead of number words, one space between words. Earlier lines
win over later ones, so the longer phrases stand first. Months and weekdays come from the calendar data of babel: they
are tokens (M01–M12, W0–W6) before a table is applied. `everyday` has the words that tell languages apart.
"""
