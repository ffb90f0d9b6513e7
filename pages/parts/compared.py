"""What the districts that are compared have in common, as words: a county, or a police force where the home district is a county by itself."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Compared:
    """The area whose districts are compared."""

    name: str  # of its districts: '12 Shire districts', '13 Shire Police districts'
    area: str  # in a sentence: 'Shire', 'the Shire Police area'
    kind: str  # 'county', 'police area'

    @property
    def label(self) -> str:
        """Name it above a column or beside a line: 'Shire', 'Shire Police area'."""
        return self.area.removeprefix("the ")


def compared(about: dict) -> Compared:
    """Name the area by what the edition says of itself; which districts are in it: the table compared of queries/shared.sql."""
    if about["county_code"] != about["home_district"]:
        return Compared(about["county_name"], about["county_name"], "county")
    return Compared(about["police_force"], f"the {about['police_force']} area", "police area")
