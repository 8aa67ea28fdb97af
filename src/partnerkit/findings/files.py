"""Manuals of findings about whole files."""

from typing import Final

from partnerkit.findings.manual import Example, Manual, partnership

_GOOD = "name: Acme Analytics\ntype: integration\n"

MANUALS: Final = (
    Manual(
        code="PK102",
        name="oversized-file",
        severity="error",
        title="The file is too large to be a partnership.",
        finds="Files larger than 1,024 KiB. For comparison, the example with every section filled in is 9 KiB.",
        hurts="A file that large is an export or a mistake, and it would slow down every command.",
        bad=Example(
            {"acme.yaml": _GOOD + "# one more line of a log that someone pasted\n" * 25_000},
            at=(1, 1),
            shown=_GOOD + "# one more line of a log that someone pasted\n# ... 25,000 times",
        ),
        good=partnership(_GOOD + "why: Same retail buyers\n"),
    ),
    Manual(
        code="PK103",
        name="foreign-encoding",
        severity="error",
        title="The file is not UTF-8 text.",
        finds="Files saved in another encoding, such as Windows-1252 or UTF-16. The finding is at the first byte that "
        "is not UTF-8.",
        hurts="An editor on another computer shows different characters: Müller becomes M\ufffdller, even in your "
        "emails. Every editor can save a file as UTF-8.",
        bad=Example({"acme.yaml": b"name: M\xfcller\ntype: integration\n"}, at=(1, 8)),
        good=partnership("name: Müller\ntype: integration\n"),
    ),
    Manual(
        code="PK116",
        name="not-a-partnership",
        severity="error",
        title="The file is not a partnership.",
        finds="Files that are empty, whose top level is a list or text instead of `key: value` lines, or that contain "
        "a workspace but aren't called partnerkit.yaml.",
        hurts="It's in a folder of partnerships, so it would be counted as one. If it's something else, keep it in "
        "another folder.",
        bad=partnership("- Acme Analytics\n- Globex\n", at=(1, 1)),
        good=partnership(_GOOD),
    ),
    Manual(
        code="PK120",
        name="unreadable-file",
        severity="error",
        title="The file can't be read.",
        finds="Files you don't have permission to read, links, pipes and devices. A link among the partnerships of a "
        "workspace is reported too; to leave it out, add it to `exclude` in partnerkit.yaml.",
        hurts="A file that can't be read can't be checked. Links are not followed because they can lead to any file "
        "on the computer, or go in circles.",
        bad=Example({}, at=(1, 1), shown="partners/acme.yaml -> ../../elsewhere/acme.yaml"),
        good=partnership(_GOOD),
    ),
    Manual(
        code="PK121",
        name="repeated-file-name",
        severity="error",
        title="Two files have the same name.",
        finds="Files of one workspace, in different folders or with different extensions, that share a name.",
        hurts="A partnership is known by the name of its file: `partnerkit score acme` could mean either one.",
        bad=Example({"emea/acme.yaml": _GOOD, "nordics/acme.yaml": _GOOD}, at=(1, 1)),
        good=Example({"emea/acme.yaml": _GOOD, "nordics/acme-nordics.yaml": _GOOD}),
    ),
    Manual(
        code="PK124",
        name="nested-workspace",
        severity="error",
        title="A workspace file is inside the partnerships of another workspace.",
        finds="A `partnerkit.yaml` in `partners/` or in a folder below it. In a workspace without `partners/`, one in "
        "any folder below. To allow it, add the folder to `exclude` in the outer workspace file.",
        hurts="The files next to it no longer belong to the outer workspace, so its checks skip them. An empty file "
        "that someone adds in a pull request would be enough to switch the checks off.",
        bad=Example({"partnerkit.yaml": "", "acme.yaml": _GOOD, "emea/partnerkit.yaml": ""}, at=(1, 1)),
        good=Example({"partnerkit.yaml": "exclude: [emea]\n", "acme.yaml": _GOOD, "emea/partnerkit.yaml": ""}),
    ),
    Manual(
        code="PK122",
        name="too-many-findings",
        severity="error",
        title="The file has too many findings to show.",
        finds="Files with more than 500 findings, reported at the top of the file, and runs with more than 10,000, "
        "reported after the last one. It's a warning if all of them are warnings.",
        hurts="So many findings usually have one cause, such as an export instead of a partnership.",
        bad=Example(
            {"acme.yaml": f"{_GOOD}tags: [{', '.join('1' * 600)}]\n"},
            at=(1, 1),
            shown=f"{_GOOD}tags: [1, 1, 1, ... 600 times ..., 1]",
        ),
        good=partnership(f"{_GOOD}tags: [retail]\n"),
    ),
)
