"""Fetches what a build of a district needs from the publishers, or says what it would fetch."""

from collections.abc import Callable, Iterator
from pathlib import Path

from data.addresses import Address, addresses
from data.answers import BuildStopped, DownloadStopped
from data.areas import reference
from data.arrivals import Order
from data.download import Network
from data.downloads_places import AT_ONCE, by_district, counted, fetch_places, paged
from data.downloads_police import earlier, fetch_police, newest_month
from data.downloads_residents import fetch_residents, questions
from data.downloads_roads import fetch_roads, provisional_years
from data.folders import is_of_a_download
from data.problems import Problem
from data.workplace import alone, machine_problem

KEPT_MONTHS = 36  # of an archive


def download(home: str, years: int, folder: Path, say: Callable[[str], None], table: Path | None = None, network: Network | None = None) -> list[str]:
    """Fetch what is new for a district and its police area into a folder; give the names of the files fetched.

    Raises DownloadStopped, or BuildStopped where the order itself is wrong; what arrived whole stays.
    """
    order = _order(home, years, folder, say, table, network)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with alone(folder, "download"):
            for fetch in (fetch_police, fetch_roads, fetch_places, fetch_residents):
                fetch(order)
            for left in [file for file in folder.rglob(".*") if is_of_a_download(file.name)]:
                left.unlink()
    except OSError as error:
        raise DownloadStopped([machine_problem(error, str(folder))]) from error
    say(f"Fetched {len(order.fetched)} files; {order.network.arrived / 1e6:,.1f} MB came over the network.")
    return order.fetched


def planned(home: str, years: int, folder: Path, say: Callable[[str], None], table: Path | None = None, network: Network | None = None) -> list[str]:
    """Say every address that a download would ask, with sizes where the server tells them; write nothing."""
    order = _order(home, years, folder, say, table, network)
    lines, whole = [], 0
    for source, address, note in _addresses(order):
        is_file = source.kind in ("police_archive", "roads", "roads_provisional")
        size = order.network.size(address) if is_file and order.network.arrived else None  # nothing arrived: there is no network
        whole += size or 0
        told = [f"{size / 1e6:,.1f} MB"] if size else []
        lines.append(f"{address}  ({'; '.join([source.purpose, *told, *([note] if note else [])])})")
    return [*lines, f"Files whose size is told: {whole / 1e6:,.1f} MB, of which the archives are read in part only."]


def _addresses(order: Order) -> Iterator[tuple[Address, str, str]]:
    """Give every address with what is to know about it."""
    months, archive = order.table["police_months"], order.table["police_archive"]
    yield months, months.address, ""
    try:
        newest = newest_month(order)
    except DownloadStopped as problem:
        order.say(f"The months are guessed: {'; '.join(map(str, problem.problems))}")
        newest = earlier(f"{order.today:%Y-%m}", 2)
    for back in range(0, 12 * order.years, KEPT_MONTHS):
        yield archive, archive.address.replace("{month}", earlier(newest, back)), f"only the files of {order.police_force}"
    for source in order.of_kind("roads"):
        yield source, source.address, "cut to the police area on arrival"
    for source in order.of_kind("roads_provisional"):
        for year in provisional_years(order.today):
            yield source, source.address.replace("{year}", str(year)), "where there is one; cut to the police area on arrival"
    for source in order.table.values():
        where = by_district(order, source)[0]
        if source.kind in ("wards", "lookup"):
            yield source, counted(source, where), "the count"
            yield source, paged(source, where, 0, source.kind == "wards"), "and further pages"
        elif source.kind in ("lookup_of_lsoa", "centres"):
            yield source, source.address, f"for each {AT_ONCE} LSOAs of the police area"
        elif source.kind.startswith("residents"):
            yield from ((source, address, "") for address in questions(order, source))


def _order(home: str, years: int, folder: Path, say: Callable[[str], None], table: Path | None, network: Network | None) -> Order:
    districts = reference("districts")
    if home not in set(districts["district_code"]):
        raise BuildStopped([Problem("--home", f"'{home}'", "the ONS code of a district of England or Wales, such as E07000116", "Give the right code.")])
    if not 1 <= years <= 15:
        raise BuildStopped([Problem("--years", f"'{years}'", "1 to 15 years", "Give the right number.")])
    force = districts.set_index("district_code").at[home, "police_force"]
    codes = sorted(districts.loc[districts["police_force"] == force, "district_code"])
    known = addresses(table)
    missing = [name for name in ("police_months", "police_archive") if name not in known]
    if missing:
        raise BuildStopped([Problem(str(table or "the table of addresses"), "no such row", "it", "Begin with data/reference/addresses.csv.", name) for name in missing])
    return Order(home, codes, force, years, folder, known, network or Network(say), say)
