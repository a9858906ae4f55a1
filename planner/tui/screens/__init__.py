"""The screens: the list of clients and one package for each area of a plan.

What belongs here: ``base`` with what all of them share, and a package a screen with ``screen.py``
(the class), ``command.py`` (its commands) and whatever it is made of. What does not: formulas,
wording of questions, thresholds; widgets that two screens use.
"""
