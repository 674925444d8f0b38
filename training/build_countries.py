"""Build ``kgraph/data/countries.toml`` from countryinfo 1.0.1 (MIT) and the fixes by hand below.

Not part of the package. Run once, and again after changing a fix::

    python -m venv /tmp/venv-data && /tmp/venv-data/bin/pip install countryinfo==1.0.1
    /tmp/venv-data/bin/python training/build_countries.py kgraph/data/countries.toml

countryinfo gives names, ISO codes, official English names, capitals and demonyms. It is wrong or
silent in places (American Samoa before "American", no "Kiev", "Turkey" under other names, several
capitals in one string), so what is written here wins.
"""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from importlib.resources import files
from pathlib import Path
from typing import Any

SKIPPED = {"AN", "CS", "UM", "HM", "BV", "SJ", "TF", "GS", "IO", "BQ"}
"""Dissolved, or uninhabited and with names that only mislead ("Indian", "French")."""

NO_CAPITAL = """
AQ AI AS AW AX BL BM BS BB CC CK CX DM FK FO GF GG GI GP GU GY HK IM JE JM KI KN KY LI MC MF MO
MP MQ MS MV NC NF NU PF PM PN PR RE SC SG SH SM SX TC TK TT TV VA VC VG VI WF YT DJ LU GT PA KW NR
PW TO MH FM SB VU WS ST LC GD GL AD BZ BN
"""
"""The capital is the country's own name, or a name of people and other towns, or never said."""

NAMES = {
    "BS": "Bahamas", "CW": "Curaçao", "CZ": "Czech Republic", "FK": "Falkland Islands",
    "FM": "Micronesia", "GM": "Gambia", "MK": "North Macedonia", "MF": "Saint Martin",
    "PS": "Palestine", "SX": "Sint Maarten", "SZ": "Eswatini", "VA": "Vatican",
    "VG": "British Virgin Islands", "VI": "US Virgin Islands", "US": "United States",
    "CG": "Republic of the Congo", "CD": "Democratic Republic of the Congo",
}  # fmt: skip

ALIASES: dict[str, list[str]] = {
    "US": ["US", "U.S.", "U.S", "USA", "U.S.A.", "America", "the States", "Uncle Sam"],
    "GB": ["UK", "U.K.", "U.K", "Britain", "Great Britain"],
    "RU": ["Russian Federation"],
    "KP": ["DPRK", "D.P.R.K.", "NKorea", "N. Korea", "N Korea",
           "Democratic People's Republic of Korea", "Korea"],
    "KR": ["ROK", "SKorea", "S. Korea", "S Korea", "Republic of Korea", "Korea"],
    "CN": ["PRC", "P.R.C.", "People's Republic of China", "mainland China", "Communist China"],
    "TW": ["Republic of China", "Chinese Taipei"],
    "HK": ["Hong Kong SAR", "HKSAR"],
    "MO": ["Macao", "Macao SAR"],
    "AE": ["UAE", "U.A.E.", "Emirates"],
    "SA": ["KSA", "Kingdom of Saudi Arabia"],
    "CD": ["DRC", "D.R.C.", "DR Congo", "D.R. Congo", "Congo-Kinshasa",
           "Democratic Republic of Congo", "Zaire", "Congo"],
    "CG": ["Congo-Brazzaville", "Congo Republic", "Congo", "Republic of Congo"],
    "CF": ["CAR"],
    "BA": ["Bosnia", "Bosnia-Herzegovina", "Bosnia & Herzegovina", "BiH"],
    "CI": ["Côte d'Ivoire", "Republic of Côte d'Ivoire"],
    "CV": ["Cabo Verde"],
    "CZ": ["Czechia"],
    "MK": ["Macedonia", "Republic of North Macedonia", "FYROM"],
    "MM": ["Burma", "Republic of the Union of Myanmar"],
    "SZ": ["Swaziland", "Kingdom of Eswatini"],
    "TL": ["Timor-Leste", "Timor Leste"],
    "TR": ["Türkiye", "Republic of Türkiye"],
    "NL": ["Holland", "Kingdom of the Netherlands"],
    "VA": ["Holy See", "Vatican City", "Vatican City State"],
    "PS": ["Palestinian Authority", "Palestinian National Authority", "State of Palestine",
           "Palestinian territories", "Occupied Palestinian Territory"],
    "SY": ["Syrian Arab Republic"],
    "IR": ["Islamic Republic of Iran", "Islamic Republic"],
    "IL": ["State of Israel", "Jewish state"],
    "VN": ["Viet Nam"],
    "LA": ["Lao PDR"],
    "KG": ["Kyrgyz Republic", "Kirghizia"],
    "BY": ["Byelorussia", "Belorussia"],
    "MD": ["Moldavia"],
    "BN": ["Brunei Darussalam"],
    "FJ": ["Fiji Islands"],
    "FK": ["Falklands", "Malvinas"],
    "FM": ["Federated States of Micronesia"],
    "GM": ["The Gambia"],
    "BS": ["The Bahamas"],
    "KN": ["St. Kitts and Nevis", "St Kitts and Nevis"],
    "LC": ["St. Lucia", "St Lucia"],
    "VC": ["St. Vincent and the Grenadines", "St Vincent and the Grenadines",
           "St. Vincent", "St Vincent"],
    "AG": ["Antigua"],
    "TT": ["Trinidad"],
    "ST": ["Sao Tome and Principe"],
    "PG": ["PNG"],
    "NZ": ["Aotearoa"],
    "ZA": ["RSA"],
    "DE": ["Federal Republic of Germany"],
    "IE": ["Republic of Ireland", "Irish Republic", "Eire"],
    "VI": ["U.S. Virgin Islands"],
    "SH": ["St. Helena", "St Helena"],
    "SX": ["St. Maarten", "St Maarten"],
    "PM": ["St. Pierre and Miquelon"],
    "BL": ["St. Barts"],
    "EH": ["Sahrawi Arab Democratic Republic"],
}  # fmt: skip

