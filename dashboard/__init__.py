"""The dashboard: pages that show what the graph room computes."""
