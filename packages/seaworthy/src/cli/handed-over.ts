/** What create-seaworthy does to a project that it made. */
export const HANDED_OVER = {
  update: 'brings a project of create-seaworthy to what its template gives now',
  diff: 'shows what such a project changed since its template gave it',
  add: 'gives such a project redis, kubernetes, ci or docker',
} as const;

export type HandedOver = keyof typeof HANDED_OVER;
