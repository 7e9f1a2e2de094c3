"""What workbooks of units, people and open tickets mean."""
