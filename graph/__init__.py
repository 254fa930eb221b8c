"""The plan as a graph: sources, intake, read model, analysis, reports."""
