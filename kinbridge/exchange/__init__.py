"""Data in and out: service directories (HSDS), families from files, extracts to count from; the demo's county."""
