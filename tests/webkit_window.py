#!/usr/bin/python3
"""A window with nothing but a WebKit page, for WebDriver. Its text is of $TEXT px, and on the message "paper" it prints the page
into the file $PAPER.

WebKit's own small browser cannot be as narrow as a phone, and its driver cannot print. It runs in the system's Python,
which has WebKit; so it imports nothing of ours.
"""

import os
from pathlib import Path

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")
from gi.repository import Gtk, WebKit2  # noqa: E402

context = WebKit2.WebContext.new_ephemeral()
context.set_automation_allowed(True)


def open_window(session):
    view = WebKit2.WebView(web_context=context, is_controlled_by_automation=True)
    view.get_settings().set_default_font_size(int(os.environ["TEXT"]))
    messages = view.get_user_content_manager()
    messages.register_script_message_handler("paper")
    messages.connect("script-message-received::paper", lambda *_: print_to_file(view))
    window = Gtk.Window()
    window.add(view)
    window.show_all()
    return view


def print_to_file(view):
    settings = Gtk.PrintSettings()
    settings.set_printer("Print to File")
    settings.set(Gtk.PRINT_SETTINGS_OUTPUT_URI, Path(os.environ["PAPER"]).as_uri())
    operation = WebKit2.PrintOperation.new(view)
    operation.set_print_settings(settings)
    operation.print_()
    printing.append(operation)  # Else nothing holds it, and it stops.


printing = []
context.connect("automation-started", lambda _, session: session.connect("create-web-view", open_window))
Gtk.main()
