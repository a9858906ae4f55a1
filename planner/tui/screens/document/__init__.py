"""The document the client takes home: looked through, with_own_work, exported.

What belongs here: the list of sections, the preview, asking where to write. What does not: wording,
figures and what an audience may see; that is the report's.
"""
