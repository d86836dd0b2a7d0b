"""`python -m govdesk` is the same front door as the installed `govdesk` command."""

from govdesk.app.command_line import main

if __name__ == "__main__":
    main()
