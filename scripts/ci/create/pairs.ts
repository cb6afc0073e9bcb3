/** One combination of answers. */
export type Product = Record<(typeof QUESTIONS)[number], string>;

const QUESTIONS = ['framework', 'database', 'docker', 'ci', 'kubernetes', 'redis'] as const;

const ROWS = `
  express  embedded  -       -   -           -
  express  none      docker  ci  kubernetes  redis
  nestjs   embedded  -       ci  kubernetes  -
  fastify  none      -       -   kubernetes  -
  nestjs   embedded  -       -   kubernetes  redis
  fastify  embedded  docker  ci  -           redis
  nestjs   none      docker  -   -           -
`;

/** Any two answers to any two questions are given together by one of these at least. */
export const PRODUCTS: readonly Product[] = ROWS.trim()
  .split('\n')
  .map((row) => {
    const cells = row.trim().split(/\s+/);
    return Object.fromEntries(QUESTIONS.map((question, index) => [question, cells[index]])) as Product;
  });

/** Every pair of answers to two questions that no product has. */
export function missingPairs(products: readonly Product[]): string[] {
  const answers = (question: keyof Product) => [...new Set(products.map((product) => product[question]))];
  return QUESTIONS.flatMap((one, index) =>
    QUESTIONS.slice(index + 1).flatMap((other) =>
      answers(one).flatMap((first) =>
        answers(other)
          .filter(
            (second) => !products.some((product) => product[one] === first && product[other] === second),
          )
          .map((second) => `${one} ${first} with ${other} ${second}`),
      ),
    ),
  );
}
