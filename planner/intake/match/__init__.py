"""Matching: the rows of a file to drafts of records.

What belongs here: finding the header, telling which export it is, reading its columns by an import map, and making
one draft of many rows of a history. What does not: reading bytes (``reader``), and which record of the plan a draft
is about (``settle``).
"""
