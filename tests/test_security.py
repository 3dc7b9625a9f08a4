"""Nothing runs, loads, stores or leaves but what a page promises, whatever is typed, linked or left in the store."""

import base64
import hashlib
import http.server
import json
import re
import subprocess
import sys
import threading
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qsl, quote, urlsplit

import pytest
from conftest import DOCS, RESULTS, ROOT, ask_search, finished, folder
from hostile import FAMILIES, PATHS, STORED
from playwright.sync_api import expect
from selectolax.lexbor import LexborHTMLParser

from overrides.finish import content_security_policy
from overrides.site import FinishError

KNOWN = {"en": "magnesium", "ru": "магний"}
EMPTY_STORES = {"cookies": "", "local": 0, "session": 0, "databases": 0}


def home(lang):
    return finished(DOCS / lang / "index.md")


class Page(HTMLParser):
    """A page read by another parser than the one that writes the policies: its policy, hashes and order in the head."""

    def __init__(self, html):
        super().__init__()
        self.head, self.policies, self.hashes, self.inline = [], [], {"script-src": set(), "style-src": set()}, None
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag in ("meta", "link", "script", "style", "title"):
            self.head.append(
                attributes.get("http-equiv", attributes.get("name")) or ("charset" if "charset" in attributes else tag)
            )
        if tag == "meta" and attributes.get("http-equiv", "").lower() == "content-security-policy":
            self.policies.append(attributes["content"])
        self.inline = {"script": "script-src", "style": "style-src"}.get(tag)
        if "src" in attributes or (attributes.get("type") or "").endswith("json"):
            self.inline = None

    def handle_data(self, data):
        if self.inline:
            digest = base64.b64encode(hashlib.sha256(data.encode()).digest()).decode()
            self.hashes[self.inline].add(f"'sha256-{digest}'")

    def handle_endtag(self, tag):
        self.inline = None

    def policy(self):
        return {name: sources for name, *sources in map(str.split, self.policies[0].split(";"))}


def pages(site):
    return {path.relative_to(site).as_posix(): Page(path.read_text("utf-8")) for path in sorted(site.rglob("*.html"))}


def test_every_page_starts_from_a_policy_that_allows_nothing(site):
    found = pages(site)
    assert {"index.html", "404.html", "ru/index.html"} <= found.keys()
    for name, page in found.items():
        assert len(page.policies) == 1, f"{name}: {len(page.policies)} policies"
        assert page.head[:2] == ["charset", "Content-Security-Policy"], f"{name}: the policy comes too late"
        assert next(iter(page.policy().items())) == ("default-src", ["'none'"]), name
        for directive in ("base-uri", "form-action"):
            assert page.policy().get(directive) == ["'none'"], f"{name}: {directive}"


def test_every_page_allows_only_itself_and_the_hashes_of_what_it_holds(site):
    for name, page in pages(site).items():
        for directive, sources in page.policy().items():
            hashes = {source for source in sources if source.startswith("'sha256-")}
            assert hashes == page.hashes.get(directive, set()), f"{name}: {directive} is not that of the finished page"
            allowed = {"'none'", "'self'"} | ({"data:"} if directive == "img-src" else set())
            assert set(sources) - hashes <= allowed, f"{name}: {directive} allows {set(sources) - hashes - allowed}"


def test_no_page_tells_another_site_where_the_reader_was(site):
    for path in site.rglob("*.html"):
        meta = LexborHTMLParser(path.read_text("utf-8")).css_first("meta[name=referrer]")
        assert meta and meta.attributes["content"] == "no-referrer", path


START = '<!doctype html><html><head><meta charset="utf-8"><title>x</title></head>'


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<title>x</title>", "no <meta charset"),
        (START + '<p style="color:red">x', r'a\.html: <p style="color:red"> does nothing'),
        (START + '<svg onload="x()"></svg>', '<svg onload="'),
        (START + '<a href=" JavaScript:x()">x</a>', '<a href=" JavaScript:'),
    ],
    ids=["no charset", "style attribute", "handler", "javascript address"],
)
def test_page_that_no_policy_allows_stops_the_build(html, words):
    with pytest.raises(FinishError, match=words):
        content_security_policy.protect(html, "a.html")


def test_page_with_a_policy_of_its_own_keeps_it():
    own = START.replace("<title>", '<meta http-equiv="content-security-policy" content="default-src \'none\'"><title>')
    assert content_security_policy.protect(own, "embed.html") == own


