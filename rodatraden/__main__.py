"""`python -m rodatraden`."""

from rodatraden.cli import main

main()
