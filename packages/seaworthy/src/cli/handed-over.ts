/** What create-seaworthy does: it makes a project, and does these things to it later. */
export const HANDED_OVER = {
  create: 'starts a new service that is fit for production',
  update: 'brings a project of create-seaworthy to what its template gives now',
  diff: 'shows what such a project changed since its template gave it',
  add: 'gives such a project redis, kubernetes, ci or docker',
} as const;

export type HandedOver = keyof typeof HANDED_OVER;
