"""Attachments: files go in and out beside GraphQL, what is known of them through it."""
