"""Words that say little about which company is meant: legal forms, common words and shared hosts."""

from collections.abc import Iterator
from typing import Final

_FORMS: Final = """
inc: inc, incorporated
corp: corp, corporation
co: co, company, and co, and company
ltd: ltd, limited, ltd in liquidation, limited in liquidation
co ltd: co ltd, co limited, company limited, company ltd
llc: llc, limited liability company, l l c
llp: llp, limited liability partnership
lp: lp, limited partnership
plc: plc, public limited company
pllc: pllc
pc: pc
pty ltd: pty ltd, pty limited, proprietary limited, pty
pte ltd: pte ltd, pte limited, private limited singapore
pvt ltd: pvt ltd, private limited, private ltd, pvt limited, p ltd
gmbh: gmbh, gesellschaft mit beschraenkter haftung, gesellschaft mit beschrankter haftung, mbh, gesmbh
gmbh: gmbh il, gmbh i l, gmbh in liquidation
gmbh co kg: gmbh and co kg, gmbh and cokg, gmbh und co kg, gmbh co kg, gmbh and co, gmbh and co kg il
ag: ag, aktiengesellschaft, ag il, ag i l, ag in liquidation
ag co kg: ag and co kg, ag and co
kg: kg, kommanditgesellschaft, kg il
co kg: and co kg, co kg
kgaa: kgaa, kommanditgesellschaft auf aktien
se co kg: se and co kg
se co kgaa: se and co kgaa
ag co kgaa: ag and co kgaa
ohg: ohg, offene handelsgesellschaft
ug: ug, ug haftungsbeschraenkt, ug haftungsbeschrankt, unternehmergesellschaft
ug: ug il, ug haftungsbeschraenkt il, ug haftungsbeschrankt il
gbr: gbr
ggmbh: ggmbh
ek: ek, e k
ev: ev, eingetragener verein
eg: eg, eingetragene genossenschaft
se: se, societas europaea
sarl: sarl, societe a responsabilite limitee, s a r l
sas: sas, societe par actions simplifiee
sasu: sasu
eurl: eurl
snc: snc
sci: sci
sa: sa, societe anonyme, sociedad anonima, sociedade anonima, s a
sa de cv: sa de cv, s a de c v
sab de cv: sab de cv, s a b de c v, sab
sapi de cv: sapi de cv, s a p i de c v
srl de cv: s de rl de cv, s de r l de c v
sau: sau, sa unipersonal
sl: sl, sociedad limitada
slu: slu, sl unipersonal
slp: slp
scoop: s coop, scoop
srl: srl, societa a responsabilita limitata, s r l, srl societa benefit, srl sb, srl in liquidazione
spa: spa, societa per azioni, s p a, spa societa benefit, spa sb, spa in liquidazione
scarl: scarl, scrl
bv: bv, besloten vennootschap, b v
nv: nv, naamloze vennootschap, n v
vof: vof
bvba: bvba
sprl: sprl
cv: cv
ab: ab, aktiebolag
hb: hb
as: as
asa: asa
aslash: aslash, aktieselskab
aps: aps, anpartsselskab
ivs: ivs
oy: oy, osakeyhtio, oy ab
oyj: oyj
ehf: ehf
hf: hf
kft: kft
zrt: zrt
nyrt: nyrt
bt: bt
sro: sro, spol sro, spol s ro, s r o, spol s r o
a s: a s
spzoo: sp z oo, spzoo, spolka z oo, spolka z ograniczona odpowiedzialnoscia, sp z o o
sp k: sp k, spk
sp j: sp j, spj
doo: doo, d o o, доо, д о о
dd: dd
ad: ad, ад
ood: ood, оод
eood: eood, еоод
ead: ead, еад
uab: uab
sia: sia
ou: ou
ooo: ooo, ооо, общество с ограниченной ответственностью
zao: zao, зао, закрытое акционерное общество
oao: oao, оао, открытое акционерное общество
pao: pao, пао, публичное акционерное общество
ao: ao, ао, акционерное общество
nao: nao, нао, непубличное акционерное общество
ip: ип, индивидуальный предприниматель
fop: фоп, фізична особа підприємець
too: тоо, товарищество с ограниченной ответственностью
ike: ικε
tov: tov, тов, товариство з обмеженою відповідальністю
epe: epe, επε
ae: ae, αε
anonim sirketi: anonim sirketi
ltd sti: ltd sti, limited sirketi
kk: kk, kabushiki kaisha, kabushikikaisha, 株式会社, k k
gk: gk, godo kaisha, godo gaisha, 合同会社
yk: yk, yugen kaisha, 有限会社
cn ltd: 有限公司, 有限责任公司
cn co: 股份有限公司, 集团有限公司
kr co: 주식회사
kr ltd: 유한회사
pt: pt, perseroan terbatas
pt tbk: tbk
bhd: bhd, berhad
sdn bhd: sdn bhd, sendirian berhad
jsc: jsc, joint stock company
pjsc: pjsc
ojsc: ojsc
cjsc: cjsc
fzco: fzco
fze: fze
fz llc: fz llc
wll: wll
ltda: ltda, limitada, ltda me, ltda epp, limitada me, limitada epp
eireli: eireli, eireli me, eireli epp
cia ltda: cia ltda
saic: saic
sac: sac
"""

