"""Gateways. The one here is for development; a provider's is named by MESSAGE_GATEWAY."""
