"""What every page shares: settings, addresses, templates, one transaction for each request, and what `./run` does."""