_RUSSIAN: Final = "ooo zao oao pao ao nao ip fop too tov"

LEADING: Final = (
    *("pt", "ooo", "zao", "oao", "pao", "uab", "sia", "tov"),
    *(
        spelling
        for line in _FORMS.strip().splitlines()
        for form, _, spellings in [line.partition(": ")]
        for spelling in spellings.split(", ")
        if form in _RUSSIAN.split() and not spelling.isascii()
    ),
)
"""Forms that are also written before the name."""

CHARACTERS: Final = (
    "株式会社",
    "合同会社",
    "有限会社",
    "股份有限公司",
    "集团有限公司",
    "有限责任公司",
    "有限公司",
    "주식회사",
    "유한회사",
)
"""Forms that are written with no space between them and the name, the longer ones first."""

_COMMON: Final = """
a academy accounting advertising advisors advisory aerospace agency agricultural agriculture air airlines alliance
analytics and apparel architects art arts asset assets associates association auto automation automotive aviation bank
banking bar beauty best beverage beverages big biotech board books brands bros brothers building business cafe capital
car care cars castle catering center central centre chemical chemicals city clean cleaning clinic clothing cloud club
co coffee college commerce commercial communication communications community company computer computers computing
concepts connect construction consultancy consultants consulting consumer contractors control controls corp corporate
council county creative credit custom da das data de del dental department der des design designs development device
devices di die digital direct distribution district do dos du dynamics e edge education el electric electrical
electronics elite energy engineering enterprise enterprises entertainment environmental equipment equity estate
estates et events exchange experts export express fabrication factory family farm farms fashion federal federation
film films finance financial fine first fitness food foods for foundation freight fund furniture game games gas
general global gmbh gold golden good graphics great green group groups growth guild hardware health healthcare heating
high holding holdings home homes hospital hospitality hotel hotels house housing human image images imaging import
improvement inc independent industrial industries industry information infrastructure innovation innovations
innovative institute instruments insurance integrated interactive interior interiors international internet intl
investment investments it jewelry justice key kitchen la lab laboratories laboratory labs land landscape landscaping
language las law le learning leasing legal leisure les life lighting limited line lines link live loan logistics
logistik los ltd machine machinery management manufacturing marine maritime market marketing markets material
materials media medical medicine medien metal metals mill mills mining ministry mobile mobility modern mortgage motor
motors museum music mutual national natural net network networks new news of office offices oil on online optical
organic packaging paper park partner partners partnership performance petroleum pharma pharmaceutical pharmaceuticals
pharmacy photo photography pictures pizza plastics plumbing police port post power precision premier press print
printing pro product production productions products professional professionals project projects properties property
public publications publishing quality radio rail railway real realty recruitment recycling red regional rental
rentals repair research resort resources restaurant restaurants retail rubber safety sales salon savings school
schools science sciences scientific secure security select semiconductor service services shipping shop shops signs
smart social society software solar solution solutions sons space special specialists specialty sports staffing state
steel storage store stores strategic strategies strategy street studio studios style supplies supply support surgery
sustainable system systeme systems tea team tech technical technik technologies technology telecom telecommunications
television textile textiles the theater theatre therapeutics time tools tours town toys trade trading training
transport transportation travel travels trucking trust und united universal university us utilities value van vehicles
venture ventures video village vision von waste water wealth web wholesale wine wireless women wood woodworking works
world worldwide y
"""

