"""Widgets that more than one screen uses: the header bar, the area tabs, the score band, the table.

What belongs here: things to look at and to point at, which know values and send messages. What
does not: anything that calls the workspace or the session, which is the screens' business.
"""
