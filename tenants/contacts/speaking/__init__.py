"""What an agent can read out about a ticket (可口述的进度)."""
