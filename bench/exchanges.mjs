const json = { 'Content-Type': 'application/json' };

/** The four requests that are measured, and the status that every answer must have. */
export const EXCHANGES = [
  { name: 'GET 200', method: 'GET', path: '/users/1', status: 200 },
  {
    name: 'POST 201',
    method: 'POST',
    path: '/users',
    status: 201,
    headers: json,
    body: JSON.stringify({
      email: 'grace@example.com',
      name: 'Grace Hopper',
      password: 'correct horse battery',
    }),
  },
  { name: '404', method: 'GET', path: '/users/nobody', status: 404 },
  {
    name: '400',
    method: 'POST',
    path: '/users',
    status: 400,
    headers: json,
    body: JSON.stringify({ email: 'not an address', name: '', password: 'short' }),
  },
];

/** Answered by every service too, but not measured on its own: no route has this path. */
export const UNKNOWN_ROUTE = { name: 'unknown route', method: 'GET', path: '/nowhere', status: 404 };
