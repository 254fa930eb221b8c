"""What the plan says about itself: pure functions on the read model."""
