"""The work in quarters, under caps on money and hours.

What belongs here: quarters as columns, the list with its bars, what-if on the caps, asking for decisions
and changes. What does not: placing anything in a quarter; that is the roadmap layer's.
"""
