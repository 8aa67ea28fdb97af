"""Start partnerkit: nothing is imported that the command at hand does not need."""

import os
import sys


def main() -> None:
    """Run the command line."""
    if sys.argv[1:] == ["--version"]:
        from partnerkit import __version__

        try:
            os.write(1, f"partnerkit {__version__}\n".encode())
        except OSError:
            pass  # the long way tells why
        else:
            return
    from partnerkit.cli.main import run

    run(sys.argv[1:])


if __name__ == "__main__":
    main()
