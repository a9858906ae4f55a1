"""What is wrong and what may be, worst first.

What belongs here: the list of findings, the panel that says what each rests on, the heat map, asking
who accepts a risk. What does not: how risk and status come about, which the assessment says.
"""