DROPPED = {"MK": {"Republic of Macedonia"}}

CAPITALS: dict[str, list[str]] = {
    "UA": ["Kyiv", "Kiev", "Kyyiv", "Kiyv"],
    "RU": ["Moscow"],
    "US": ["Washington"],
    "CN": ["Beijing", "Peking"],
    "IL": ["Jerusalem", "Tel Aviv"],
    "PS": ["Ramallah"],
    "BY": ["Minsk"],
    "KZ": ["Astana", "Nur-Sultan", "Nursultan"],
    "CH": ["Bern", "Berne"],
    "MD": ["Chișinău", "Chişinău", "Chisinau", "Kishinev"],
    "RO": ["Bucharest"],
    "IN": ["New Delhi", "Delhi"],
    "BD": ["Dhaka", "Dacca"],
    "MM": ["Naypyidaw", "Naypyitaw", "Nay Pyi Taw"],
    "MN": ["Ulaanbaatar", "Ulan Bator"],
    "TR": ["Ankara"],
    "IR": ["Tehran", "Teheran"],
    "LB": ["Beirut"],
    "SA": ["Riyadh"],
    "SY": ["Damascus"],
    "YE": ["Sana'a", "Sanaa"],
    "TD": ["N'Djamena", "Ndjamena"],
    "NL": ["The Hague", "Amsterdam"],
    "BE": [],  # "Brussels" is mostly the European Union: see organisations.toml
    "ZA": ["Pretoria"],
    "BO": ["La Paz"],
    "CL": ["Santiago"],
    "CI": ["Yamoussoukro", "Abidjan"],
    "TZ": ["Dodoma", "Dar es Salaam"],
    "NG": ["Abuja"],
    "BJ": ["Porto-Novo", "Cotonou"],
    "LK": ["Colombo"],
    "MY": ["Kuala Lumpur", "Putrajaya"],
    "TJ": ["Dushanbe"],
    "TM": ["Ashgabat", "Ashkhabad"],
    "KG": ["Bishkek"],
    "CR": [],  # "San José" is mostly the town in California
    "BR": ["Brasília", "Brasilia"],
    "CO": ["Bogotá", "Bogota"],
    "CM": ["Yaoundé", "Yaounde"],
    "TG": ["Lomé"],
    "IS": ["Reykjavík", "Reykjavik"],
    "NZ": ["Wellington"],
    "IE": ["Dublin"],
    "PE": ["Lima"],
    "MX": ["Mexico City"],
    "GT": ["Guatemala City"],
    "PA": ["Panama City"],
    "KW": ["Kuwait City"],
    "GY": [],
    "GD": [],
    "AG": [],
    "BI": ["Bujumbura", "Gitega"],
    "GQ": ["Malabo"],
    "SZ": ["Mbabane"],
    "CV": ["Praia"],
    "PY": ["Asunción", "Asuncion"],
    "VN": ["Hanoi"],
    "KP": ["Pyongyang"],
    "TW": ["Taipei"],
    "EH": [],
    "AE": ["Abu Dhabi"],
    "FR": ["Paris"],
}

