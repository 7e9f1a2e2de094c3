"""办结体检: what an attentive reviewer would find in a report, found before it leaves the unit.

Offline and explainable: every finding names the sentence it is about and what to do. Only personal
data in the text for the citizen stops a report; all else warns.
"""
