"""Copies the pages of the repository to a folder, with links as they are on the site.

Usage: pages.py FOLDER. Links to files that are no page lead to the repository.
"""

import glob
import os
import re
import shutil
import sys

REPOSITORY = "https://github.com/oras-project/oras-java/blob/main/"
ROOT_PAGES = {
    "README.md": "index.md",
    "CHANGELOG.md": "about/changes.md",
    "CONTRIBUTING.md": "about/contributing.md",
    "SECURITY.md": "about/security.md",
    "CODE_OF_CONDUCT.md": "about/code-of-conduct.md",
}
LINK = re.compile(r"\]\(([^)\s#]+)(#[^)\s]*)?\)")
CODE = re.compile(r"(?ms)^```.*?^```$")


def pages():
    """Returns where each page of the repository is on the site."""
    found = {page: place for page, place in ROOT_PAGES.items() if os.path.exists(page)}
    for folder, _, files in os.walk("docs"):
        for name in files:
            source = os.path.join(folder, name)
            found[source] = os.path.relpath(source, "docs")
    return found


def rewritten(text, source, places):
    """Returns the text of a page with the links of the site, but for its code."""

    def link(match):
        target, anchor = match.group(1), match.group(2) or ""
        if re.match(r"[a-z]+:", target):
            return match.group(0)
        file = os.path.normpath(os.path.join(os.path.dirname(source), target))
        if file in places:
            here = os.path.dirname(places[source])
            return f"]({os.path.relpath(places[file], here or '.')}{anchor})"
        if os.path.exists(file):
            return f"]({REPOSITORY}{file}{anchor})"
        sys.exit(f"{source}: no such file: {target}")

    parts, end = [], 0
    for code in CODE.finditer(text):
        parts.append(LINK.sub(link, text[end : code.start()]))
        parts.append(code.group(0))
        end = code.end()
    return "".join(parts) + LINK.sub(link, text[end:])


def javadoc():
    """Returns the page with links to the Javadoc of each module that was packaged."""
    jars = glob.glob("oras-*/target/*-javadoc.jar") + glob.glob("extensions/*/target/*-javadoc.jar")
    modules = sorted({jar.split("/target/")[0].split("/")[-1] for jar in jars})
    links = [f'- <a href="../api/{name}/index.html">{name}</a>\n' for name in modules]
    return "# Javadoc\n\nThe Javadoc of each artifact:\n\n" + "".join(links)


def main(folder):
    places = pages()
    for source, place in places.items():
        target = os.path.join(folder, place)
        os.makedirs(os.path.dirname(target), exist_ok=True)
        if source.endswith(".md"):
            with open(source, encoding="utf-8") as page, open(target, "w", encoding="utf-8") as out:
                out.write(rewritten(page.read(), source, places))
        else:
            shutil.copyfile(source, target)
    with open(os.path.join(folder, "reference/javadoc.md"), "w", encoding="utf-8") as out:
        out.write(javadoc())


main(sys.argv[1])