TOWNS: dict[str, list[str]] = {
    "US": [
        "Washington, D.C.",
        "Washington, D.C",
        "Washington, DC",
        "Washington D.C.",
        "Washington DC",
    ],
}

DEMONYMS: dict[str, list[str]] = {
    "US": ["American"],
    "GB": ["British", "Briton", "Brit"],
    "FR": ["French", "Frenchman", "Frenchmen"],
    "CN": ["Chinese"],
    "IN": ["Indian"],
    "NO": ["Norwegian"],
    "KP": ["North Korean", "Korean"],
    "KR": ["South Korean", "Korean"],
    "CD": ["Congolese"],
    "CG": ["Congolese"],
    "DM": ["Dominican"],
    "DO": ["Dominican"],
    "HK": ["Hong Konger", "Hongkonger"],
    "MO": ["Macanese"],
    "GN": ["Guinean"],
    "GW": ["Bissau-Guinean", "Guinea-Bissauan"],
    "GQ": ["Equatorial Guinean", "Equatoguinean"],
    "NE": ["Nigerien"],
    "NG": ["Nigerian"],
    "AR": ["Argentine", "Argentinian", "Argentinean"],
    "AF": ["Afghan"],
    "AZ": ["Azerbaijani", "Azeri"],
    "BA": ["Bosnian", "Herzegovinian"],
    "AG": ["Antiguan", "Barbudan"],
    "BD": ["Bangladeshi"],
    "BF": ["Burkinabe", "Burkinabé"],
    "BW": ["Botswanan", "Motswana", "Batswana"],
    "BY": ["Belarusian", "Belarussian", "Byelorussian"],
    "CF": ["Central African"],
    "CV": ["Cape Verdean"],
    "CZ": ["Czech"],
    "DK": ["Danish", "Dane"],
    "DJ": ["Djiboutian"],
    "EC": ["Ecuadorian", "Ecuadorean"],
    "ES": ["Spanish", "Spaniard"],
    "FI": ["Finnish", "Finn"],
    "GB-ENG": ["English", "Englishman", "Englishmen"],
    "GI": ["Gibraltarian"],
    "GR": ["Greek", "Hellenic"],
    "GG": [],
    "JE": [],
    "HR": ["Croatian", "Croat"],
    "IE": ["Irish", "Irishman", "Irishmen"],
    "IS": ["Icelandic", "Icelander"],
    "IL": ["Israeli"],
    "IO": [],
    "KG": ["Kyrgyz", "Kirghiz", "Kyrgyzstani"],
    "KZ": ["Kazakh", "Kazakhstani"],
    "KN": ["Kittitian", "Nevisian"],
    "LA": ["Lao", "Laotian"],
    "LI": ["Liechtensteiner"],
    "LS": ["Basotho", "Mosotho"],
    "LU": ["Luxembourgish", "Luxembourger"],
    "MQ": [],
    "YT": [],
    "RE": [],
    "PM": [],
    "MP": [],
    "CX": [],
    "MV": ["Maldivian"],
    "MK": ["Macedonian", "North Macedonian"],
    "MM": ["Burmese", "Myanmarese"],
    "NL": ["Dutch", "Dutchman", "Dutchmen"],
    "NP": ["Nepali", "Nepalese"],
    "NZ": ["New Zealander", "Kiwi"],
    "PH": ["Filipino", "Philippine"],
    "PL": ["Polish", "Pole"],
    "PS": ["Palestinian"],
    "RS": ["Serbian", "Serb"],
    "SA": ["Saudi", "Saudi Arabian"],
    "SE": ["Swedish", "Swede"],
    "SI": ["Slovenian", "Slovene"],
    "SK": ["Slovak", "Slovakian"],
    "SO": ["Somali", "Somalian"],
    "SR": ["Surinamese"],
    "SS": ["South Sudanese"],
    "SV": ["Salvadoran", "Salvadorian"],
    "SZ": ["Swazi"],
    "TJ": ["Tajik", "Tajikistani"],
    "TM": ["Turkmen"],
    "TR": ["Turkish", "Turk"],
    "TW": ["Taiwanese"],
    "UZ": ["Uzbek", "Uzbekistani"],
    "VA": [],
    "VU": ["Ni-Vanuatu"],
    "ZW": ["Zimbabwean"],
    "TT": ["Trinidadian", "Tobagonian"],
    "WF": [],
    "SM": ["Sammarinese"],
    "ST": ["Sao Tomean"],
    "AU": ["Australian", "Aussie"],
    "AS": ["American Samoan"],
    "HT": ["Haitian"],
    "EH": ["Sahrawi", "Saharawi"],
    "CY": ["Cypriot", "Greek Cypriot"],
    "KM": ["Comorian", "Comoran"],
    "GP": [],
    "GU": ["Guamanian"],
    "FK": ["Falkland Islander"],
    "MC": ["Monegasque"],
    "SC": ["Seychellois"],
    "BN": ["Bruneian"],
    "GF": [],
    "TL": ["East Timorese", "Timorese"],
}

