"""What is published: a description and a page of every thing, and the site that holds them all."""
