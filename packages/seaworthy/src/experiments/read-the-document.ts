import { experiment } from '../engine/experiment.ts';
import { openapiFaults } from '../profile/openapi-faults.ts';
import { withinTime } from '../profile/within-time.ts';

/** Longest time in ms to read a document: a hostile one could take for ever. */
const READING = 5_000;

export interface ReadDocument {
  /** Where it is, for the reader. */
  place: string;
  /** Version, such as `3.1.0`; absent when the document could not be read. */
  version?: string;
  /** What is wrong with it, one sentence each; absent when that could not be found out in time. */
  faults?: string[];
}

export default experiment<ReadDocument>({
  id: 'read the document',
  title: 'reads the OpenAPI document',
  subject: 'shared',
  needs: ['openapi'],
  async run({ profile }) {
    const { document, openapi } = profile;
    const place = openapi ?? 'the document of the configuration';
    if (document === undefined) return { place, faults: [] };
    const version = String(document['openapi'] ?? document['swagger']);
    const faults = withinTime(READING, () => openapiFaults(document));
    return { place, version, ...(faults !== undefined && { faults }) };
  },
});
