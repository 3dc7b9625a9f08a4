"""A dash never begins a line, as Russian typesetting asks: the space before it does not break."""


def on_page_content(html, *, page, config, files):
    return html.replace(" — ", "\u00a0— ")
