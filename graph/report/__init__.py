"""The verdict in each of its formats."""
