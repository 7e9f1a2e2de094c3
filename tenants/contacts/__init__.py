"""Contacts (来电续办): everything a citizen does on a request that is there already."""
