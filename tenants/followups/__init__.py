"""Follow-up (回访): every case, by the accepting unit, three answers kept apart."""
