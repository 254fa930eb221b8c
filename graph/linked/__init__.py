"""What identifiers, documents and questions about published plans are answered with."""
