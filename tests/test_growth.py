"""More languages weigh on no visitor."""

from conftest import FILES, build, copy_of_the_tree

from tests.benchmark.growth import add_languages


def test_many_languages_make_no_page_heavier_and_stay_two_taps_away(tmp_path, site, browser):
    tree = add_languages(copy_of_the_tree(tmp_path), 7)
    process = build("--strict", cwd=tree)
    assert not process.returncode, process.stdout
    many = tree / "site"

    sizes = {file: [(root / file).stat().st_size for root in (site, many)] for file in FILES}
    grown = {file: f"{two} bytes with two languages, {now} with 7" for file, (two, now) in sizes.items() if now > two}
    assert not grown, f"A template lists all languages on each page; let it list config.extra.alternates: {grown}"

    page = browser.new_page()
    page.goto(f"file://{many}/als.html#what-is-als")
    page.locator(".language-link").click()
    names = page.locator("main li[lang]")
    codes = sorted(path.name for path in many.glob("??"))
    assert names.evaluate_all("all => all.map(each => each.lang)") == ["en", *codes]
    page.locator("main li[lang=ru] a").click()
    assert page.url == f"file://{many}/ru/als.html#what-is-als"
    page.close()