AMBIGUOUS: dict[str, list[str]] = {
    "GE": ["Georgia", "Georgian"],
    "JO": ["Jordan"],
    "TD": ["Chad"],
    "IL": ["Jerusalem"],
    "US": ["Washington", "America", "the States", "Uncle Sam"],
    "CD": ["Congo", "Congolese"],
    "CG": ["Congo", "Congolese"],
    "KP": ["Korea", "Korean"],
    "KR": ["Korea", "Korean"],
    "DM": ["Dominican"],
    "DO": ["Dominican"],
    "IN": ["Indian"],
    "PE": ["Lima"],
    "JE": ["Jersey"],
    "NZ": ["Wellington", "Kiwi", "Kiwis"],
    "CL": ["Santiago"],
    "IR": ["Islamic Republic"],
    "AE": ["Emirates"],
    "MK": ["Macedonia", "Macedonian"],
    "PL": ["Pole"],
    "FI": ["Finn"],
    "DK": ["Dane"],
    "CF": ["CAR", "Central African"],
    "MS": ["Montserrat"],
    "GB": ["Brit"],
    "SA": ["Saudi"],
    "NL": ["The Hague", "Holland"],
    "CI": ["Abidjan"],
    "TZ": ["Dar es Salaam"],
}

EXACT: dict[str, list[str]] = {
    "RE": ["Réunion"],
    "BA": ["BiH"],
    "NL": ["The Hague"],
    "US": ["the States"],
}

QIDS = {
    "AF": 889, "AL": 222, "AM": 399, "AO": 916, "AR": 414, "AT": 40, "AU": 408, "AZ": 227,
    "BA": 225, "BD": 902, "BE": 31, "BG": 219, "BO": 750, "BR": 155, "BY": 184, "CA": 16,
    "CH": 39, "CL": 298, "CN": 148, "CO": 739, "CU": 241, "CY": 229, "CZ": 213, "DE": 183,
    "DK": 35, "DZ": 262, "EC": 736, "EE": 191, "EG": 79, "ES": 29, "ET": 115, "FI": 33,
    "FR": 142, "GB": 145, "GE": 230, "GR": 41, "HR": 224, "HU": 28, "ID": 252, "IE": 27,
    "IL": 801, "IN": 668, "IQ": 796, "IR": 794, "IS": 189, "IT": 38, "JO": 810, "JP": 17,
    "KE": 114, "KG": 813, "KP": 423, "KR": 884, "KW": 817, "KZ": 232, "LB": 822, "LT": 37,
    "LU": 32, "LV": 211, "LY": 1016, "MA": 1028, "MD": 217, "ME": 236, "MN": 711, "MT": 233,
    "MX": 96, "MY": 833, "NG": 1033, "NL": 55, "NO": 20, "NZ": 664, "PE": 419, "PH": 928,
    "PK": 843, "PL": 36, "PT": 45, "QA": 846, "RO": 218, "RS": 403, "RU": 159, "SA": 851,
    "SE": 34, "SG": 334, "SI": 215, "SK": 214, "SY": 858, "TH": 869, "TJ": 863, "TM": 874,
    "TN": 948, "TR": 43, "TW": 865, "UA": 212, "US": 30, "UZ": 265, "VE": 717, "VN": 881,
    "YE": 805, "ZA": 258, "AE": 878, "SD": 1049, "VA": 237, "OM": 842, "BH": 398,
}  # fmt: skip

