"""How large, how tightly packed and how named an input may be: every limit, checked before anything is unpacked."""

import re
import zipfile

from data.problems import BuildStopped, Problem

MEGABYTE = 1 << 20
MOST_HELD = 400 * MEGABYTE  # of a file that is read whole
MOST_LARGE = 16_384 * MEGABYTE  # of a file that is read from disk, and of all that a zip holds
MOST_MEMBERS = 20_000
MOST_GROWTH, SMALL = 200, 20 * MEGABYTE  # times that a member may grow when it is unpacked; below SMALL growth harms nothing
MOST_SHEET_ROWS = 200_000
MOST_MINUTES = 120
AGAIN = "Download it again."


def size_problems(name: str, size: int, most: int) -> list[Problem]:
    """List what is wrong with a file's size in bytes."""
    if size <= most:
        return []
    return [Problem(name, f"{size / MEGABYTE:,.0f} megabytes", f"{most / MEGABYTE:,.0f} at most", "Give a part of it: the years or the area that are needed.")]


def archive_problems(name: str, archive: zipfile.ZipFile) -> list[Problem]:
    """List what is wrong with a zip, from its list of members: nothing is unpacked."""
    members = [info for info in archive.infolist() if not info.is_dir()]
    if len(members) > MOST_MEMBERS:
        return [Problem(name, f"{len(members):,} members", f"{MOST_MEMBERS:,} at most", "Give the ones that are needed.")]
    problems = size_problems(name, sum(info.file_size for info in members), MOST_LARGE)
    names = [info.filename for info in members]
    for info in members:
        place = f"{name}: {info.filename}"
        if names.count(info.filename) > 1:
            problems.append(Problem(place, "two members of that name", "each name once", "Pack the zip again."))
        if re.search(r"(^|[/\\])\.\.([/\\]|$)|^[/\\]|^[A-Za-z]:", info.filename):
            problems.append(Problem(place, "a name that leads out of the zip", "names within it", f"Don't trust this zip. {AGAIN}"))
        if info.flag_bits & 1:
            problems.append(Problem(place, "a member with a password", "a zip without one", "Unpack it and give the files."))
        if info.file_size > SMALL and info.file_size > MOST_GROWTH * max(info.compress_size, 1):
            problems.append(Problem(place, f"{info.file_size / MEGABYTE:,.0f} megabytes packed into {info.compress_size / MEGABYTE:,.1f}",
                                    f"a member that grows at most {MOST_GROWTH} times", f"Don't trust this zip. {AGAIN}"))
    return problems


def check_minutes(minutes: float) -> None:
    """Raise BuildStopped where a build has taken too long."""
    if minutes > MOST_MINUTES:
        raise BuildStopped([Problem("the files given", f"{minutes:.0f} minutes of reading", f"{MOST_MINUTES} at most", "Give fewer files, or a faster disk.")])
