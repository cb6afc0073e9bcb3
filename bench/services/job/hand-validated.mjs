const EMAIL = /^(?!\.)(?!.*\.\.)[\w'+\-.]*[\w+-]@([A-Za-z0-9][A-Za-z0-9-]*\.)+[A-Za-z]{2,}$/;

/** The rules of `CreateUser` without a library, all bad fields at once: what the hand-written services use. */
export function problemsOf(body) {
  if (typeof body !== 'object' || body === null) return [{ field: '', message: 'expected an object' }];
  const { email, name, password } = body;
  const problems = [];
  if (typeof email !== 'string' || !EMAIL.test(email))
    problems.push({ field: 'email', message: 'expected an e-mail address' });
  if (typeof name !== 'string' || name.length < 1 || name.length > 100) {
    problems.push({ field: 'name', message: 'expected 1 to 100 characters' });
  }
  if (typeof password !== 'string' || password.length < 12) {
    problems.push({ field: 'password', message: 'expected at least 12 characters' });
  }
  return problems;
}
