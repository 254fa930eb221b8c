"""How long it takes: `python3 dev.py bench`, or `python -m benchmarks` (benchmarks/README.md)."""