def test_text_inside_a_drawing_and_what_never_runs_are_told_apart():
    html = START + '<svg><style>a{b:"&amp;"}</style></svg><script type="application/ld+json">{}</script>'
    html += '<script type="speculationrules">{}</script><noscript><style>c{}</style></noscript>'
    hashes = [base64.b64encode(hashlib.sha256(text).digest()).decode() for text in (b'a{b:"&"}', b"{}", b"c{}")]
    content = Page(content_security_policy.protect(html, "a.html")).policies[0]
    assert [content.count(digest) for digest in hashes] == [1, 1, 1] and content.count("sha256-") == 3


@pytest.fixture(scope="module")
def outside():
    """Another host: its address, and the path of every request that it got."""
    got = []

    class Server(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            got.append((self.path, self.headers.get("Referer")))
            self.send_response(200)
            self.send_header("Access-Control-Allow-Origin", "*")
            self.end_headers()

        do_POST = do_GET

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_port}/", got
    server.shutdown()


# What an injected script would try, by the directive that refuses it.
ATTACKS = {
    "inline script": ("script-src-elem", "add('script', {textContent: 'window.ran=1'})"),
    "outside script": ("script-src-elem", "add('script', {src: outside})"),
    "handler": ("script-src-attr", "document.body.setAttribute('onclick', 'window.ran=1'); document.body.click()"),
    "javascript address": ("script-src-elem", "add('a', {href: 'javascript:window.ran=1'}).click()"),
    "text as code": ("script-src", "setTimeout('window.ran=1')"),
    "outside worker": ("worker-src", "try { new Worker('data:text/javascript,1') } catch {}"),
    "outside image": ("img-src", "add('img', {src: outside})"),
    "outside fetch": ("connect-src", "fetch(outside).catch(() => 0)"),
    "beacon": ("connect-src", "navigator.sendBeacon(outside, 'x')"),
    "socket": ("connect-src", "try { new WebSocket(outside.replace('http', 'ws')) } catch {}"),
    "event stream": ("connect-src", "new EventSource(outside)"),
    "style attribute": ("style-src-attr", "document.body.setAttribute('style', 'display:none')"),
    "style element": ("style-src-elem", "add('style', {textContent: 'body{display:none}'})"),
    "outside style": ("style-src-elem", "add('link', {rel: 'stylesheet', href: outside})"),
    "form": ("form-action", "add('form', {action: outside, method: 'post'}).submit()"),
    "base": ("base-uri", "document.head.prepend(Object.assign(document.createElement('base'), {href: outside}))"),
    "frame": ("frame-src", "add('iframe', {src: outside})"),
    "object": ("object-src", "add('object', {data: outside})"),
    "video": ("media-src", "add('video', {src: outside})"),
    "font": ("font-src", "new FontFace('x', `url(${outside})`).load().catch(() => 0)"),
}
ATTEMPT = """([code, outside]) => new Promise(done => {
    addEventListener("securitypolicyviolation", event => done(event.effectiveDirective));
    setTimeout(done, 3000, "nothing was refused");
    const add = (tag, what) => document.body.appendChild(Object.assign(document.createElement(tag), what));
    CODE
})"""


@pytest.fixture(scope="module")
def attacked(browser, address):
    page = browser.new_page()
    page.goto(address + "causes.html")
    yield page
    page.close()


@pytest.mark.parametrize("attack", ATTACKS)
def test_browser_refuses(attacked, outside, attack):
    directive, code = ATTACKS[attack]
    host, got = outside
    refused = attacked.evaluate(ATTEMPT.replace("CODE", code), [code, host])
    assert (refused, attacked.evaluate("window.ran"), got) == (directive, None, [])
    assert attacked.locator("article h1").is_visible()


STORES = """async () => ({
    cookies: document.cookie, local: localStorage.length, session: sessionStorage.length,
    databases: (await indexedDB.databases()).length, caches: await caches.keys(),
})"""


def test_all_that_a_reader_does_is_allowed_and_leaves_nothing_behind(visit, address, lang):
    """``visit`` fails on any console error, which a refusal is, and on any request to another host."""
    page = visit(home(lang), width=360)
    page.on("dialog", lambda dialog: dialog.accept())
    folder = page.url.removesuffix("index.html")
    page.locator(".menu-button").click()
    page.keyboard.press("Escape")
    ask_search(page, KNOWN[lang])
    page.locator(RESULTS).first.click()
    expect(page.locator("article h1")).to_be_visible()
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(folder + "when-to-seek-help.html")
    page.locator(".care-card input").first.check()
    page.locator(".care-card input").first.press("Enter")
    page.locator("[role=doc-noteref]").first.hover()
    page.locator("[role=doc-noteref]").first.click()
    page.keyboard.press("Escape")
    page.emulate_media(media="print")
    page.emulate_media(media="screen", color_scheme="dark", forced_colors="active")
    page.goto(folder + "diary.html")
    page.locator(".sheet textarea").first.fill("x")
    with page.expect_download():
        page.locator(".sheet-tools button").nth(1).click()
    page.evaluate("window.print = () => {}")
    page.locator(".sheet-tools button").nth(0).click()
    page.locator(".sheet-tools button").nth(2).click()
    page.locator(".language-link").first.click()
    page.wait_for_load_state("networkidle")
    stores = page.evaluate(STORES)
    # Pages of the reader's languages, for a time without a network; the about page says so, and how to end it.
    assert all(name.startswith(address) for name in stores.pop("caches"))
    # What was typed into the sheets outlives a reload; it goes when the tab is closed.
    assert stores == EMPTY_STORES | {"session": 1}
    assert page.evaluate("document.referrer") == "" and page.context.cookies() == []