ADDED: dict[str, dict[str, Any]] = {
    "kosovo": {"name": "Kosovo", "iso2": "XK", "aliases": ["Republic of Kosovo"],
               "demonyms": ["Kosovar", "Kosovan"], "capitals": ["Pristina", "Prishtina"]},
    "scotland": {"name": "Scotland", "demonyms": ["Scottish", "Scot"],
                 "capitals": ["Edinburgh", "Holyrood"]},
    "england": {"name": "England", "demonyms": ["English", "Englishman", "Englishmen"],
                "ambiguous": ["English"]},
    "wales": {"name": "Wales", "demonyms": ["Welsh", "Welshman"], "capitals": ["Cardiff"]},
    "northern-ireland": {"name": "Northern Ireland", "aliases": ["Ulster"],
                         "demonyms": ["Northern Irish"], "capitals": ["Belfast", "Stormont"]},
    "somaliland": {"name": "Somaliland", "demonyms": ["Somalilander"], "capitals": ["Hargeisa"]},
    "northern-cyprus": {"name": "Northern Cyprus",
                        "aliases": ["Turkish Republic of Northern Cyprus", "TRNC"],
                        "demonyms": ["Turkish Cypriot"]},
    "transnistria": {"name": "Transnistria",
                     "aliases": ["Transdniestria", "Trans-Dniester", "Pridnestrovie"],
                     "demonyms": ["Transnistrian"], "capitals": ["Tiraspol"]},
    "abkhazia": {"name": "Abkhazia", "demonyms": ["Abkhaz", "Abkhazian"], "capitals": ["Sukhumi"]},
    "south-ossetia": {"name": "South Ossetia", "demonyms": ["South Ossetian"],
                      "capitals": ["Tskhinvali"]},
    "nagorno-karabakh": {"name": "Nagorno-Karabakh",
                         "aliases": ["Nagorno Karabakh", "Artsakh", "Karabakh"],
                         "capitals": ["Stepanakert", "Khankendi"]},
    "donetsk-peoples-republic": {"name": "Donetsk People's Republic", "aliases": ["DPR", "DNR"],
                                 "ambiguous": ["DPR"]},
    "luhansk-peoples-republic": {"name": "Luhansk People's Republic",
                                 "aliases": ["Lugansk People's Republic", "LPR", "LNR"]},
    "crimea": {"name": "Crimea", "demonyms": ["Crimean"], "capitals": ["Simferopol"]},
    "chechnya": {"name": "Chechnya", "aliases": ["Chechen Republic"], "demonyms": ["Chechen"],
                 "capitals": ["Grozny"]},
    "iraqi-kurdistan": {"name": "Iraqi Kurdistan",
                        "aliases": ["Kurdistan Region", "Kurdistan Regional Government", "KRG"],
                        "capitals": ["Erbil"]},
    "tibet": {"name": "Tibet", "demonyms": ["Tibetan"], "capitals": ["Lhasa"]},
    "catalonia": {"name": "Catalonia", "demonyms": ["Catalan"]},
    "republika-srpska": {"name": "Republika Srpska", "aliases": ["Bosnian Serb Republic"],
                         "demonyms": ["Bosnian Serb"], "capitals": ["Banja Luka"]},
}  # fmt: skip

COMMON = """
turkey china chad guinea jersey male lima wellington panama jordan polish swiss
georgia niger finn pole dane swede turk brit scot kiwi crete wales welsh congo manx lao
french english dutch saudi emirates antigua santiago delhi car persia
pentagon congress langley quirinal majlis miraflores rada
"""
"""Names of countries and institutions that in lower case are something else, or a weak hint."""

