"""Countries as people write them, and the words that name a part of a company by its region."""

import re
import unicodedata
from typing import Final

from partnerkit.countries import CODES, country_meant

_NAMES: Final = """
AD and, andorra, andorre
AE are, united arab emirates, vereinigte arabische emirate, emirats arabes unis, emiratos arabes unidos, uae, emirates
AE vae
AF afg, afghanistan, afganistan
AG atg, antigua and barbuda, antigua und barbuda, antigua et barbuda, antigua y barbuda, antigua e barbuda, antigua
AG antigua barbuda
AI aia, anguilla, anguila
AL alb, albania, albanien, albanie
AM arm, armenia, armenien, armenie
AO ago, angola
AQ ata, antarctica, antarktis, antarctique, antartida, antartide
AR arg, argentina, argentinien, argentine
AS asm, american samoa, amerikanisch samoa, samoa americaines, samoa americana, samoa americane
AT aut, austria, osterreich, autriche, oesterreich, oostenrijk, osterrike, ostrig
AU aus, australia, australien, australie
AW abw, aruba
AX ala, aland, aland islands, alandinseln, iles aland, islas aland, isole aland
AZ aze, azerbaijan, aserbaidschan, azerbaidjan, azerbaiyan, azerbaigian
BA bih, bosnia and herzegovina, bosnien und herzegowina, bosnie herzegovine, bosnia y herzegovina, bosnia
BA bosnia herzegovina, bosnien, bosnie
BB brb, barbados, barbade
BD bgd, bangladesh, bangladesch, banglades
BE bel, belgium, belgien, belgique, belgica, belgio, belgie, belgia
BF bfa, burkina faso
BG bgr, bulgaria, bulgarien, bulgarie, българия
BH bhr, bahrain, bahrein, barein
BI bdi, burundi
BJ ben, benin
BL blm, st barthelemy, saint barthelemy, san bartolome
BM bmu, bermuda, bermudes, bermudas
BN brn, brunei, brunei darussalam
BO bol, bolivia, bolivien, bolivie, bolivia plurinational state of, plurinational state of bolivia
BQ bes, caribbean netherlands, karibische niederlande, pays bas caribeens, caribe neerlandes, caraibi olandesi
BR bra, brazil, brasilien, bresil, brasil, brasile, brazilie
BS bhs, bahamas, the bahamas
BT btn, bhutan, bhoutan, butan
BV bvt, bouvet island, bouvetinsel, ile bouvet, isla bouvet, isola bouvet
BW bwa, botswana, botsuana
BY blr, belarus, bielorussie, bielorrusia, bielorussia
BZ blz, belize, belice
CA can, canada, kanada
CC cck, cocos keeling islands, kokosinseln, iles cocos, islas cocos, isole cocos keeling
CD cod, congo kinshasa, kongo kinshasa, republica democratica del congo, congo the democratic republic of the
CD congo democratic republic, democratic republic of congo, democratic republic of the congo, dr congo, drc
CF caf, central african republic, zentralafrikanische republik, republique centrafricaine, republica centroafricana
CG cog, congo brazzaville, kongo brazzaville, congo, republic of the congo, republic of congo, congo republic
CG congo republic of, congo republic of the
CH che, switzerland, schweiz, suisse, suiza, svizzera, zwitserland, suica, sveits
CI civ, cote divoire, costa davorio, ivory coast, elfenbeinkuste, cote d ivoire
CK cok, cook islands, cookinseln, iles cook, islas cook, isole cook
CL chl, chile, chili, cile
CM cmr, cameroon, kamerun, cameroun, camerun
CN chn, china, chine, cina, pr china, mainland china, 中国, peoples republic of china
CN volksrepublik china, china pr, kina, chiny
CO col, colombia, kolumbien, colombie
CR cri, costa rica
CU cub, cuba, kuba
CV cpv, cape verde, cabo verde, cap vert, capo verde, kap verde
CW cuw, curacao, curazao
CX cxr, christmas island, weihnachtsinsel, ile christmas, isla de navidad, isola christmas
CY cyp, cyprus, zypern, chypre, chipre, cipro
CZ cze, czechia, tschechien, tchequie, chequia, cechia, czech republic, cesko, tsjechie, tjeckien, republica tcheca
CZ czechy
DE deu, germany, deutschland, allemagne, alemania, germania, duitsland, alemanha, tyskland, niemcy, almanya, nemecko
DE saksa
DJ dji, djibouti, dschibuti, yibuti, gibuti
DK dnk, denmark, danemark, dinamarca, danimarca, danmark, denemarken, dania
DM dma, dominica, dominique
DO dom, dominican republic, dominikanische republik, republique dominicaine, republica dominicana
DZ dza, algeria, algerien, algerie, argelia
EC ecu, ecuador, equateur
EE est, estonia, estland, estonie, eesti
EG egy, egypt, agypten, egypte, egipto, egitto
EH esh, western sahara, westsahara, sahara occidental, sahara occidentale
ER eri, eritrea, erythree
ES esp, spain, spanien, espagne, espana, spagna, spanje, espanha, spania, hiszpania, ispanya
ET eth, ethiopia, athiopien, ethiopie, etiopia
FI fin, finland, finnland, finlande, finlandia, suomi
FJ fji, fiji, fidschi, fidji, fiyi, figi
FK flk, falkland islands, falklandinseln, iles malouines, islas malvinas, isole falkland, falkland islands malvinas
FK falklands
FM fsm, micronesia, mikronesien, micronesie, micronesia federated states of, federated states of micronesia
FO fro, faroe islands, faroer, iles feroe, islas feroe, isole fær øer
FR fra, france, frankreich, francia, frankrijk, franca, frankrike, frankrig, francja, fransa, ranska
GA gab, gabon, gabun
GB gbr, united kingdom, vereinigtes konigreich, royaume uni, uk, great britain, britain, england, scotland, wales
GB grossbritannien, gran bretana, gran bretagna, grande bretagne, grossbrit, northern ireland, nordirland, reino unido
GB regno unito, verenigd koninkrijk, storbritannien, united kingdom of great britain and northern ireland, u k
GD grd, grenada, grenade, granada
GE geo, georgia, georgien, georgie
GF guf, french guiana, franzosisch guayana, guyane francaise, guayana francesa, guyana francese
GG ggy, guernsey, guernesey
GH gha, ghana
GI gib, gibraltar, gibilterra
GL grl, greenland, gronland, groenland, groenlandia
GM gmb, gambia, gambie, the gambia
GN gin, guinea, guinee
GP glp, guadeloupe, guadalupe, guadalupa
GQ gnq, equatorial guinea, aquatorialguinea, guinee equatoriale, guinea ecuatorial, guinea equatoriale
GR grc, greece, griechenland, grece, grecia, ελλαδα, griekenland, grekland
GS sgs, south georgia and south sandwich islands, sudgeorgien und die sudlichen sandwichinseln
GT gtm, guatemala
GU gum, guam
GW gnb, guinea bissau, guinee bissau, guinea bisau
GY guy, guyana
HK hkg, hong kong sar china, sonderverwaltungsregion hongkong, ras chinoise de hong kong, hong kong, hongkong
HK hong kong sar, 香港
HM hmd, heard island and mcdonald islands, heard und mcdonaldinseln, iles heard et macdonald, islas heard y mcdonald
HN hnd, honduras
HR hrv, croatia, kroatien, croatie, croacia, croazia, hrvatska
HT hti, haiti
HU hun, hungary, ungarn, hongrie, hungria, ungheria, magyarorszag, hongarije, ungern, wegry
ID idn, indonesia, indonesien, indonesie
IE irl, ireland, irland, irlande, irlanda, republic of ireland, eire, ierland, irlandia
IL isr, israel, israele, ישראל
IM imn, isle of man, ile de man, isla de man, isola di man
IN ind, india, indien, inde, indie
IO iot, british indian ocean territory, britisches territorium im indischen ozean
IQ irq, iraq, irak
IR irn, iran, iran islamic republic of, islamic republic of iran
IS isl, iceland, island, islande, islandia, islanda
IT ita, italy, italien, italie, italia, wlochy, italya
JE jey, jersey
JM jam, jamaica, jamaika, jamaique, giamaica
JO jor, jordan, jordanien, jordanie, jordania, giordania
JP jpn, japan, japon, giappone, 日本, japao, japonia
KE ken, kenya, kenia
KG kgz, kyrgyzstan, kirgisistan, kirghizstan, kirguistan, kirghizistan
KH khm, cambodia, kambodscha, cambodge, camboya, cambogia
KI kir, kiribati
KM com, comoros, komoren, comores, comoras, comore
KN kna, st kitts and nevis, st kitts und nevis, saint christophe et nieves, san cristobal y nieves, st kitts
KN saint kitts and nevis
KP prk, north korea, nordkorea, coree du nord, corea del norte, corea del nord, korea democratic peoples republic of
KP dprk, korea north
KR kor, south korea, sudkorea, coree du sud, corea del sur, corea del sud, korea republic of, korea, republic of korea
KR rok, republic of south korea, korea south, zuid korea, coreia do sul, sydkorea, 대한민국, 한국
KW kwt, kuwait, koweit
KY cym, cayman islands, kaimaninseln, iles caimans, islas caiman, isole cayman
KZ kaz, kazakhstan, kasachstan, kazajistan, kazakistan
LA lao, laos, lao peoples democratic republic, lao pdr
LB lbn, lebanon, libanon, liban, libano
LC lca, st lucia, sainte lucie, santa lucia, saint lucia
LI lie, liechtenstein
LK lka, sri lanka
LR lbr, liberia
LS lso, lesotho, lesoto
LT ltu, lithuania, litauen, lituanie, lituania, lietuva
LU lux, luxembourg, luxemburg, luxemburgo, lussemburgo, luksemburg
LV lva, latvia, lettland, lettonie, letonia, lettonia, latvija
LY lby, libya, libyen, libye, libia, libyan arab jamahiriya
MA mar, morocco, marokko, maroc, marruecos, marocco, marrocos
MC mco, monaco
MD mda, moldova, republik moldau, moldavie, moldavia, moldova republic of, republic of moldova
ME mne, montenegro
MF maf, st martin, saint martin, san martin, saint martin french part
MG mdg, madagascar, madagaskar
MH mhl, marshall islands, marshallinseln, iles marshall, islas marshall, isole marshall
MK mkd, north macedonia, nordmazedonien, macedoine du nord, macedonia del norte, macedonia del nord, macedonia
MK former yugoslav republic of macedonia, macedonia the former yugoslav republic of, fyrom, republic of north macedonia
ML mli, mali
MM mmr, myanmar burma, myanmar, myanmar birmanie, myanmar birmania, burma, birma
MN mng, mongolia, mongolei, mongolie
MO mac, macao sar china, sonderverwaltungsregion macau, ras chinoise de macao, rae de macao china, ras di macao, macao
MO macau, macao sar, macau sar
MP mnp, northern mariana islands, nordliche marianen, iles mariannes du nord, islas marianas del norte
MQ mtq, martinique, martinica
MR mrt, mauritania, mauretanien, mauritanie
MS msr, montserrat
MT mlt, malta, malte
MU mus, mauritius, maurice, mauricio
MV mdv, maldives, malediven, maldivas, maldive
MW mwi, malawi, malaui
MX mex, mexico, mexiko, mexique, messico
MY mys, malaysia, malaisie, malasia
MZ moz, mozambique, mosambik, mozambico
NA nam, namibia, namibie
NC ncl, new caledonia, neukaledonien, nouvelle caledonie, nueva caledonia, nuova caledonia
NE ner, niger
NF nfk, norfolk island, norfolkinsel, ile norfolk, isla norfolk, isola norfolk
NG nga, nigeria
NI nic, nicaragua
NL nld, netherlands, niederlande, pays bas, paises bajos, paesi bassi, holland, the netherlands, nederland
NL niederlande holland, holanda, nederlanderna, nederlandene, holandia, paises baixos, hollanda
NO nor, norway, norwegen, norvege, noruega, norvegia, norge, noorwegen, norwegia
NP npl, nepal
NR nru, nauru
NU niu, niue
NZ nzl, new zealand, neuseeland, nouvelle zelande, nueva zelanda, nuova zelanda
OM omn, oman
PA pan, panama
PE per, peru, perou
PF pyf, french polynesia, franzosisch polynesien, polynesie francaise, polinesia francesa, polinesia francese
PG png, papua new guinea, papua neuguinea, papouasie nouvelle guinee, papua nueva guinea, papua nuova guinea
PH phl, philippines, philippinen, filipinas, filippine, the philippines
PK pak, pakistan
PL pol, poland, polen, pologne, polonia, polska
PM spm, st pierre and miquelon, st pierre und miquelon, saint pierre et miquelon, san pedro y miquelon
PN pcn, pitcairn islands, pitcairninseln, iles pitcairn, islas pitcairn, isole pitcairn, pitcairn
PR pri, puerto rico, porto rico, portorico
PS pse, palestinian territories, palastinensische autonomiegebiete, territoires palestiniens, territorios palestinos
PS palestine, palestine state of, state of palestine, palastina, palestina, occupied palestinian territory
PT prt, portugal, portogallo, portugalia
PW plw, palau, palaos
PY pry, paraguay
QA qat, qatar, katar, catar
RE reu, reunion, la reunion, riunione
RO rou, romania, rumanien, roumanie, rumania, roemenie, romenia
RS srb, serbia, serbien, serbie, србија
RU rus, russia, russland, russie, rusia, russian federation, россия
RU russian fed, federazione russa, federacion rusa, rusland, ryssland, rosja
RW rwa, rwanda, ruanda
SA sau, saudi arabia, saudi arabien, arabie saoudite, arabia saudi, arabia saudita
SB slb, solomon islands, salomonen, iles salomon, islas salomon, isole salomone
SC syc, seychelles, seychellen
SD sdn, sudan, soudan
SE swe, sweden, schweden, suede, suecia, svezia, sverige, zweden, szwecja
SG sgp, singapore, singapur, singapour
SH shn, st helena ascension and tristan da cunha, st helena, sainte helene, santa elena, santelena, saint helena
SI svn, slovenia, slowenien, slovenie, eslovenia, slovenija
SJ sjm, svalbard and jan mayen, spitzbergen und jan mayen, svalbard et jan mayen, svalbard y jan mayen
SK svk, slovakia, slowakei, slovaquie, eslovaquia, slovacchia, slovensko
SL sle, sierra leone, sierra leona
SM smr, san marino, saint marin
SN sen, senegal
SO som, somalia, somalie
SR sur, suriname, surinam
SS ssd, south sudan, sudsudan, soudan du sud, sudan del sur, sud sudan
ST stp, sao tome and principe, sao tome und principe, sao tome et principe, santo tome y principe, sao tome e principe
SV slv, el salvador, salvador
SX sxm, sint maarten, saint martin partie neerlandaise, sint maarten dutch part
SY syr, syria, syrien, syrie, siria, syrian arab republic
SZ swz, eswatini, esuatini, swaziland
TC tca, turks and caicos islands, turks und caicosinseln, iles turques et caiques, islas turcas y caicos
TD tcd, chad, tschad, tchad, ciad
TF atf, french southern and antarctic lands, franzosische sud und antarktisgebiete, terres australes francaises
TG tgo, togo
TH tha, thailand, thailande, tailandia, thailandia, ประเทศไทย
TJ tjk, tajikistan, tadschikistan, tadjikistan, tayikistan, tagikistan
TK tkl, tokelau
TL tls, timor leste, timor oriental, timor est, east timor, timor, osttimor
TM tkm, turkmenistan
TN tun, tunisia, tunesien, tunisie, tunez
TO ton, tonga
TR tur, turkiye, turkei, turquie, turquia, turchia, turkey, turkiye cumhuriyeti, republic of turkiye, republic of turkey
TR turkije, turkiet, turcja
TT tto, trinidad and tobago, trinidad und tobago, trinite et tobago, trinidad y tobago, trinidad e tobago, trinidad
TT tobago, trinidad tobago
TV tuv, tuvalu
TW twn, taiwan, taiwan province of china, 台灣, taiwan roc, republic of china, chinese taipei, 臺灣, 台湾
TZ tza, tanzania, tansania, tanzanie, tanzania united republic of, united republic of tanzania
UA ukr, ukraine, ucrania, ucraina, украіна, oekraine, ukraina
UG uga, uganda, ouganda
UM umi, us outlying islands, amerikanische uberseeinseln, iles mineures eloignees des etats unis
US usa, united states, vereinigte staaten, etats unis, estados unidos, stati uniti, united states of america, america
US u s, u s a, the united states, the united states of america, etats unis damerique, estados unidos de america
US verenigde staten, eeuu, ee uu, vereinigte staaten von amerika, eua, amerika, forenta staterna, stany zjednoczone
UY ury, uruguay
UZ uzb, uzbekistan, usbekistan, ouzbekistan
VA vat, vatican city, vatikanstadt, etat de la cite du vatican, ciudad del vaticano, citta del vaticano, holy see
VA holy see vatican city state, vatican
VC vct, st vincent and grenadines, st vincent und die grenadinen, saint vincent et les grenadines, saint vincent
VC st vincent, saint vincent and the grenadines
VE ven, venezuela, venezuela bolivarian republic of, bolivarian republic of venezuela
VG vgb, british virgin islands, britische jungferninseln, iles vierges britanniques, islas virgenes britanicas
VG virgin islands british
VI vir, us virgin islands, amerikanische jungferninseln, iles vierges des etats unis, islas virgenes de ee uu
VI virgin islands us
VN vnm, vietnam, viet nam
VU vut, vanuatu
WF wlf, wallis and futuna, wallis und futuna, wallis et futuna, wallis y futuna, wallis e futuna
WS wsm, samoa
XK xkx, kosovo, kosova
YE yem, yemen, jemen
YT myt, mayotte
ZA zaf, south africa, sudafrika, afrique du sud, sudafrica, zuid afrika, africa do sul, sydafrika
ZM zmb, zambia, sambia, zambie
ZW zwe, zimbabwe, simbabwe, zimbabue
"""

