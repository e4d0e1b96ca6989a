"""The pages of a family's consents."""
