"""Writes the illustrative sample: modelled figures that reproduce the published ones, under real names."""

from pathlib import Path

import pandas as pd

from data.areas import map_places
from data.contracts import EXTRACTS
from data.description import describe
from data.disclosure import disclosed
from data.editions import write_edition
from data.illustrative import illustrative_extracts
from data.outlines import outlines
from data.problems import BuildStopped, Problem

HOME = "E07000116"
BUILT_AT = "2026-11-22T00:00:00+00:00"  # fixed: the sample is the same whenever it is made
CAUTION = ("Illustrative sample. Borough totals for 2019 and 2020 are as published; ward, road and near-miss figures are "
           "invented. So are arrests, prosecutions and convictions. Ward boundaries are schematic.")
PUBLISHED = {"publisher": "Tunbridge Wells Borough Council and Tonbridge and Malling Borough Council",
             "what": "totals in Community Safety Partnership plans and updates, 2021", "licence": "Published committee papers", "files": []}
MODELLED = {"publisher": "This project", "what": "modelled months, wards and other districts", "licence": "As this project", "files": []}
INVENTED = MODELLED | {"what": "invented collisions, casualties and near misses, on invented roads"}
QUESTIONS = {"publisher": "Tunbridge Wells Borough Council and this project", "what": "questions on record in 2023; invented owners, days and answers",
             "licence": "Published committee papers", "files": []}
ONS = {"publisher": "Office for National Statistics", "what": "names, codes, residents, rural-urban class and centres of areas",
       "licence": "Open Government Licence v3.0", "files": []}
OUTCOMES = MODELLED | {"what": "invented arrests, prosecutions and court results"}
SOURCES = {"crime": [PUBLISHED, MODELLED], "areas": [ONS, MODELLED], "residents": [ONS], "outcomes": [OUTCOMES], "arrests": [OUTCOMES], "outlines": [MODELLED],
           "collisions": [INVENTED], "casualties": [INVENTED], "near_misses": [INVENTED],
           "measures": [MODELLED | {"what": "invented counts of invented organisations"}], "deprivation": [MODELLED | {"what": "invented deciles, not the index's"}],
           "promises": [QUESTIONS]}


def write_sample(out: Path) -> Path:
    """Write the sample edition into a folder that does not exist yet; give the folder."""
    if out.exists() and any(out.iterdir()):
        raise BuildStopped([Problem(str(out), "a folder with files in it", "a new or empty folder", "Name another folder, or empty this one.")])
    if out.exists():
        out.rmdir()
    extracts = illustrative_extracts()
    extracts |= {"outlines": outlines(extracts["areas"]), "map_places": map_places(HOME)}
    extracts["disclosed"], disclosure = disclosed(extracts)
    extracts |= {name: _none_of(name) for name in EXTRACTS if name not in extracts}
    notes = {name: {"sources": sources, "known_gaps": []} for name, sources in SOURCES.items()}
    about = describe(HOME, extracts, "WD22", title="Illustrative sample", kind="illustrative", tag="Illustrative sample", caution=CAUTION, disclosure=disclosure,
                     extracts=notes, published_windows=[[HOME, "2020-12", 12], [HOME, "2019-12", 12]]) | {"default_last_month": "2020-12", "built_at": BUILT_AT}
    write_edition(out, extracts, about)
    return out.resolve()


def _none_of(extract: str) -> pd.DataFrame:
    """Make an extract without rows, so that an edition says 'none' rather than lacks a file."""
    return pd.DataFrame({column: pd.Series(dtype=object) for column in EXTRACTS[extract].columns})