CODE_OF: Final = {
    **{code.lower(): code for code in CODES},
    **{name: line[:2] for line in _NAMES.strip().splitlines() for name in line[3:].split(", ")},
}
"""The code of a country by what it is called, without case, accents and punctuation."""

_REGIONS: Final = """
africa americas apac apj asia balkans baltics benelux canada caribbean cee dach eastern emea eu europe european iberia
ksa mena nordic nordics uae uk us usa
daenemark grossbritannien suedafrika tuerkei
россии украины казахстана беларуси узбекистана
american asian british canadian chinese danish deutsche dutch finnish francaise french german indian irish italia
italian italiana japanese mexican norwegian polska spanish swedish swiss turkish
"""

_WIDE_REGIONS: Final = (
    "asia pacific, central america, central europe, eastern europe, far east, great britain, latin america, middle "
    "east, north america, northern europe, south america, southeast asia, southern europe, western europe"
)

UNIT_WORDS: Final = frozenset({name for name in CODE_OF if len(name) > 3 and " " not in name} | set(_REGIONS.split()))
"""Words that name the part of a company that is in one country or region."""

UNIT_PHRASES: Final = tuple(
    sorted({name for name in CODE_OF if " " in name and len(name) > 5} | set(_WIDE_REGIONS.split(", ")))
)
"""Countries and regions that are several words."""


def country_code(text: str) -> str | None:
    """Return the code of a country from its code or its name in a few languages; None for what is not known."""
    letters = unicodedata.normalize("NFKD", text.casefold().replace("&", " and "))
    plain = unicodedata.normalize("NFC", "".join(each for each in letters if not unicodedata.combining(each)))
    plain = re.sub(r"[.'’]", "", plain)
    words = " ".join(re.sub(r"[^\w]+", " ", plain).split())
    return CODE_OF.get(words) or country_meant(words) or None
