import type { Fix } from '../engine/rule.ts';

/** How each framework keeps a route closed, and says how to open it. */
export const authentication: Fix = {
  express:
    'Put the middleware that authenticates before the routes (`router.use(authenticate)`), and let it throw `new UnauthorizedError()` from @seaworthy/kit, which sends the challenge; by hand: `response.set("WWW-Authenticate", "Bearer").status(401)`.',
  nestjs:
    'Register the guard with `APP_GUARD`, and open routes with a decorator instead of closing them; throw `UnauthorizedError` from @seaworthy/kit, or set `WWW-Authenticate` in a filter for `UnauthorizedException`, which does not.',
  fastify:
    'Authenticate in an `onRequest` hook of the plugin that has the routes, and throw `new UnauthorizedError()` from @seaworthy/kit; by hand: `reply.header("www-authenticate", "Bearer").code(401)`.',
  fastapi:
    'Put the dependency on the router (`APIRouter(dependencies=[Depends(authenticate)])`), and raise `HTTPException(401, headers={"WWW-Authenticate": "Bearer"})`.',
  django:
    'With Django REST framework set `DEFAULT_PERMISSION_CLASSES` to `IsAuthenticated`, and let an authentication class with `authenticate_header` come first, else it answers 403; without it, answer `HttpResponse(status=401, headers={"WWW-Authenticate": "Bearer"})` in a middleware.',
  gin: 'Put the middleware on the group (`api := r.Group("/", authenticate)`), and let it call `c.Header("WWW-Authenticate", "Bearer")` and `c.AbortWithStatus(401)`: without Abort the handler runs.',
  'spring-boot':
    'Use Spring Security with `authorizeHttpRequests(a -> a.anyRequest().authenticated())` and `oauth2ResourceServer(o -> o.jwt(withDefaults()))` or `httpBasic(withDefaults())`: both send the challenge.',
  any: 'Refuse by default, before the handler: 401 with `WWW-Authenticate` when credentials are missing or wrong, 403 when they are not enough.',
};