_WIDESPREAD: Final = """
ace alpha alpine apex apollo arrow atlas aurora avalon beacon beta black blue bluebird bluesky cardinal centurion
champion compass cornerstone crescent crown crystal delta diamond discovery dynamic eagle east eastern eclipse elevate
emerald empire encore endeavor epic everest evergreen evolution excel excelsior falcon fidelity focus fortune frontier
fusion galaxy gamma genesis guardian harbor harmony heritage horizon icon ideal impact infinity insight integrity
jupiter keystone lakeside landmark legacy liberty lighthouse lotus matrix maverick mercury meridian metro midwest
milestone momentum monarch nexus noble north northern nova oasis olympia olympus omega omni optimum orion pacific
paradigm paragon paramount patriot peak phoenix pinnacle pioneer platinum polaris prestige prime progressive prospect
pyramid quantum quest rainbow regal regency reliable reliance renaissance republic riverside rocket royal sage
sapphire saturn sentinel sierra sigma silver skyline south southern sovereign spartan spectrum star stellar sterling
summit sunrise sunset sunshine superior supreme synergy tempo titan triangle trident trinity triumph union unity
valley vanguard vector venus vertex victory viking vista vortex west western zenith
"""

_SURNAMES: Final = """
ahmed alves andersen andersson bakker bauer becker bernard brown chen choi costa davis dubois durand ferreira fischer
garcia gomez gonzalez hansen hernandez hoffmann huang iyer jansen jensen johansson johnson jones kaya khan kim koch
kumar larsen lee leroy lin liu lopez martin martinez meyer mehta miller moreau mueller muller nguyen nielsen novak
olsen oliveira patel pereira perez petrov ramirez richter rodrigues rodriguez rossi russo sanchez santos sato schaefer
schmidt schneider schroeder schulz sharma silva singh smith smit souza suzuki svensson tanaka tan taylor thomas
thompson torres tran visser wagner wang weber williams wilson wolf wong wright wu yamamoto yang yilmaz zhang zhao
иванов петров сидоров 佐藤 鈴木 高橋 田中 王 李 张 김 이 박
"""
"""Commonest family names: many companies are called after someone who has them."""

