/** A JSON Schema of draft 2020-12 as plain JSON: what OpenAPI 3.1 puts wherever it says "schema". */
export interface JsonSchema {
  $ref?: string;
  $defs?: Readonly<Record<string, JsonSchema>>;
  type?: string | readonly string[];
  format?: string;
  description?: string;
  properties?: Readonly<Record<string, JsonSchema>>;
  required?: readonly string[];
  [keyword: string]: unknown;
}

/** Which side of a schema: what a client sends, or what the service holds (and answers) after validation. */
export type Direction = 'input' | 'output';

/** Said of a field that has no JSON Schema, so that a reader knows it is not "anything goes". */
export const UNDESCRIBED = 'Checked by the service; JSON Schema cannot express how.';
