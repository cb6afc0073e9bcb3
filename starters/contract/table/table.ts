/** What became of one line: kept, broken, impossible on the platform for a reason, or not tried. */
export type Cell = '✓' | '✗' | ' ' | { impossible: string };

/** What one starter keeps, by the title of the line. */
export interface Column {
  framework: string;
  cells: ReadonlyMap<string, Cell>;
}

/** The section of every line, by its title and in order. */
export type Rows = Map<string, string>;

/** The lines of the contract as rows, the starters as columns, in Markdown; reasons below. */
export function tableOf(rows: Rows, columns: readonly Column[]): string {
  const reasons: string[] = [];
  const show = ({ framework, cells }: Column, title: string): string => {
    const cell = cells.get(title) ?? ' ';
    if (typeof cell === 'string') return cell;
    const reason = `${framework}: ${cell.impossible}`;
    if (!reasons.includes(reason)) reasons.push(reason);
    return `– <sup>${reasons.indexOf(reason) + 1}</sup>`;
  };
  const lines = [
    row(['', ...columns.map(({ framework }) => framework)]),
    row(['---', ...columns.map(() => ':-:')]),
  ];
  let last: string | undefined;
  for (const [title, section] of rows) {
    if (section !== last) lines.push(row([`**${section}**`, ...columns.map(() => ' ')]));
    lines.push(row([escaped(title), ...columns.map((column) => show(column, title))]));
    last = section;
  }
  const notes = reasons.map((reason, i) => `${i + 1}. ${reason}`);
  return [...lines, ...(notes.length > 0 ? ['', ...notes] : []), ''].join('\n');
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function escaped(title: string): string {
  return title.replace(/[{}<>|*_]/g, '\\$&');
}
