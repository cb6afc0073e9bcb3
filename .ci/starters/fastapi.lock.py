"""
Pins what starters/fastapi asks for: writes its uv.lock and both requirements files, and marks in them what exists only
with an answer of `create`. Which packages those are follows from the regions of pyproject.toml.
"""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

uv = sys.argv[1]
lock, manifest = Path("uv.lock"), Path("pyproject.toml")


def run(*words: str) -> None:
    subprocess.run([uv, *words], check=True, stdout=subprocess.DEVNULL)


def name_of(requirement: str) -> str:
    return re.match(r"[\w.-]+", requirement)[0].lower()


def asked() -> dict[str, str]:
    """The condition of each dependency that has one."""
    found, condition = {}, ""
    for line in manifest.read_text().splitlines():
        if marker := re.fullmatch(r"\s*# seaworthy:(?:if (.*)|end)", line):
            condition = marker[1] or ""
        elif condition and (requirement := re.fullmatch(r'\s*"([^"]+)",', line)):
            found[name_of(requirement[1])] = condition
    return found


if lock.exists():
    lock.write_text(re.sub(r"(?m)^ *# seaworthy:.*\n", "", lock.read_text()))
run("lock", "--quiet", *sys.argv[2:])
conditions = asked()
packages = {package["name"]: package for package in tomllib.loads(lock.read_text())["package"]}
project = next(name for name, package in packages.items() if "virtual" in package.get("source", {}))


def needed(names: set[str]) -> set[str]:
    """These packages and all that they need."""
    found: set[str] = set()
    while names:
        name = names.pop()
        found.add(name)
        optional = packages[name].get("optional-dependencies", {}).values()
        groups = [packages[name].get("dependencies", []), *optional]
        names |= {other["name"] for group in groups for other in group} - found
    return found


root = packages[project]
wanted = {entry["name"] for entry in root["dependencies"]}
develop = {entry["name"] for group in root.get("dev-dependencies", {}).values() for entry in group}
always = needed((wanted | develop) - set(conditions))
in_production = needed(wanted - set(conditions))


def condition_of(name: str, without: set[str]) -> str:
    if name in without:
        return ""
    reasons = {conditions[asking] for asking in conditions if name in needed({asking})}
    return " or ".join(sorted(reasons))


def marked(text: str, condition: str, indent: str = "") -> str:
    return f"{indent}# seaworthy:if {condition}\n{text}{indent}# seaworthy:end\n" if condition else text


head, *blocks = re.split(r"(?m)^(?=\[\[package\]\])", lock.read_text())
written = [head]
for block in blocks:
    name = re.search(r'(?m)^name = "(.+)"', block)[1]
    if name == project:
        entry = r'(?m)^(    )\{ name = "([^"]+)".*\n'
        block = re.sub(entry, lambda line: marked(line[0], conditions.get(line[2], ""), line[1]), block)
        written.append(block)
    else:
        body = block.rstrip("\n") + "\n"
        written.append(marked(body, condition_of(name, always)) + block[len(body) :])
lock.write_text("".join(written))

for path, options, without in (
    ("requirements.txt", ["--no-dev"], in_production),
    ("requirements-dev.txt", [], always),
):
    run("export", "--quiet", "--frozen", "--no-annotate", "--no-header", *options, "--output-file", path)
    entries = re.split(r"(?m)^(?=[\w.-]+==)", Path(path).read_text())
    Path(path).write_text("".join(marked(entry, condition_of(name_of(entry), without)) for entry in entries if entry))