def test_what_a_reader_asked_to_keep_is_all_that_is_kept(visit):
    page = visit("diary.html")
    page.locator(".colours").click()
    expect(page.locator("html")).to_have_attribute("data-colours", "dark")
    page.locator(".sheet-tools input[type=checkbox]").check()
    assert page.evaluate("Object.keys(localStorage).sort()") == ["colours", "sheets"]


def test_browser_that_refuses_to_store_anything_is_no_obstacle(browser, address, lang):
    """As where a reader blocks the data of sites: the very mention of a store throws."""
    page, faults = browser.new_page(), []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.add_init_script("""for (const store of ["localStorage", "sessionStorage"])
        Object.defineProperty(window, store, { get() { throw new DOMException("no", "SecurityError"); } });""")
    page.goto(address + finished(DOCS / lang / "diary.md"))
    box = page.locator(".sheet-tools input[type=checkbox]")
    box.click()
    expect(box).not_to_be_checked()
    page.locator(".colours").click()
    expect(page.locator("html")).to_have_attribute("data-colours", "dark")
    page.close()
    assert not faults


def test_outside_link_tells_nothing_about_the_reader(browser, address, outside):
    page, (host, got) = browser.new_page(), outside
    page.goto(address + "causes.html?from=secret")
    page.evaluate(
        """host => {
            const link = document.querySelector("article a[href^=https]");
            link.href = host + "linked";
            link.closest("details").open = true;
        }""",
        host,
    )
    page.locator(f"article a[href^='{host}']").first.click()
    page.wait_for_url(host + "linked")
    page.close()
    assert got.pop(0) == ("/linked", None)
    got.clear()


def test_site_opened_from_a_folder_is_within_its_policy(browser, site):
    page, refused = browser.new_page(), []
    page.on("console", lambda message: "Content Security Policy" in message.text and refused.append(message.text))
    for file in ("index.html", "ru/diary.html"):
        page.goto((site / file).as_uri())
        page.wait_for_timeout(300)
        assert page.evaluate("getComputedStyle(document.querySelector('.site-header')).display") != "none"
    assert page.locator(".sheet textarea").count() > 0
    page.close()
    assert not refused


def test_nothing_in_the_theme_that_would_call_another_host_is_reachable(site):
    """Its script asks code hosts for numbers of stars, and fetches a drawing tool where a page holds a diagram."""
    hosts = {"api.github.com", "unpkg.com", "clipboardjs.com"}
    for path in site.rglob("*.js"):
        found = {
            urlsplit(address).netloc for address in re.findall(r"https?://[\w.-]+\.[a-z]{2,}", path.read_text("utf-8"))
        }
        if "bundle" in path.name:
            assert found <= hosts, f"{path.name} names {found - hosts}: look what for, then add it here"
    for path in site.rglob("*.html"):
        page = LexborHTMLParser(path.read_text("utf-8"))
        assert not page.css(
            "[data-md-component=source], .mermaid, [data-md-component=consent], [data-md-component=announce] *"
        ), path
        config = page.css_first("#__config")
        assert not config or json.loads(config.text())["version"] is None, path


# Linked as they were read; not known to answer over https.
ONLY_HTTP = {
    "112.gov.ge",
    "mnd.rcnlearning.org.uk",
    "neuronews.ru",
    "www.geteyesmart.org",
    "www.hhcmg.com",
    "www.nwas.nhs.uk",
}


def test_links_to_other_sites_are_secure_and_carry_no_tracking(site):
    for path in site.rglob("*.html"):
        for link in LexborHTMLParser(path.read_text("utf-8")).css("a[href*='//']"):
            address = link.attributes["href"]
            assert address.startswith("https://") or urlsplit(address).netloc in ONLY_HTTP, f"{path}: {address}"
            names = {name for name, _ in parse_qsl(urlsplit(address).query)}
            tracking = {
                name for name in names if re.match(r"utm_|mc_|fbclid|gclid|yclid|igshid|ref$|source$|campaign", name)
            }
            assert not tracking, f"{path}: remove {tracking} from {address}"
            # A card is shown inside another site, whose reader keeps that site.
            assert link.attributes.get("target") != "_blank" or path.parent.name == "embed", (
                f"{path}: {address} opens a window that the reader did not ask for"
            )


