"""What a workspace has already been told: makes an effect happen exactly once."""
