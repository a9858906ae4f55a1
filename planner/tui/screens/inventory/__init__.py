"""The inventory: what the client has, who said so, and how files get in.

What belongs here: the screen, the list of kinds, the tables, the sheet of one record, and the way
of a file from its path over the preview into the plan. What does not: reading files and deciding
between sources, which the intake does; widgets that another screen could use.
"""
