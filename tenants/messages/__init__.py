"""Messages: texts to citizens, queued in the business transaction, sent afterwards, proven."""
