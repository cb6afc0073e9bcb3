import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Report } from '../report/report.ts';
import { wantsColor } from '../report/terminal/paint.ts';
import type { Format, Outputs } from './outputs.ts';

/** Writes the report wherever it is wanted. Each renderer is loaded only when it is. */
export async function render({ stdout, files, github, verbose }: Outputs, report: Report): Promise<void> {
  for (const { format, file } of files) writeFileSync(resolve(file), await RENDERERS[format](report));
  if (stdout !== 'terminal') return print(await RENDERERS[stdout](report));
  const { terminal } = await import('../report/terminal.ts');
  const color = wantsColor(process.stdout, process.env);
  const columns = process.stdout.columns;
  print(terminal(report, { color, verbose, ...(columns !== undefined && { columns }) }));
  if (!github) return;
  const { github: annotations } = await import('../report/github.ts');
  print(annotations(report));
}

const RENDERERS: Readonly<Record<Format, (report: Report) => Promise<string>>> = {
  json: async (report) => (await import('../report/json.ts')).json(report),
  markdown: async (report) => (await import('../report/markdown.ts')).markdown(report),
  junit: async (report) => (await import('../report/junit.ts')).junit(report),
  sarif: async (report) => (await import('../report/sarif.ts')).sarif(report),
  badge: async (report) => (await import('../report/badge.ts')).badge(report),
  html: async (report) => (await import('../report/html.ts')).html(report),
};

function print(text: string): void {
  process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
}
