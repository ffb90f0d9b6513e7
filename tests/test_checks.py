"""A good edition passes its contracts; each bad one fails on its own message."""

import json
import shutil
from pathlib import Path

import pytest

from data.checks import failures
from data.contracts import COLUMNS, EXTRACTS, REQUIRED, column_types
from literal_editions import altered_sample

SAMPLE = Path(__file__).parent.parent / "data" / "sample"
MEND = "Mend the source and build again."
BUILD = "Build the edition again."
WARD = "ward_code = 'E05005136' and month = '2020-12-01'"


@pytest.fixture
def found(tmp_path):
    """Alter one extract of the sample by a select; give what the checks say."""
    return lambda extract, select: [str(problem) for problem in failures(altered_sample(tmp_path / "edition", extract, select))]


@pytest.fixture
def copy(tmp_path):
    return Path(shutil.copytree(SAMPLE, tmp_path / "edition"))


def test_sample_passes():
    assert failures(SAMPLE) == []


@pytest.mark.parametrize("extract", REQUIRED)
def test_missing_file(copy, extract):
    (copy / f"{extract}.parquet").unlink()
    assert f"{extract}.parquet: found no file; expected the extract, which every edition has. {BUILD}" in map(str, failures(copy))


def test_extract_that_an_edition_may_lack(copy):
    (copy / "former_wards.parquet").unlink()
    assert failures(copy) == []


def test_other_bytes_than_were_built(copy):
    with (copy / "crime.parquet").open("ab") as file:
        file.write(b" ")
    assert list(map(str, failures(copy))) == [f"crime.parquet: found other contents than edition.json says; expected the file as it was built. {BUILD}"]


@pytest.mark.parametrize("text", ["", "{", "no json"])
def test_unreadable_edition(copy, text):
    (copy / "edition.json").write_text(text, encoding="utf-8")
    assert len(failures(copy)) == 1 and "edition.json: found no readable edition" in str(failures(copy)[0])


def test_edition_that_names_no_extracts(copy):
    (copy / "edition.json").write_text(json.dumps({"title": "bare"}), encoding="utf-8")
    assert f"crime.parquet: found other contents than edition.json says; expected the file as it was built. {BUILD}" in map(str, failures(copy))


@pytest.mark.parametrize(("extract", "select", "message"), [
    ("crime", "select * replace (cast(crimes as bigint) as crimes) from crime",
     f"crime.parquet, column 'crimes': found BIGINT; expected INTEGER. {BUILD}"),
    ("crime", "select * exclude (month) from crime", f"crime.parquet, column 'month': found no such column; expected DATE. {BUILD}"),
    ("crime", f"select * replace (if({WARD} and category_code = 'robbery', null, crimes) as crimes) from crime",
     f"crime.parquet, column 'crimes': found no value in 1 rows (None); expected a value. {MEND}"),
    ("areas", "select * replace (if(area_code = 'E05005136', 'Suburban', rural_urban) as rural_urban) from areas",
     f"areas.parquet, column 'rural_urban': found a value not allowed in 1 rows (Suburban); expected one of Urban, Rural. {MEND}"),
    ("residents", "select * replace (if(year = 2020 and area_code = 'E05005136', 'a guess', basis) as basis) from residents",
     f"residents.parquet, column 'basis': found a value not allowed in 1 rows (a guess); expected one of mid-year estimate, Census 2021. {MEND}"),
    ("coverage", "select * replace ('Crime!' as extract) from coverage limit 1",
     f"coverage.parquet, column 'extract': found a value of another form in 1 rows (Crime!); expected the form {COLUMNS['extract'].pattern}. {MEND}"),
    ("crime", f"select * replace (if({WARD} and category_code = 'shoplifting', cast(-1 as integer), crimes) as crimes) from crime",
     f"crime.parquet, column 'crimes': found a value below the least in 1 rows (-1); expected 0 or more. {MEND}"),
    ("areas", "select * replace (if(area_code = 'E05005136', 139000.0, latitude) as latitude) from areas",
     f"areas.parquet, column 'latitude': found a value above the most in 1 rows (139000.0); expected 61 or less. {MEND}"),
    ("residents", "select * from residents union all select * from residents where area_code = 'E05005136' and year = 2020",
     f"residents.parquet, column 'area_code, year': found 1 keys twice; expected One row per area and year.. {MEND}"),
    ("crime", f"select * from crime union all select * from crime where ward_code is null and month = '2020-12-01' "
     "and district_code = 'E07000116' and category_code = 'robbery'",
     f"crime.parquet, column 'series, district_code, month, ward_code, category_code': found 1 keys twice; expected {EXTRACTS['crime'].grain}. {MEND}"),
    ("crime", f"select * replace (if({WARD}, 'E05999999', ward_code) as ward_code) from crime",
     f"crime.parquet, column 'ward_code': found 18 rows with unknown codes (E05999999); expected codes in areas.area_code. {MEND}"),
    ("crime", "select * replace (if(category_code = 'robbery' and month = '2020-12-01', 'piracy', category_code) as category_code) from crime",
     f"crime.parquet, column 'category_code': found 33 rows with unknown codes (piracy); expected codes in categories.category_code. {MEND}"),
])
def test_extract_that_breaks_its_contract(found, extract, select, message):
    assert message in found(extract, select)


@pytest.mark.parametrize(("category", "expected"), [
    ("drug_possession", "parts that exceed their parent: 2, such as 2020-12 E05005136 drug_possession; expected parts at most their parent"),
    ("asb_rowdy_nuisance", "parts that exceed their parent: 2, such as 2020-12 E05005136 asb_rowdy_nuisance; expected parts at most their parent"),
    ("robbery", "crimes of one type that exceed all crime: 2, such as 2020-12 E05005136 robbery; expected each type at most all crime"),
    ("drug_trafficking", "trafficking and possession that don't make drug offences: 2, such as 2020-12 E05005136; expected their sum to be drug offences"),
])
def test_parts_over_their_whole(found, category, expected):
    select = f"select * replace (if({WARD} and category_code = '{category}', cast(99999 as integer), crimes) as crimes) from crime"
    assert f"crime.parquet, column 'crimes': found {expected}. {MEND}" in found("crime", select)


def test_every_failure_is_in_one_report(found):
    lines = found("residents", "select * replace (if(year = 2020, cast(0 as integer), residents) as residents, if(year = 2019, 'a guess', basis) as basis) "
                               "from residents")
    assert [line.split(": found ")[0] for line in lines] == ["residents.parquet, column 'residents'", "residents.parquet, column 'basis'"]


@pytest.mark.parametrize("extract", EXTRACTS)
def test_contract_speaks_of_columns_that_it_has(extract):
    contract = EXTRACTS[extract]
    assert list(column_types(extract)) == list(contract.columns)
    assert set(contract.key) | set(contract.nullable) | set(contract.refers) <= set(contract.columns)
    assert all(target.split(".")[1] in EXTRACTS[target.split(".")[0]].columns for target in contract.refers.values())


def test_every_column_of_the_dictionary_is_used():
    assert set(COLUMNS) == {column for contract in EXTRACTS.values() for column in contract.columns}
