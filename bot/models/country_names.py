"""Country names and demonyms as people type them, in plain lower case, with ISO 3166 codes."""

from __future__ import annotations

_NAMES = """
AR argentina|argentine|argentinian
AT austria|austrian
AU australia|australian|aussie
BE belgium|belgian
BG bulgaria|bulgarian
BR brazil|brazilian
CA canada|canadian
CH switzerland|swiss
CL chile|chilean
CN china|chinese|mainland chinese|c drama|cdrama
CO colombia|colombian
CU cuba|cuban
CZ czechia|czech republic|czech
DE germany|german
DK denmark|danish|dane
EE estonia|estonian
EG egypt|egyptian
ES spain|spanish
FI finland|finnish|finn
FR france|french
GB united kingdom|uk|u k|britain|great britain|british|england|scotland|scottish|wales|welsh|brit
GR greece|greek
HK hong kong|hongkong|cantonese
HR croatia|croatian
HU hungary|hungarian
ID indonesia|indonesian
IE ireland|irish
IL israel|israeli
IN india|indian|hindi|bollywood
IR iran|iranian|persian
IS iceland|icelandic
IT italy|italian
JP japan|japanese|j drama|jdrama
KE kenya|kenyan
KR korea|korean|south korea|south korean|k drama|kdrama
LB lebanon|lebanese
LT lithuania|lithuanian
LV latvia|latvian
MX mexico|mexican
MY malaysia|malaysian
NG nigeria|nigerian|nollywood
NL netherlands|the netherlands|dutch|holland
NO norway|norwegian
NZ new zealand|new zealander|kiwi
PH philippines|the philippines|filipino|filipina|philippine
PK pakistan|pakistani
PL poland|polish
PT portugal|portuguese
RO romania|romanian
RS serbia|serbian
RU russia|russian
SE sweden|swedish
SG singapore|singaporean
TH thailand|thai
TR turkey|turkish
TW taiwan|taiwanese
UA ukraine|ukrainian
US united states|united states of america|usa|u s a|u s|america|american|hollywood
VN vietnam|vietnamese
ZA south africa|south african
"""

COUNTRY_WORDS: dict[tuple[str, ...], str] = {
    tuple(name.split()): code
    for code, names in (line.split(maxsplit=1) for line in _NAMES.strip().splitlines())
    for name in names.split("|")
}
"""The code for each name, by the words of the name. ``us`` is missing: it is far more often a pronoun."""
