"""What the pages show of messages, campaigns and figures."""