PASSED_OVER = """
Abraham Accords|African American|African Americans|African-American|Air China|Air France|Air India
America First|America's Cup|American Airlines|American Bar Association|American Dream
American Express|American Idol|American Indian|American Indians|American Medical Association
American Psychological Association|American University|Americas Quarterly|Arab American
Arab Americans|Asian American|Asian Americans|Astana process|Athens, Georgia|Atlanta, Georgia
Bank of America|Bank of Canada|Bank of Israel|Bank of Japan|Bank of Russia|Bay of Bengal
Beijing Olympics|Belfast Agreement|Benin City|Berlin Film Festival|Berlin Wall
Booker T. Washington|British Airways|British American Tobacco|British Columbia|British Council
British Isles|British Museum|British Petroleum|Brussels Airlines|Brussels sprouts
Budapest Memorandum|Camp David|Captain America|Central America|Central American|Central Europe
Central European|Chad Wolf|Chicken Kiev|Chicken Kyiv|China Airlines|China Eastern|Chinese New Year
Chinese wall|Church of England|Congo Basin|Congo River|Copenhagen Criteria|Copenhagen criteria
Council of the Americas|Cuba Gooding|Cuban Missile Crisis|Cuban cigar|Cuban missile crisis
Damascus Gate|Denzel Washington|District of Columbia|Doha Agreement|Doha agreement|Dominican Order
Dominican University|Dynamo Kyiv|Dynamo Moscow|East Africa|East African|East China Sea
East Jerusalem|Eastern Europe|Eastern European|Emirates Airlines|Emirates Palace|Emirates Stadium
Emirates airline|England and Wales|English Channel|Ethiopian Airlines|Fort Washington|French Open
French Quarter|French fries|Geneva Convention|Geneva Conventions|George Washington
George Washington University|Georgia Bulldogs|Georgia Democrat|Georgia Gov.|Georgia Governor
Georgia O'Keeffe|Georgia Republican|Georgia Secretary of State|Georgia State
Georgia Tech|German Shepherd|German shepherd|Gibraltar Strait|Great Wall of China|Great Western
Guinea pig|Guinea pigs|Gulf of Finland|Gulf of Guinea|Gulf of Mexico|Gulf of Oman|Gulf of Thailand
Havana Syndrome|Havana syndrome|Helsinki Accords|Helsinki Final Act|Holland Park|Hong Kong flu
Indian Ocean|Indian Point|Indian Territory|Indian Wells|Iran Air|Iran-Contra|Iraq War|Iraq war
Irish Sea|Irish whiskey|Israel Katz|Japan Airlines|Jersey City|Jersey Shore|Jewish American
Jim Jordan|Jimmy Wales|Jordan Bardella|Jordan Peterson|Jordan River|Jordan Valley|Kenya Airways
Kerry Washington|Kiev School of Economics|Knights of Malta|Korean Air|Korean Airlines
Korean Peninsula|Korean War|Korean peninsula|Kuwait Airways|Kyiv School of Economics
Kyoto Protocol|Lake Chad|Lake Chad Basin|Latin America|Latin American|Lisbon Treaty|London Bridge
London School of Economics|London Stock Exchange|London, Ontario|Madrid Open|Madrid summit
Make America Great Again|Malaysia Airlines|Malaysian Airlines|Mexican American|Michael Jordan
Minsk Agreements|Minsk accords|Minsk agreement|Minsk agreements|Minsk process|Miss America
Moscow Exchange|Moscow Mule|Moscow State University|Moscow mule|Mount Washington|Native American
Native Americans|New American|New Britain|New England|New Hampshire|New Jersey|New Mexican
New Mexico|New Orleans|New South Wales|New York|Niger Delta|Niger River|Niger River Delta
Normandy Format|Normandy format|North America|North American|Northern Europe|Norwegian Sea
Order of Malta|Oslo Accords|Oslo accords|Ottawa Convention|Ottawa Treaty|Pan American|Panama Canal
Panama Papers|Panama hat|Paris Accord|Paris Agreement|Paris Hilton|Paris Olympics
Paris Saint-Germain|Paris climate accord|Paris climate agreement|Paris, Texas|Persian Gulf
Philippine Sea|Police Scotland|Port Washington|Prince of Wales|Princess of Wales|Qatar Airways
River Jordan|Rome Statute|Rome, Georgia|Royal Bank of Scotland|Royal Jordanian|Russian doll
Russian roulette|Saudi Arabian Airlines|Sea of Azov|Sea of Japan|Seoul Olympics|Singapore Airlines
South America|South American|South China Sea|South Georgia|Southern Europe|Spanish Flu|Spanish flu
Spartak Moscow|Stockholm Syndrome|Stockholm syndrome|Strait of Gibraltar|Swiss Alps
Swiss Army knife|Taipei 101|Taiwan Strait|Taiwan Straits|Tokyo Electric|Tokyo Olympics
Tokyo Stock Exchange|Tom Holland|Treaty of Lisbon|Treaty of Rome|Treaty of Versailles
Tripoli, Lebanon|Turkey Point|Turkish Airlines|Turkish delight|Ukraine International Airlines
Ukrainian International Airlines|University of Washington|Vatican II|Vienna Convention
Vienna Conventions|Vietnam War|Warsaw Ghetto|Warsaw Pact|Washington Capitals|Washington Commanders
Washington Irving|Washington Monument|Washington Nationals|Washington State|Washington University
Washington Wizards|Washington state|West Africa|West African|West Bank|West Indian|West Jerusalem
West Papua|West Point|West Virginia|Western Australia|Western Australian|Western Balkans
Western Cape|Western Conference|Western Digital|Western Europe|Western European|Western Front
Western Hemisphere|Western Ukraine|Western Union|Western Wall|chicken kiev|guinea pig|guinea pigs
state of Georgia|the West African|the West Bank|the West Coast|the West Country|the West End
the West Indies|the West Midlands|the West Side|Republican Guard|Liberal Democrat
Liberal Democrats|Social Democrat|Social Democrats|Christian Democrat|Christian Democrats
Free Democrats|Sweden Democrats|New Democrat
"""
"""Names of other things that hold a country's, one bar or line end after each."""

