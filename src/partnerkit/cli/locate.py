"""Give what the rules find its place in the files."""

from collections.abc import Sequence

from partnerkit.findings import Finding
from partnerkit.reading.places import Places
from partnerkit.rules.lint import Found
from partnerkit.workspace.contents import read_contents
from partnerkit.workspace.portfolio import Collected


def placed(found: Sequence[Found], collected: Collected) -> list[tuple[Found, Finding]]:
    """Give each finding its place in the file, file by file."""
    in_files: dict[str, list[Found]] = {}
    for one in found:
        file = collected.workspace_file if one.partnership is None else collected.paths[one.partnership]
        assert file is not None  # nothing is found in a workspace file that is not there
        in_files.setdefault(file, []).append(one)
    placed = []
    for file, inside in sorted(in_files.items()):
        content = read_contents(file, collected.tree)
        places = Places(content if isinstance(content, bytes) else b"")
        for one in inside:
            remark = one.remark
            spot = places.find(remark.at, key=remark.about_key)
            said = f"{one.message} (set aside: {one.reason})" if one.reason else one.message
            finding = Finding(
                file, spot.line, spot.column, one.rule.code, said, one.rule.severity, remark.help, spot.source
            )
            placed.append((one, finding))
    return sorted(placed, key=lambda pair: pair[1])
