"""The page for an executive with four minutes.

What belongs here: the screen and the pieces it is made of. What does not: how risk and score come
about, which the assessment says.
"""