SECRETS = {
    "a key": r"-----BEGIN [A-Z ]*PRIVATE KEY|\bAKIA[A-Z0-9]{16}|\beyJ[\w-]{20,}\."
    r"|\b(?:ghp|gho|ghs|github_pat|glpat|pypi|npm|sk|xox[abps])[_-][\w-]{20,}",
    "an e-mail address": r"[\w.+-]+@(?!example\.)[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}\b",
    "a path of a machine": r"(?<![\w.])/(?:home|Users|root|tmp|mnt|workspace)/\w|\b[A-Z]:\\\\?(?:Users|Windows)\b",
}


@pytest.mark.parametrize("what", SECRETS)
def test_nothing_secret_or_personal_is_published(site, what):
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for path in [*(ROOT / name for name in listed.split("\0") if name), *site.rglob("*")]:
        if path.is_file() and path.name != "test_security.py" and path.suffix not in (".png", ".ico", ".gz"):
            found = set(re.findall(SECRETS[what], path.read_text("utf-8")))
            assert not found, f"{path.relative_to(ROOT)} holds {what}: {found}"


def test_workflows_pass_the_strictest_audit():
    audit = [Path(sys.executable).with_name("zizmor"), "--offline", "--no-progress", "--persona=auditor", ".github"]
    result = subprocess.run(audit, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


# Hostile input. The page below is short, so that thousands of texts take seconds.
FIELD = {lang: folder(lang) + "404.html" for lang in KNOWN}
WATCH = """
    window.policy = [];
    addEventListener("securitypolicyviolation", it => policy.push(`${it.effectiveDirective} ${it.blockedURI}`));
"""
# What a text could bring to life anywhere on the page.
ALIVE = """script, style, link, meta, base, img, image, svg, iframe, object, embed, video, audio, form, input, button,
    math, marquee, [style], [onerror], [onload], [onfocus], [ontoggle], [onstart], [onclick], [onbegin],
    [onpointerenter], [href^='javascript:' i]"""


@pytest.fixture
def hostile(browser, address):
    """Open a page that is attacked: ``hostile("404.html")``. What throws, asks the reader or leaves fails the test."""
    context, faults = browser.new_context(), []
    context.add_init_script(WATCH)
    page = context.new_page()
    page.on("dialog", lambda dialog: (faults.append(f"dialog {dialog.message}"), dialog.dismiss()))
    page.on("pageerror", lambda error: faults.append(f"script error {error}"))
    page.on(
        "console",
        lambda message: (
            message.type in ("error", "warning") and "status of 404" not in message.text and faults.append(message.text)
        ),
    )
    inside = (address.removesuffix(urlsplit(address).path) + "/", "data:", "blob:")
    page.on("request", lambda request: request.url.startswith(inside) or faults.append(request.url))

    def open_page(path):
        page.goto(address + path)
        return page

    yield open_page
    assert not page.evaluate("window.ran"), "a hostile text ran"
    assert not faults and not (refused := page.evaluate("policy")), "\n".join(map(str, faults or refused))[:3000]
    context.close()


@pytest.mark.parametrize("family", ["markup and handlers", "codings", "unicode"])
def test_hostile_address_stays_text_when_a_page_opens(hostile, lang, family):
    """What is typed into the search, tests/test_search.py tries."""
    for text in FAMILIES[family][:: len(FAMILIES[family]) // 2]:
        text = text[:2000].encode("utf-8", "replace").decode()
        page = hostile(f"{FIELD[lang]}?q={quote(text)}#{text}")
        expect(page.locator(".search [role=status]")).not_to_be_empty()
        assert page.locator("article h1").is_visible()


def test_hostile_path_leads_to_the_page_for_unknown_addresses(hostile):
    for path in PATHS:
        page = hostile(path)
        assert urlsplit(page.url).hostname == "127.0.0.1", path
        assert page.locator("h1").first.is_visible() and page.evaluate("window.ran") is None, path


def test_hostile_store_is_not_believed(hostile, lang):
    page = hostile(finished(DOCS / lang / "diary.md"))
    living = page.locator(ALIVE).count()
    # Nothing here depends on the language, so each takes its share.
    for text in STORED[list(KNOWN).index(lang) :: len(KNOWN)]:
        page.evaluate(
            """text => {
                for (const key of ["colours", "sheets", "offline"]) localStorage.setItem(key, text);
            }""",
            text,
        )
        page.reload()
        assert page.locator(ALIVE).count() == living and page.locator(".sheet textarea").count() > 0, text
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(253, 253, 251)", text