SHARED = ["Congo", "Congolese", "Dominican", "Korea", "Korean"]
"""Names of several countries of which none is clearly meant; all are returned."""

_OFFICIAL = re.compile(
    r"\b(Republic|Kingdom|State of|States of|Federation|Sultanate|Commonwealth|Principality of"
    r"|Union of|Grand Duchy|Confederation)\b"
)


def slug(name: str) -> str:
    """Return the name in lower case ASCII with hyphens."""
    ascii_name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_name.lower().replace("'", "")).strip("-")


def country_tables() -> dict[str, dict[str, Any]]:
    """Return the table of each country by slug."""
    by_code: dict[str, dict[str, Any]] = {}
    for folder in ("data", "data_no_iso"):
        for path in sorted(Path(str(files("countryinfo") / folder)).glob("*.json")):
            record = json.loads(path.read_text("utf-8"))
            code = record.get("ISO", {}).get("alpha2")
            if code and "name" in record and code not in SKIPPED | set(by_code):
                by_code[code] = country_table(code, record)
    tables = {slug(table["name"]): table for table in by_code.values()}
    return dict(sorted((tables | ADDED).items()))


def country_table(code: str, record: dict[str, Any]) -> dict[str, Any]:
    """Return the table of one country: countryinfo's record with the fixes."""
    name = NAMES.get(code, record["name"])
    official = [
        alias
        for alias in record.get("altSpellings", [])
        if alias.isascii() and "," not in alias and _OFFICIAL.search(alias)
    ]
    aliases = [*ALIASES.get(code, []), *official]
    capital = record.get("capital")
    capitals = CAPITALS.get(code)
    if capitals is None:
        said = isinstance(capital, str) and capital and code not in NO_CAPITAL.split()
        capitals = [capital] if said else []
    demonyms = DEMONYMS.get(code)
    if demonyms is None:
        demonyms = re.split(r"[,/]", record.get("demonym") or "")
    dropped = DROPPED.get(code, set()) | {name}
    table: dict[str, Any] = {
        "name": name,
        "iso2": code,
        "qid": f"Q{QIDS[code]}" if code in QIDS else None,
        "aliases": [alias for alias in dict.fromkeys(aliases) if alias not in dropped],
        "demonyms": [demonym for demonym in demonyms if demonym],
        "capitals": capitals,
        "towns": TOWNS.get(code, []),
        "ambiguous": AMBIGUOUS.get(code, []),
        "exact": EXACT.get(code, []),
    }
    return table


def to_toml(tables: dict[str, dict[str, Any]]) -> str:
    """Return the file."""
    passed = sorted(PASSED_OVER.strip().replace("\n", "|").split("|"))
    lines = [
        "# Governments of countries and territories. Written by training/build_countries.py from",
        "# countryinfo 1.0.1 (MIT) and hand-made fixes: change that script, not this file.",
        "",
        "[matching]",
        "# Names never taken as a country's, though they contain one.",
        f"pass_over = {json.dumps(passed, ensure_ascii=False)}",
        "# Names of countries and institutions that mean something else in lower case.",
        f"common = {json.dumps(sorted(COMMON.split()))}",
        "# Names of several entries, none of which is clearly meant: all are returned.",
        f"shared = {json.dumps(SHARED)}",
    ]
    for identifier, table in tables.items():
        lines += ["", f"[{identifier}]"]
        lines += [f"{key} = {json.dumps(v, ensure_ascii=False)}" for key, v in table.items() if v]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(to_toml(country_tables()), "utf-8")
