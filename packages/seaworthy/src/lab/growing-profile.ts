import type { Profile } from '../profile/profile.ts';

/** Lists grow; everything else is told or found once. */
const NOTHING: Pick<Profile, 'paths' | 'requiredEnvironment' | 'notes'> = {
  paths: [],
  requiredEnvironment: [],
  notes: [],
};

/** What is known about a service, growing while the labs that show it are in use. What the user told always wins. */
export class GrowingProfile {
  readonly #told: Partial<Profile>;
  #known: Profile;

  constructor(told: Partial<Profile> = {}) {
    this.#told = told;
    this.#known = { ...NOTHING, ...told };
  }

  get known(): Profile {
    return this.#known;
  }

  learn(found: Partial<Profile>): void {
    const lists = Object.entries(NOTHING).map(([name]) => {
      const list = name as keyof typeof NOTHING;
      return [list, [...new Set([...this.#known[list], ...(found[list] ?? [])])]];
    });
    this.#known = {
      ...this.#known,
      ...found,
      ...this.#told,
      ...(Object.fromEntries(lists) as typeof NOTHING),
    };
  }
}
