"""The slice of onboarding: workbooks, people of units, and changes of the organisation."""
