"""What is sent: frames and typed messages, one package per version."""
