import { catalogueOf } from './catalogue.ts';
import { page } from './html/page.ts';
import type { Report } from './report.ts';

/** The report as one HTML file. The built-in rules are loaded for what they say to every framework. */
export async function html(report: Report): Promise<string> {
  const { rules } = await import('../rules/index.ts');
  return page(report, catalogueOf(rules));
}
