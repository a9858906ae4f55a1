"""Questions to a person: each a modal screen with a typed answer, None when it was left with Esc.

What belongs here: the general ones (confirm, prompt, form, choose, message) and the help. What does
not: a question of one screen, which is made of these or stands in that screen's package.
"""
