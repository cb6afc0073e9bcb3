const FAMILIES = ['express', 'fastify', 'nest-express', 'nest-fastify'];

/**
 * Every service that is measured, in the order of the tables. `bare` and `prod` name the ones it is compared with;
 * `duties` says that it does everything the contract asks for, which is checked before the first measurement.
 */
export const SERVICES = [
  { name: 'raw', duties: false },
  { name: 'raw-full', duties: true },
  ...FAMILIES.flatMap((family) => {
    const compared = { bare: `${family}-bare`, prod: `${family}-prod` };
    return [
      { name: `${family}-bare`, duties: false, ...compared },
      ...(family === 'nest-fastify' ? [{ name: 'nest-fastify-classes', duties: false, ...compared }] : []),
      { name: `${family}-prod`, duties: true, ...compared },
      { name: `${family}-kit`, duties: true, ...compared },
    ];
  }),
];
