"""Adjectives and names of peoples, with their countries; further names of countries."""

from __future__ import annotations

_TABLE = """
AF Afghan Afghans|AL Albanian Albanians|DZ Algerian Algerians|AD Andorran|AO Angolan Angolans|AR Argentine
Argentines Argentinian Argentinean|AM Armenian Armenians|AU Australian Australians|AT Austrian Austrians
AZ Azerbaijani Azerbaijanis Azeri Azeris|BS Bahamian|BH Bahraini Bahrainis|BD Bangladeshi Bangladeshis
BB Barbadian|BY Belarusian Belarusians Belarussian|BE Belgian Belgians|BZ Belizean|BJ Beninese|BT Bhutanese
BO Bolivian Bolivians|BA Bosnian Bosnians|BW Botswanan|BR Brazilian Brazilians|BN Bruneian|BG Bulgarian
Bulgarians|BF Burkinabe Burkinabé|MM Burmese Myanmarese|BI Burundian Burundians|KH Cambodian Cambodians
CM Cameroonian Cameroonians|CA Canadian Canadians Quebecois|CV Cape-Verdean|CF Central-African|TD Chadian
Chadians|CL Chilean Chileans|CN Chinese|CO Colombian Colombians|KM Comorian Comoran|CG Congolese
CR Costa-Rican|HR Croatian Croatians Croat Croats|CU Cuban Cubans|CY Cypriot Cypriots|CZ Czech Czechs
DK Danish Dane Danes|DJ Djiboutian|DO Dominican Dominicans|NL Dutch Dutchman|TL Timorese|EC Ecuadorean
Ecuadorian Ecuadoreans Ecuadorians|EG Egyptian Egyptians|SV Salvadoran Salvadorans|GQ Equatoguinean
ER Eritrean Eritreans|EE Estonian Estonians|ET Ethiopian Ethiopians|FJ Fijian Fijians|FI Finnish Finn Finns
FR French Frenchman Frenchmen|GA Gabonese|GM Gambian Gambians|GE Georgian Georgians|DE German Germans
GH Ghanaian Ghanaians|GR Greek Greeks|GD Grenadian|GT Guatemalan Guatemalans|GN Guinean Guineans
GW Bissau-Guinean|GY Guyanese|HT Haitian Haitians|HN Honduran Hondurans|HU Hungarian Hungarians
IS Icelandic Icelander Icelanders|IN Indian Indians|ID Indonesian Indonesians|IR Iranian Iranians Persian
IQ Iraqi Iraqis|IE Irish Irishman|IL Israeli Israelis|IT Italian Italians Sicilian Sardinian|CI Ivorian
Ivorians|JM Jamaican Jamaicans|JP Japanese|JO Jordanian Jordanians|KZ Kazakh Kazakhs Kazakhstani|KE Kenyan
Kenyans|KI I-Kiribati|XK Kosovan Kosovar Kosovars|KW Kuwaiti Kuwaitis|KG Kyrgyz|LA Lao Laotian|LV Latvian
Latvians|LB Lebanese|LS Basotho|LR Liberian Liberians|LY Libyan Libyans|LI Liechtensteiner|LT Lithuanian
Lithuanians|LU Luxembourgish|MG Malagasy|MW Malawian|MY Malaysian Malaysians|MV Maldivian Maldivians|ML
Malian Malians|MT Maltese|MR Mauritanian Mauritanians|MU Mauritian Mauritians|MX Mexican Mexicans
FM Micronesian|MD Moldovan Moldovans|MC Monegasque|MN Mongolian Mongolians|ME Montenegrin Montenegrins
MA Moroccan Moroccans|MZ Mozambican Mozambicans|NA Namibian Namibians|NP Nepalese Nepali Nepalis
NZ New-Zealander|NI Nicaraguan Nicaraguans|NE Nigerien Nigeriens|NG Nigerian Nigerians|KP North-Korean
North-Koreans|MK Macedonian Macedonians North-Macedonian|NO Norwegian Norwegians|OM Omani Omanis|PK Pakistani
Pakistanis|PS Palestinian Palestinians Gazan Gazans|PA Panamanian Panamanians|PG Papuan|PY Paraguayan
Paraguayans|PE Peruvian Peruvians|PH Philippine Filipino Filipinos|PL Polish Pole Poles|PT Portuguese
QA Qatari Qataris|RO Romanian Romanians|RU Russian Russians Siberian Siberians Chechen Chechens Dagestani
Muscovite Tatar|RW Rwandan Rwandans|WS Samoan|SA Saudi Saudis|SN Senegalese|RS Serbian Serbians Serb Serbs
SC Seychellois|SL Sierra-Leonean|SG Singaporean Singaporeans|SK Slovak Slovaks Slovakian|SI Slovenian
Slovenians Slovene|SO Somali Somalis Somalian|ZA South-African South-Africans|KR South-Korean South-Koreans
SS South-Sudanese|ES Spanish Spaniard Spaniards Catalan Basque|LK Sri-Lankan Sri-Lankans|SD Sudanese
SR Surinamese|SZ Swazi|SE Swedish Swede Swedes|CH Swiss|SY Syrian Syrians|TW Taiwanese|TJ Tajik Tajiks
TZ Tanzanian Tanzanians Zanzibari|TH Thai Thais|TG Togolese|TT Trinidadian|TN Tunisian Tunisians|TR Turkish
Turk Turks|TM Turkmen|UG Ugandan Ugandans|UA Ukrainian Ukrainians|AE Emirati Emiratis|GB British Briton
Britons English Scottish Welsh|US American Americans Alaskan Alaskans Texan Californian Hawaiian|UY Uruguayan
Uruguayans|UZ Uzbek Uzbeks|VU Vanuatuan|VA Vatican|VE Venezuelan Venezuelans|VN Vietnamese|YE Yemeni Yemenis
ZM Zambian Zambians|ZW Zimbabwean Zimbabweans|GL Greenlandic Greenlander|FO Faroese|HK Hongkonger|TO Tongan
"""
_MANY = "European Europeans African Africans Asian Latin-American Scandinavian Balkan Caucasian"