_FREE_MAIL: Final = """
012.net.il 10minutemail.com 126.com 139.com 163.com 189.cn a1.net abv.bg aim.com alice-dsl.net alice.it aliceadsl.fr
aliceposta.it aliyun.com ameritech.net aol.com aon.at apollo.lv arcor.de arnet.com.ar asia.com atlas.cz att.net au.com
azet.sk bbox.fr bellsouth.net bezeqint.net biglobe.ne.jp bigmir.net bigpond.com bigpond.net.au bk.ru bluewin.ch
blueyonder.co.uk bol.com.br bredband.net btconnect.com btinternet.com btopenworld.com c2i.net cableone.net caramail.com
cegetel.net centrum.cz centrum.sk centurylink.net centurytel.net charter.net chello.at chello.nl citromail.hu
club-internet.fr cock.li comcast.net comhem.se compuserve.com consultant.com cox.net daum.net delfi.lv dir.bg
disroot.org docomo.ne.jp duck.com earthlink.net eim.ae eircom.net elisanet.fi email.com email.cz email.de email.si
embarqmail.com emirates.net.ae engineer.com eunet.rs europe.com ewetel.net ezweb.ne.jp facebookmail.com fastmail.com
fastmail.fm fastwebnet.it fibertel.com.ar flash.net forthnet.gr foxmail.com free.fr freemail.gr freemail.hu freenet.de
frontier.com frontiernet.net gawab.com globo.com gmail.com gmx.at gmx.ch gmx.com gmx.de gmx.fr gmx.net googlemail.com
guerrillamail.com hanmail.net hetnet.nl hey.com hispeed.ch home.nl hot.ee hotmail.co.uk hotmail.com hushmail.com
i.softbank.jp i.ua iafrica.com icloud.com ig.com.br iinet.net.au in.com inbox.com inbox.lv inbox.ru indiatimes.com
indigo.ie inet.fi inet.hr inode.at interia.pl internode.on.net inwind.it iol.ie iol.it iprimus.com.au jcom.home.ne.jp
jubii.dk juno.com kabelbw.de kabelmail.de keemail.me kolabnow.com kolumbus.fi kpnmail.nl laposte.net libero.it list.ru
live.co.uk live.com live.de live.fr live.nl luukku.com lycos.com mac.com magenta.de mail.bg mail.by mail.com mail.de
mail.dk mail.ee mail.kz mail.lt mail.ru mailbox.org mailfence.com mailinator.com mchsi.com me.com meta.ua
mindspring.com mopera.net msn.com mweb.co.za mynet.com myway.com nate.com naver.com net.hr netcologne.de netscape.net
netvigator.com netvision.net.il netzero.com netzero.net neuf.fr nifty.com noos.fr ntlworld.com numericable.fr o2.co.uk
o2.pl ocn.ne.jp oi.com.br one.lt onet.pl online.de online.no ono.com op.pl optonline.net optusnet.com.au orange.fr
osnanet.de otenet.gr outlook.com outlook.de outlook.es outlook.fr outlook.jp ozemail.com.au pacbell.net passagen.se
plala.or.jp planet.nl pm.me pobox.com post.com post.cz posteo.de privaterelay.appleid.com prodigy.net prodigy.net.mx
proton.me protonmail.ch protonmail.com ptd.net ptt.rs q.com qq.com quicknet.nl r7.com rambler.ru rcn.com rediff.com
rediffmail.com riseup.net roadrunner.com rocketmail.com rogers.com rr.com runbox.com sapo.pt saunalahti.fi
sbcglobal.net seznam.cz sfr.fr shaw.ca sify.com sina.cn sina.com singnet.com.sg siol.net sky.com skynet.be snet.net
so-net.ne.jp softbank.ne.jp sohu.com speedy.com.ar spray.se startmail.com stofanet.dk suddenlink.net sunrise.ch
superig.com.br swbell.net swissonline.ch sympatico.ca t-2.net t-email.hu t-online.de talk21.com talktalk.net tele2.nl
telefonica.net telenet.be teletu.it telfort.nl telia.com telia.se telkomsa.net telus.net terra.com.br terra.es tim.it
tin.it tiscali.co.uk tiscali.it tlen.pl tm.net.my tut.by tuta.com tuta.io tutamail.com tutanota.com tutanota.de ukr.net
unitybox.de unitymedia.de uol.com.br upcmail.nl usa.com usa.net verizon.net versanet.de vip.qq.com virgilio.it
virgin.net virginmedia.com vodafone.de vodafone.it vodamail.co.za voila.fr volny.cz vsnl.net vtext.com walla.co.il
wanadoo.es wanadoo.fr web.de welho.com windowslive.com windstream.net wowway.com wp.pl writeme.com xnet.hr xs4all.nl
xtra.co.nz ya.ru yahoo.com yandex.com yandex.ru ybb.ne.jp yeah.net ymail.com yopmail.com zeelandnet.nl ziggo.nl
zipmail.com.br zoho.com zohomail.com zonnet.nl zoznam.sk
"""

_FREE_MAIL_EVERYWHERE: Final = "aol blogspot gmail googlemail gmx hotmail live outlook yahoo yandex"
"""Providers with a domain in many countries: yahoo.co.jp, hotmail.fr, blogspot.com.br."""

_SHARED: Final = """
1688.com 2gis.ru about.me academia.edu alibaba.com aliexpress.com ameblo.jp angel.co angelfire.com apps.apple.com
apps.shopify.com atlassian.net beacons.ai behance.net bigcartel.com bio.link bit.ly blog.naver.com business.google.com
business.site calendly.com campsite.bio canalblog.com carrd.co company.site constantcontact.com crunchbase.com
docs.google.com dribbble.com e-monsite.com ebay.co.uk ebay.com ebay.de etsy.com eventbrite.com example.com example.net
example.org exportersindia.com facebook.com fb.com fc2.com flickr.com forms.gle g.page gelbeseiten.de geocities.com
geocities.jp ghost.io gitbook.io glitch.me godaddysites.com gofundme.com goo.gl gumroad.com hatenablog.com houzz.com
indiamart.com instagram.com issuu.com jimdo.com jimdofree.com jimdosite.com just-eat.co.uk justdial.com kickstarter.com
ko-fi.com kununu.com lieferando.de linkedin.com linktr.ee livejournal.com lnkd.in lojaintegrada.com.br
made-in-china.com mailchi.mp maps.google.com medium.com meetup.com mercadolivre.com.br mindbodyonline.com modoo.at
my.site.com mykajabi.com myshopify.com myspace.com mystrikingly.com narod.ru neocities.org notion.so ok.ru onelink.me
onmicrosoft.com opentable.com over-blog.com page.link patreon.com pinterest.com play.google.com rakuten.ne.jp
sharepoint.com site123.me sites.google.com squarespace.com strikingly.com substack.com t.me taobao.com taplink.cc
teachable.com telegram.me threads.net tiktok.com tilda.ws tinyurl.com tistory.com tmall.com tradeindia.com
tripadvisor.com tripod.com tumblr.com twitter.com typepad.com ubereats.com ucoz.ru vimeo.com vk.com wa.me webador.com
webnode.com weebly.com wikipedia.org wixsite.com wordpress.com x.com xing.com yell.com yellowpages.com yelp.com
yolasite.com youtu.be youtube.com
"""

