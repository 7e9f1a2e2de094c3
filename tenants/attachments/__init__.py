"""Attachments: photographs, papers and recordings that belong to a ticket. Knows no ticket."""
