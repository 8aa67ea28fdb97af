"""Run one command: set up the streams, parse, answer, leave with the right exit status."""

import errno
import gc
import os
import sys
from collections.abc import Sequence
from typing import Final, NoReturn

from partnerkit.cli.streams import prepare
from partnerkit.errors import PartnerkitError, UsageError, reason_of


def run(arguments: Sequence[str]) -> NoReturn:
    """Run the command line and end the process."""
    # A process that lives for a fraction of a second has no garbage worth collecting.
    gc.disable()
    # What other tools plug into pydantic is not asked, nor searched for at every start.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    prepare()
    status = execute(arguments)
    sys.stdout.flush()
    sys.stderr.flush()
    # Taking the interpreter down piece by piece would cost more than some commands do.
    os._exit(status)


def execute(arguments: Sequence[str]) -> int:
    """Run the command line and answer the exit status."""
    from partnerkit.cli.app import build_app

    try:
        build_app(arguments[0] if arguments else "")(list(arguments), prog_name="partnerkit")
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else int(leaving.code is not None)
    except PartnerkitError as error:
        from partnerkit.cli.report import tell_error

        tell_error(error)
        return error.exit_status
    except OSError as error:
        if error.errno not in _OUT_OF:
            raise
        from partnerkit.cli.report import tell_error

        tell_error(UsageError(f"the system is out of resources: {reason_of(error)}", "`ulimit -a` shows its limits"))
        return UsageError.exit_status
    return 0


_OUT_OF: Final = frozenset({errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.EAGAIN})
"""What a system refuses that has no files, memory or processes left: it may do so anywhere."""