_PLACEHOLDERS: Final = """
account anonymous asdf client company customer default deleted demo diverse donotuse dummy duplicate example firma
freelance freelancer guest individual keine lead misc missing na nan nil nocompany nocompanyname noname none
notapplicable notavailable notprovided null other pending private privat prospect retired sample self selfemployed
student tba tbd test testaccount testcompany unassigned unbekannt undefined unknown unknowncompany unnamed various xx
xxx
"""

PLACEHOLDERS: Final = frozenset(_PLACEHOLDERS.split())
"""What people write where a name is missing, without spaces."""

COMMON_WORDS: Final = frozenset(_COMMON.split())
"""Words that say what a company does or is, and not which one it is."""

WIDESPREAD_WORDS: Final = frozenset((_WIDESPREAD + _SURNAMES).split())
"""Names that many companies have that have nothing to do with each other: alone, they say little."""

_NEUTRAL: Final = """
and companies company corporation de des enterprises for global group groups gruppe holding holdings international
intl of the worldwide
"""

NEUTRAL_WORDS: Final = frozenset(_NEUTRAL.split())
"""Words that the name of the same company may have or not."""

UNUSABLE_DOMAINS: Final = frozenset((_FREE_MAIL + _SHARED).split())
"""Domains that many companies share: of mail providers, of networks and of site builders."""

FREE_MAIL_EVERYWHERE: Final = tuple(_FREE_MAIL_EVERYWHERE.split())


def legal_forms() -> Iterator[tuple[str, str]]:
    """Yield each spelling of a legal form, as a normalized name has it, and the form that it means."""
    for line in _FORMS.strip().splitlines():
        form, _, spellings = line.partition(": ")
        for spelling in spellings.split(", "):
            yield spelling, form


_SHOWN: Final = {
    "inc": "Inc.",
    "corp": "Corp.",
    "co": "Co.",
    "ltd": "Ltd.",
    "gmbh": "GmbH",
    "gmbh co kg": "GmbH & Co. KG",
    "aslash": "A/S",
    "a s": "a.s.",
    "co ltd": "Co., Ltd.",
    "pty ltd": "Pty Ltd",
    "pte ltd": "Pte. Ltd.",
    "pvt ltd": "Pvt. Ltd.",
    "sdn bhd": "Sdn. Bhd.",
    "aps": "ApS",
    "kgaa": "KGaA",
    "ggmbh": "gGmbH",
    "ek": "e.K.",
    "ev": "e.V.",
    "eg": "eG",
    "spa": "S.p.A.",
    "srl": "S.r.l.",
    "sa": "S.A.",
    "sa de cv": "S.A. de C.V.",
    "sab de cv": "S.A.B. de C.V.",
    "sapi de cv": "S.A.P.I. de C.V.",
    "srl de cv": "S. de R.L. de C.V.",
    "spzoo": "Sp. z o.o.",
    "sro": "s.r.o.",
    "ltda": "Ltda.",
    "cn ltd": "有限公司",
    "cn co": "股份有限公司",
    "kr co": "주식회사",
    "kr ltd": "유한회사",
}


def shown_forms() -> Iterator[tuple[str, str]]:
    """Yield each legal form and how it is written."""
    for form in dict.fromkeys(form for _, form in legal_forms()):
        yield form, _SHOWN.get(form) or (form.upper() if len(form) <= 4 else form.title())
