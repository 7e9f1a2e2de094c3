"""What a citizen does on a request that is there already."""
