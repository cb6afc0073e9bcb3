"""What makes the service fit for production, and knows nothing about users."""
