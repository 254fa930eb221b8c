"""What must hold: the rules as SHACL shapes, and the one place that runs them."""
