"""The character references that kramdown knows: 905 of HTML's 2,125 names.

The names, and which character each stands for, are kramdown 2.5's (utils/entities.rb, (C) 2009-2013
Thomas Leitner, MIT), its slips kept: `lceil` and `rceil` are swapped, a name for two characters
gives the first, `lang` and `rang` are U+2329 and U+232A.
"""

from __future__ import annotations

# Where two names share a character, the later one is what `entity_output: symbolic` writes.
_NAMES_AND_CODE_POINTS = """
Afr 1d504 And 2a53 Aopf 1d538 Ascr 1d49c Barv 2ae7 Bfr 1d505 Bopf 1d539 Colone 2a74 Cross 2a2f Cscr
1d49e DDotrahd 2911 Dashv 2ae4 Dfr 1d507 Dopf 1d53b DoubleLeftTee 2ae4 DoubleLongLeftArrow 27f8
DoubleLongLeftRightArrow 27fa DoubleLongRightArrow 27f9 DownArrowBar 2913 DownLeftRightVector 2950
DownLeftTeeVector 295e DownLeftVectorBar 2956 DownRightTeeVector 295f DownRightVectorBar 2957 Dscr 1d49f
Efr 1d508 Eopf 1d53c Equal 2a75 Esim 2a73 Ffr 1d509 Fopf 1d53d Gammad 3dc Gfr 1d50a Gopf 1d53e
GreaterGreater 2aa2 GreaterSlantEqual 2a7e Gscr 1d4a2 Iopf 1d540 Jfr 1d50d Jopf 1d541 Jscr 1d4a5 Kfr
1d50e Kopf 1d542 Kscr 1d4a6 Lang 27ea LeftDownTeeVector 2961 LeftDownVectorBar 2959 LeftRightVector 294e
LeftTeeVector 295a LeftTriangleBar 29cf LeftUpDownVector 2951 LeftUpTeeVector 2960 LeftUpVectorBar 2958
LeftVectorBar 2952 LessLess 2aa1 LessSlantEqual 2a7d Lfr 1d50f LongLeftArrow 27f5 LongLeftRightArrow
27f7 LongRightArrow 27f6 Longleftarrow 27f8 Longleftrightarrow 27fa Longrightarrow 27f9 Lopf 1d543 Map
2905 Mfr 1d510 Mopf 1d544 Nfr 1d511 Not 2aec NotEqualTilde 2242 NotGreaterFullEqual 2267
NotGreaterGreater 226b NotGreaterSlantEqual 2a7e NotHumpDownHump 224e NotHumpEqual 224f
NotLeftTriangleBar 29cf NotLessLess 226a NotLessSlantEqual 2a7d NotNestedGreaterGreater 2aa2
NotNestedLessLess 2aa1 NotPrecedesEqual 2aaf NotRightTriangleBar 29d0 NotSquareSubset 228f
NotSquareSuperset 2290 NotSubset 2282 NotSucceedsEqual 2ab0 NotSucceedsTilde 227f NotSuperset 2283 Nscr
1d4a9 Ofr 1d512 Oopf 1d546 Or 2a54 Oscr 1d4aa Otimes 2a37 Pfr 1d513 Pr 2abb PrecedesEqual 2aaf Pscr
1d4ab Qfr 1d514 Qscr 1d4ac RBarr 2910 Rang 27eb Rarrtl 2916 ReverseUpEquilibrium 296f RightDownTeeVector
295d RightDownVectorBar 2955 RightTeeVector 295b RightTriangleBar 29d0 RightUpDownVector 294f
RightUpTeeVector 295c RightUpVectorBar 2954 RightVectorBar 2953 RoundImplies 2970 RuleDelayed 29f4 Sc
2abc Sfr 1d516 Sopf 1d54a Sscr 1d4ae SucceedsEqual 2ab0 Tfr 1d517 ThickSpace 205f Topf 1d54b Tscr 1d4af
Uarrocir 2949 Ufr 1d518 Uopf 1d54c UpArrowBar 2912 UpEquilibrium 296e Uscr 1d4b0 Vbar 2aeb Vdashl 2ae6
Vfr 1d519 Vopf 1d54d Vscr 1d4b1 Wfr 1d51a Wopf 1d54e Wscr 1d4b2 Xfr 1d51b Xopf 1d54f Xscr 1d4b3 Yfr
1d51c Yopf 1d550 Yscr 1d4b4 Zscr 1d4b5 acE 223e afr 1d51e amalg 2a3f andand 2a55 andd 2a5c andslope 2a58
andv 2a5a ange 29a4 angmsdaa 29a8 angmsdab 29a9 angmsdac 29aa angmsdad 29ab angmsdae 29ac angmsdaf 29ad
angmsdag 29ae angmsdah 29af angrtvbd 299d aopf 1d552 apE 2a70 apacir 2a6f ascr 1d4b6 awint 2a11 bNot
2aed bemptyv 29b0 bfr 1d51f bigodot 2a00 bigoplus 2a01 bigotimes 2a02 bigsqcup 2a06 biguplus 2a04 bkarow
290d blacklozenge 29eb bne 3d bnequiv 2261 bopf 1d553 boxbox 29c9 bscr 1d4b7 bsolb 29c5 bumpE 2aae
capand 2a44 capbrcup 2a49 capcap 2a4b capcup 2a47 capdot 2a40 caps 2229 ccaps 2a4d ccups 2a4c ccupssm
2a50 cemptyv 29b2 cfr 1d520 cirE 29c3 cirfnint 2a10 cirmid 2aef cirscir 29c2 congdot 2a6d copf 1d554
cscr 1d4b8 csub 2acf csube 2ad1 csup 2ad0 csupe 2ad2 cudarrl 2938 cudarrr 2935 cularrp 293d cupbrcap
2a48 cupcap 2a46 cupcup 2a4a cupor 2a45 cups 222a curarrm 293c dHar 2965 dbkarow 290f ddotseq 2a77
demptyv 29b1 dfisht 297f dfr 1d521 dopf 1d555 drbkarow 2910 dscr 1d4b9 dsol 29f6 duhar 296f dwangle 29a6
dzigrarr 27ff eDDot 2a77 easter 2a6e efr 1d522 eg 2a9a egs 2a96 egsdot 2a98 el 2a99 els 2a95 elsdot 2a97
eopf 1d556 eparsl 29e3 eplus 2a71 eqslantgtr 2a96 eqslantless 2a95 equivDD 2a78 eqvparsl 29e5 erarr 2971
ffilig fb03 fflig fb00 ffllig fb04 ffr 1d523 filig fb01 fjlig 66 fllig fb02 fopf 1d557 forkv 2ad9
fpartint 2a0d frac13 2153 frac15 2155 frac16 2159 frac18 215b frac23 2154 frac25 2156 frac35 2157 frac38
215c frac45 2158 frac56 215a frac58 215d frac78 215e fscr 1d4bb gEl 2a8c gammad 3dd gap 2a86 geqslant
2a7e ges 2a7e gescc 2aa9 gesdot 2a80 gesdoto 2a82 gesdotol 2a84 gesl 22db gesles 2a94 gfr 1d524 glE 2a92
gla 2aa5 glj 2aa4 gnap 2a8a gnapprox 2a8a gne 2a88 gneq 2a88 gopf 1d558 gsime 2a8e gsiml 2a90 gtcc 2aa7
gtcir 2a7a gtlPar 2995 gtquest 2a7c gtrapprox 2a86 gtrarr 2978 gtreqqless 2a8c gvertneqq 2269 gvnE 2269
harrcir 2948 hfr 1d525 hksearow 2925 hkswarow 2926 hopf 1d559 hscr 1d4bd ifr 1d526 iiiint 2a0c iinfin
29dc infintie 29dd intlarhk 2a17 intprod 2a3c iopf 1d55a iprod 2a3c iscr 1d4be jfr 1d527 jopf 1d55b jscr
1d4bf kfr 1d528 kopf 1d55c kscr 1d4c0 lAtail 291b lBarr 290e lEg 2a8b lHar 2962 laemptyv 29b4 langd 2991
lap 2a85 larrbfs 291f larrfs 291d larrpl 2939 larrsim 2973 lat 2aab latail 2919 late 2aad lates 2aad
lbarr 290c lbrke 298b lbrksld 298f lbrkslu 298d ldca 2936 ldrdhar 2967 ldrushar 294b leqslant 2a7d les
2a7d lescc 2aa8 lesdot 2a7f lesdoto 2a81 lesdotor 2a83 lesg 22da lesges 2a93 lessapprox 2a85 lesseqqgtr
2a8b lfisht 297c lfr 1d529 lgE 2a91 lharul 296a llhard 296b lnap 2a89 lnapprox 2a89 lne 2a87 lneq 2a87
loang 27ec longleftarrow 27f5 longleftrightarrow 27f7 longmapsto 27fc longrightarrow 27f6 lopar 2985
lopf 1d55d loplus 2a2d lotimes 2a34 lozf 29eb lparlt 2993 lrhard 296d lscr 1d4c1 lsime 2a8d lsimg 2a8f
ltcc 2aa6 ltcir 2a79 ltlarr 2976 ltquest 2a7b ltrPar 2996 lurdshar 294a luruhar 2966 lvertneqq 2268 lvnE
2268 mcomma 2a29 mfr 1d52a midcir 2af0 minusdu 2a2a mlcp 2adb mopf 1d55e mscr 1d4c2 nGg 22d9 nGt 226b
nGtv 226b nLl 22d8 nLt 226a nLtv 226a nang 2220 napE 2a70 napid 224b nbump 224e nbumpe 224f ncap 2a43
ncongdot 2a6d ncup 2a42 nearhk 2924 nedot 2250 nesear 2928 nesim 2242 nfr 1d52b ngE 2267 ngeqq 2267
ngeqslant 2a7e nges 2a7e nhpar 2af2 nlE 2266 nleqq 2266 nleqslant 2a7d nles 2a7d nopf 1d55f notinE 22f9
notindot 22f5 nparsl 2afd npart 2202 npolint 2a14 npre 2aaf npreceq 2aaf nrarrc 2933 nrarrw 219d nsce
2ab0 nscr 1d4c3 nsubE 2ac5 nsubset 2282 nsubseteqq 2ac5 nsucceq 2ab0 nsupE 2ac6 nsupset 2283 nsupseteqq
2ac6 nvHarr 2904 nvap 224d nvge 2265 nvgt 3e nvinfin 29de nvlArr 2902 nvle 2264 nvlt 3c nvltrie 22b4
nvrArr 2903 nvrtrie 22b5 nvsim 223c nwarhk 2923 nwnear 2927 odiv 2a38 odsold 29bc ofcir 29bf ofr 1d52c
ogt 29c1 ohbar 29b5 olcir 29be olcross 29bb olt 29c0 omid 29b6 oopf 1d560 opar 29b7 operp 29b9 ord 2a5d
oror 2a56 orslope 2a57 orv 2a5b otimesas 2a36 parsim 2af3 parsl 2afd pfr 1d52d plusacir 2a23 pluscir
2a22 plusdu 2a25 pluse 2a72 plussim 2a26 plustwo 2a27 pointint 2a15 popf 1d561 prE 2ab3 prap 2ab7 pre
2aaf precapprox 2ab7 preceq 2aaf precnapprox 2ab9 precneqq 2ab5 prnE 2ab5 prnap 2ab9 pscr 1d4c5 qfr
1d52e qint 2a0c qopf 1d562 qscr 1d4c6 quatint 2a16 rAtail 291c rBarr 290f rHar 2964 race 223d raemptyv
29b3 rangd 2992 range 29a5 rarrap 2975 rarrbfs 2920 rarrc 2933 rarrfs 291e rarrpl 2945 rarrsim 2974
ratail 291a rbarr 290d rbrke 298c rbrksld 298e rbrkslu 2990 rdca 2937 rdldhar 2969 rfisht 297d rfr 1d52f
rharul 296c rnmid 2aee roang 27ed ropar 2986 ropf 1d563 roplus 2a2e rotimes 2a35 rpargt 2994 rppolint
2a12 rscr 1d4c7 rtriltri 29ce ruluhar 2968 scE 2ab4 scap 2ab8 sce 2ab0 scnE 2ab6 scnap 2aba scpolint
2a13 sdote 2a66 searhk 2925 seswar 2929 sfr 1d530 simdot 2a6a simg 2a9e simgE 2aa0 siml 2a9d simlE 2a9f
simplus 2a24 simrarr 2972 smashp 2a33 smeparsl 29e4 smt 2aaa smte 2aac smtes 2aac solb 29c4 sopf 1d564
sqcaps 2293 sqcups 2294 sscr 1d4c8 subE 2ac5 subdot 2abd subedot 2ac3 submult 2ac1 subnE 2acb subplus
2abf subrarr 2979 subseteqq 2ac5 subsetneqq 2acb subsim 2ac7 subsub 2ad5 subsup 2ad3 succapprox 2ab8
succeq 2ab0 succnapprox 2aba succneqq 2ab6 supE 2ac6 supdot 2abe supdsub 2ad8 supedot 2ac4 suphsub 2ad7
suplarr 297b supmult 2ac2 supnE 2acc supplus 2ac0 supseteqq 2ac6 supsetneqq 2acc supsim 2ac8 supsub 2ad4
supsup 2ad6 swarhk 2926 swnwar 292a tfr 1d531 timesbar 2a31 timesd 2a30 toea 2928 topcir 2af1 topf 1d565
topfork 2ada tosa 2929 triminus 2a3a triplus 2a39 trisb 29cd tritime 2a3b tscr 1d4c9 uHar 2963 udhar
296e ufisht 297e ufr 1d532 uopf 1d566 uscr 1d4ca uwangle 29a7 vBar 2ae8 vBarv 2ae9 vangrt 299c
varsubsetneq 228a varsubsetneqq 2acb varsupsetneq 228b varsupsetneqq 2acc vfr 1d533 vnsub 2282 vnsup
2283 vopf 1d567 vscr 1d4cb vsubnE 2acb vsubne 228a vsupnE 2acc vsupne 228b vzigzag 299a wedbar 2a5f wfr
1d534 wopf 1d568 wscr 1d4cc xfr 1d535 xhArr 27fa xharr 27f7 xlArr 27f8 xlarr 27f5 xmap 27fc xodot 2a00
xopf 1d569 xoplus 2a01 xotime 2a02 xrArr 27f9 xrarr 27f6 xscr 1d4cd xsqcup 2a06 xuplus 2a04 yfr 1d536
yopf 1d56a yscr 1d4ce zfr 1d537 zopf 1d56b zscr 1d4cf Alpha 391 Beta 392 Gamma 393 Delta 394 Epsilon 395
Zeta 396 Eta 397 Theta 398 Iota 399 Kappa 39a Lambda 39b Mu 39c Nu 39d Xi 39e Omicron 39f Pi 3a0 Rho 3a1
Sigma 3a3 Tau 3a4 Upsilon 3a5 Phi 3a6 Chi 3a7 Psi 3a8 Omega 3a9 alpha 3b1 beta 3b2 gamma 3b3 delta 3b4
epsilon 3b5 zeta 3b6 eta 3b7 theta 3b8 iota 3b9 kappa 3ba lambda 3bb mu 3bc nu 3bd xi 3be omicron 3bf pi
3c0 rho 3c1 sigma 3c3 tau 3c4 upsilon 3c5 phi 3c6 chi 3c7 psi 3c8 omega 3c9 sigmaf 3c2 thetasym 3d1
upsih 3d2 piv 3d6 zwnj 200c zwj 200d lrm 200e rlm 200f hellip 2026 prime 2032 Prime 2033 oline 203e
frasl 2044 weierp 2118 image 2111 real 211c alefsym 2135 bull 2022 trade 2122 larr 2190 rarr 2192 uarr
2191 darr 2193 harr 2194 crarr 21b5 uArr 21d1 dArr 21d3 lArr 21d0 rArr 21d2 hArr 21d4 forall 2200 part
2202 exist 2203 empty 2205 nabla 2207 isin 2208 ni 220b notin 2209 sum 2211 prod 220f minus 2212 lowast
2217 radic 221a prop 221d infin 221e ang 2220 and 2227 or 2228 cap 2229 cup 222a int 222b there4 2234
sim 223c asymp 2248 cong 2245 ne 2260 equiv 2261 le 2264 ge 2265 sub 2282 sup 2283 sube 2286 supe 2287
nsub 2284 oplus 2295 otimes 2297 perp 22a5 sdot 22c5 vellip 22ee rceil 2308 lceil 2309 lfloor 230a
rfloor 230b rang 2329 lang 232a loz 25ca spades 2660 clubs 2663 hearts 2665 diams 2666 amp 26 quot 22
apos 27 copy a9 lt 3c gt 3e OElig 152 oelig 153 Scaron 160 scaron 161 Yuml 178 circ 2c6 tilde 2dc ndash
2013 mdash 2014 lsquo 2018 rsquo 2019 ldquo 201c rdquo 201d dagger 2020 Dagger 2021 permil 2030 euro
20ac lsaquo 2039 rsaquo 203a nbsp a0 iexcl a1 pound a3 curren a4 yen a5 brvbar a6 sect a7 uml a8 laquo
ab raquo bb reg ae ordf aa not ac shy ad macr af deg b0 plusmn b1 acute b4 micro b5 para b6 middot b7
cedil b8 ordm ba cent a2 sup1 b9 sup2 b2 sup3 b3 frac12 bd frac14 bc frac34 be iquest bf Agrave c0
Aacute c1 Acirc c2 Atilde c3 Auml c4 Aring c5 AElig c6 Ccedil c7 Egrave c8 Eacute c9 Ecirc ca Euml cb
Igrave cc Iacute cd Icirc ce Iuml cf ETH d0 Ntilde d1 Ograve d2 Oacute d3 Ocirc d4 Otilde d5 Ouml d6
times d7 Oslash d8 Ugrave d9 Uacute da Ucirc db Uuml dc Yacute dd THORN de szlig df agrave e0 aacute e1
acirc e2 atilde e3 auml e4 aring e5 aelig e6 ccedil e7 egrave e8 eacute e9 ecirc ea euml eb igrave ec
iacute ed icirc ee iuml ef eth f0 ntilde f1 ograve f2 oacute f3 ocirc f4 otilde f5 ouml f6 divide f7
oslash f8 ugrave f9 uacute fa ucirc fb uuml fc yacute fd thorn fe yuml ff sbquo 201a fnof 192 bdquo 201e
ensp 2002 emsp 2003 thinsp 2009
"""

_words = _NAMES_AND_CODE_POINTS.split()
CHARACTERS = {name: chr(int(code, 16)) for name, code in zip(_words[::2], _words[1::2], strict=True)}
NAMES = {character: name for name, character in CHARACTERS.items()}

# Numeric references to C1 controls mean what Windows-1252 has there, as browsers read them.
WINDOWS_1252 = {
    128: 8364,
    130: 8218,
    131: 402,
    132: 8222,
    133: 8230,
    134: 8224,
    135: 8225,
    136: 710,
    137: 8240,
    138: 352,
    139: 8249,
    140: 338,
    142: 381,
    145: 8216,
    146: 8217,
    147: 8220,
    148: 8221,
    149: 8226,
    150: 8211,
    151: 8212,
    152: 732,
    153: 8482,
    154: 353,
    155: 8250,
    156: 339,
    158: 382,
    159: 376,
}
