"""The nouns: plan, client, records, answers, standards, findings, initiatives, quarters, money.

What belongs here: frozen values and the pure arithmetic that defines them (a quarter's
successor, a finding's risk). What does not: reading or writing anything, deciding what is a
gap or a priority, wording. Import the names from their own modules.
"""
