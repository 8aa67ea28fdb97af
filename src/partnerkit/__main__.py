"""Start partnerkit: nothing is imported that the command at hand does not need."""

import os
import sys


def main() -> None:
    """Run the command line; a user who interrupts it knows why it ends and gets no message."""
    try:
        _main()
    except KeyboardInterrupt:
        os._exit(130)  # as a shell calls it


def _main() -> None:
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
