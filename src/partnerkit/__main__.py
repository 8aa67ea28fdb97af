"""Start partnerkit: nothing is imported that the command at hand does not need."""

import sys


def main() -> None:
    """Run the command line."""
    if sys.argv[1:] == ["--version"]:
        from partnerkit import __version__

        sys.stdout.write(f"partnerkit {__version__}\n")
        return
    from partnerkit.cli.main import run

    run(sys.argv[1:])


if __name__ == "__main__":
    main()
