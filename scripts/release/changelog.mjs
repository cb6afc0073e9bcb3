const UNRELEASED = /^(## \d\S*), unreleased$/m;
const ORDER = ['major', 'minor', 'patch'];

/** The changelog whose unreleased section is released on a day. Throws when it has none: then there is nothing to release. */
export function dated(changelog, day) {
  if (!UNRELEASED.test(changelog))
    throw new Error(
      'Nothing to release: no changeset in .changeset, and no unreleased section in CHANGELOG.md.',
    );
  return changelog.replace(UNRELEASED, `$1, ${day}`);
}

/** The changelog with a section for a version on top: what the changesets say, what breaks first. */
export function withSection(changelog, version, day, changesets) {
  if (UNRELEASED.test(changelog))
    throw new Error('CHANGELOG.md has an unreleased section: release that first, without changesets.');
  const lines = changesets
    .map(({ summary, releases }) => ({ summary, rank: Math.min(...releases.map(({ type }) => rank(type))) }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ summary }) => `- ${summary.trim().replaceAll('\n', '\n  ')}`);
  const section = `## ${version}, ${day}\n\n${lines.join('\n')}\n\n`;
  const first = changelog.search(/^## /m);
  return changelog.slice(0, first) + section + changelog.slice(first);
}

function rank(type) {
  const index = ORDER.indexOf(type);
  return index === -1 ? ORDER.length : index;
}
