"""The slice of people: logging in and out, who one is, and where one may work."""
