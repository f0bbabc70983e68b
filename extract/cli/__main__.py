"""``python -m extract.cli``: the command line of a checkout that is not installed."""

from extract.cli import main

main()
