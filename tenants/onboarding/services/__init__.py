"""Changes of people and units under open tickets."""
