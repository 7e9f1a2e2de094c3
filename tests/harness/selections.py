"""What tests ask for of types that several suites show."""

FOUND = """{ ticketId number secret title kind state open isOrigin registeredAt chaseCount reply
  version speakableStatus caller { name phone } }"""
