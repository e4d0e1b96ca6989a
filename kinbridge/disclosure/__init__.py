"""May this be shared? The law, the decision and its reasons."""
