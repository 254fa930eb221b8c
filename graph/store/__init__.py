"""Plans as they were kept: every revision, who brought it in, when and from which file.

Each revision is a named graph of its own that is never changed; the graph that bears the plan's IRI is a
copy of the latest. What is known of the revisions (PROV) stands in one graph more, and a revision that is
not told of there does not exist: so a plan is whole whatever happens on the way in.
"""
