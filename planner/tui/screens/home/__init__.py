"""The list of clients: find one, open it, make, copy, put away, delete, take in from elsewhere.

What belongs here: the screen, its commands, the rows it shows, the form for a new client. What does
not: reading or writing plan files, which the workspace does.
"""