_ALIASES = """
GB Britain|GB UK|GB U.K.|GB Great Britain|GB England|GB Scotland|GB Northern Ireland|US U.S.|US US|US USA
US U.S.A.|US America|US United States|US the United States of America|AE UAE|AE U.A.E.|AE United Arab Emirates|AE Emirates
CD Democratic Republic of Congo|CD Democratic Republic of the Congo|CD DR Congo|CD DRC|CG Republic of Congo
CI Ivory Coast|CI Côte d'Ivoire|CV Cape Verde|CV Cabo Verde|CZ Czech Republic|CZ Czechia|MM Burma|MM Myanmar
KP North Korea|KR South Korea|SZ Swaziland|SZ Eswatini|TL East Timor|TR Turkey|TR Türkiye|VA Vatican|VA Holy See
MK North Macedonia|MK Macedonia|PS Palestine|PS Gaza Strip|PS West Bank|HK Hong Kong|TW Taiwan|RU Russian Federation
BA Bosnia|BA Bosnia and Herzegovina|GM The Gambia|GM Gambia|BS Bahamas|MV Maldives|SC Seychelles|KM Comoros
NL Netherlands|NL Holland|PH Philippines|SD Sudan|SS South Sudan|SY Syria|LA Laos|VN Vietnam|FM Micronesia
ST Sao Tome|ST São Tomé and Príncipe|TT Trinidad|TT Trinidad and Tobago|VC Saint Vincent|XK Kosovo
"""


def _rows(table: str) -> list[tuple[str, list[str]]]:
    rows: list[tuple[str, list[str]]] = []
    for word in table.replace("|", " ").split():
        if (len(word) == 2 and word.isupper() and word not in ("UK", "US")) or word == "US":
            if not rows or rows[-1][0] != word:
                rows.append((word, []))
        elif rows:
            rows[-1][1].append(word.replace("-", " ") if word.count("-") == 1 else word)
    return rows


DEMONYMS: dict[str, str] = {word: code for code, words in _rows(_TABLE) for word in words}
DEMONYMS["Bissau-Guinean"] = "GW"
DEMONYMS.update(dict.fromkeys((word.replace("-", " ") for word in _MANY.split()), ""))
"""The word as it is written, and the country's code; empty for a part of the world."""

ALIASES: dict[str, str] = {
    name: code
    for row in _ALIASES.replace("\n", "|").split("|")
    if row.strip()
    for code, _, name in (row.strip().partition(" "),)
}
"""Further names of countries, as reports write them."""

PROVINCES: dict[str, tuple[str, str]] = {
    "alberta": ("CA", "01"), "british columbia": ("CA", "02"), "manitoba": ("CA", "03"), "new brunswick": ("CA", "04"),
    "newfoundland": ("CA", "05"), "nova scotia": ("CA", "07"), "ontario": ("CA", "08"), "prince edward island": ("CA", "09"),
    "quebec": ("CA", "10"), "saskatchewan": ("CA", "11"), "yukon": ("CA", "12"), "northwest territories": ("CA", "13"),
    "nunavut": ("CA", "14"), "new south wales": ("AU", "02"), "northern territory": ("AU", "03"), "queensland": ("AU", "04"),
    "south australia": ("AU", "05"), "tasmania": ("AU", "06"), "victoria": ("AU", "07"), "western australia": ("AU", "08"),
}  # fmt: skip
"""Provinces of Canada and states of Australia by their plain names: the country, and GeoNames' code of the part."""

METONYMS: dict[str, str] = {
    "Kremlin": "RU", "White House": "US", "Pentagon": "US", "State Department": "US", "Capitol Hill": "US",
    "Downing Street": "GB", "Whitehall": "GB", "Elysee": "FR", "Élysée": "FR", "Quai d'Orsay": "FR",
    "Scotland Yard": "GB", "Foreign Office": "GB", "Blue House": "KR", "Casa Rosada": "AR",
}  # fmt: skip
"""Buildings and bodies that stand for a state."""
