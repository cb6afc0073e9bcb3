"""What the service is about."""
