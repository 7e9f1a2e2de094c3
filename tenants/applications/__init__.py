"""What a unit asks for and somebody above decides: more time, a pause, a ruling."""
