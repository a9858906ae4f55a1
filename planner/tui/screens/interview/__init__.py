"""One question at a time, in the client's words.

What belongs here: which question comes next within a meeting, what stands around it, and the keys
that answer. What does not: wording of questions and the paths through them (``templates``), what an
answer is worth (``assess``).
"""
