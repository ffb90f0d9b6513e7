"""Fetches the months of one police force out of the monthly archives of data.police.uk, without the other forces' files."""

import csv
import json
import re
import zipfile
import zlib
from pathlib import Path

from data.answers import Changed, NoRanges, NotThere, stopped
from data.areas import reference
from data.arrivals import Order, is_web_page
from data.headings import plain_name
from data.limits import MOST_HELD
from data.progress import progress
from data.remote_zip import RemoteZip
from data.sources import KINDS, missing_columns

KIND = {"street": "street", "outcomes": "police_outcomes"}
LATE, OTHERS = 2, 3  # archives tried before the newest month's, and after an older one's, where there is none of that name
FIRST_MONTH = "2010-12"
DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)


def fetch_police(order: Order) -> None:
    """Fetch the last months of the force's street and outcomes files; name the months that the publisher has no more."""
    newest = newest_month(order)
    missing = {month for back in range(12 * order.years) if (month := earlier(newest, back)) >= FIRST_MONTH}
    found = _first_there(order, [earlier(newest, back) for back in range(LATE + 1)], missing)
    while found and missing:
        missing = {month for month in missing if month < found}
        latest = max(missing, default="")
        first = latest and _first_there(order, [earlier(latest, -on) for on in range(OTHERS + 1)], missing)
        found = first if first <= latest else ""  # one that begins later holds nothing that is missing
    if missing:
        order.say(f"Not published any more: {', '.join(sorted(missing))}.")
    if not any(order.folder.glob(f"{order.table['police_archive'].file}/*/*-{archive_name(order.police_force)}-street.csv")):
        raise stopped(order.table["police_archive"].address, f"no file of {archive_name(order.police_force)}", "its months, in an archive")


def newest_month(order: Order) -> str:
    """Ask the publisher which months there are; give the newest."""
    return order.network.text(order.table["police_months"].address, _newest)


def _newest(content: bytes) -> str:
    if is_web_page(content):
        raise ValueError("a web page")
    months = [each["date"] for each in json.loads(content) if isinstance(each, dict) and re.fullmatch(r"20\d\d-(0[1-9]|1[0-2])", str(each.get("date")))]
    if not months:
        raise ValueError("no list of months")
    return max(months)


def earlier(month: str, months: int) -> str:
    """Give the month so many months before."""
    years, rest = divmod(int(month[:4]) * 12 + int(month[5:]) - 1 - months, 12)
    return f"{years}-{rest + 1:02d}"


def archive_name(force: str) -> str:
    """Name a force as the archive's files do."""
    return reference("police_forces").set_index("police_force").at[force, "archive_name"]


def _first_there(order: Order, months: list[str], wanted: set[str]) -> str:
    """Take the wanted months out of the first archive that there is; give the archive's first month, nothing where there is none."""
    for month in months:
        address = order.table["police_archive"].address.replace("{month}", month)
        try:
            return _archive(order, address, wanted)
        except NotThere:
            order.say(f"No archive {month}")
    return ""


def _archive(order: Order, address: str, wanted: set[str]) -> str:
    """Take months out of an archive, beginning anew once where it changes meanwhile."""
    order.say(f"Archive {address}")
    for attempt in (1, 2):
        try:
            with RemoteZip(order.network, address) as archive:
                return _take(order, archive, address, wanted)
        except NoRanges:
            return _whole(order, address, wanted)
        except (Changed, *DAMAGED) as error:
            if attempt == 2:
                raise stopped(address, f"an archive that changed while it was read, or is damaged ({error or 'changed'}), twice", "one that stays as it is") from error
            order.say("  the archive changed, or is damaged: beginning anew")


def _whole(order: Order, address: str, wanted: set[str]) -> str:
    """Fetch an archive whole, where the server gives no parts."""
    size = order.network.size(address)
    order.say("  the server gives no parts: fetching the archive whole" + (f", {size / 1e6:,.0f} MB" if size else ""))
    part = order.part(f"{order.table['police_archive'].file}/{address.rsplit('/', 1)[-1]}")
    order.network.file(address, part, {}, lambda file: "" if zipfile.is_zipfile(file) else "no whole zip")
    try:
        with zipfile.ZipFile(part) as archive:
            return _take(order, archive, address, wanted)
    except DAMAGED as error:
        raise stopped(address, f"a damaged archive ({error})", "a whole one") from error
    finally:
        part.unlink(missing_ok=True)


def _take(order: Order, archive: zipfile.ZipFile, address: str, wanted: set[str]) -> str:
    """Put the force's members of the wanted months in their places, but for those that are there unchanged; give the archive's first month."""
    source, force = order.table["police_archive"], archive_name(order.police_force)
    months = [name[:7] for name in archive.namelist() if re.fullmatch(r"20\d\d-\d\d/.+\.csv", name)]
    if not months:
        raise zipfile.BadZipFile("no months in it")
    members = {info: named for info in archive.infolist() if (named := re.fullmatch(rf"(20\d\d-\d\d)/\1-{force}-(street|outcomes)\.csv", info.filename)) and named[1] in wanted}
    same = [info for info in members if is_same(order.folder / source.file / info.filename, info)]
    for info in same:
        if (name := f"{source.file}/{info.filename}") not in order.ledger:
            order.note(name, source, address, crc32=f"{info.CRC:08x}")
    with progress(sum(info.compress_size for info in members if info not in same)) as bar:
        for info in members:
            if info not in same:
                name = f"{source.file}/{info.filename}"
                _unpack(order, archive, info, order.part(name), members[info][2], address)
                order.keep(name, source, address, crc32=f"{info.CRC:08x}")
                bar.update(info.compress_size)
    if same:
        order.say(f"  {len(same)} files are here already, unchanged")
    return min(months)


def is_same(file: Path, info: zipfile.ZipInfo) -> bool:
    """Say whether a file has the size and the CRC that the archive's list gives for it."""
    if not file.is_file() or file.stat().st_size != info.file_size:
        return False
    crc = 0
    with file.open("rb") as opened:
        while part := opened.read(1 << 20):
            crc = zlib.crc32(part, crc)
    return crc == info.CRC


def _unpack(order: Order, archive: zipfile.ZipFile, info: zipfile.ZipInfo, part: Path, kind: str, address: str) -> None:
    """Unpack a member, its CRC checked by zipfile; raise DownloadStopped where it is not a file of its kind."""
    if info.file_size > MOST_HELD:
        raise stopped(f"{address}: {info.filename}", f"{info.file_size / 1e6:,.0f} MB", f"{MOST_HELD / 1e6:,.0f} MB at most")
    with archive.open(info) as packed, part.open("wb") as unpacked:
        content = packed.read()
        unpacked.write(content)
    heading = next(csv.reader([content[:4096].decode("utf-8-sig", errors="replace").partition("\n")[0]]), [])
    if missing := missing_columns(KIND[kind], [plain_name(each) for each in heading]):
        part.unlink()
        raise stopped(f"{address}: {info.filename}", f"no column '{missing[0]}'", f"a file of {KINDS[KIND[kind]].label}")
