"""The program: command line and start."""
