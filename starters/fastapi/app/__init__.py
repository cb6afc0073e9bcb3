"""A users service."""
