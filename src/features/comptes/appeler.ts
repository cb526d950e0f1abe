import type { Auth } from './auth.ts'

/** Who sends the form: what better-auth needs to know of the browser's request. */
export type Demandeur = { urlPublique: string; cookie: string | undefined; adresse: string; navigateur: string | undefined }

/**
 * Calls better-auth through its HTTP handler, so that rate limits and origin checks run (`auth.api.*` skips them). The address is always
 * the one that we know, never a header of the visitor. A body makes it a POST.
 */
export function appeler(auth: Pick<Auth, 'handler'>, d: Demandeur, chemin: string, corps?: Record<string, unknown>): Promise<Response> {
  const headers = new Headers({ origin: d.urlPublique, 'x-client-ip': d.adresse })
  if (d.cookie) headers.set('cookie', d.cookie)
  if (d.navigateur) headers.set('user-agent', d.navigateur)
  if (corps) headers.set('content-type', 'application/json')
  return auth.handler(
    new Request(`${d.urlPublique}/api/auth${chemin}`, {
      method: corps ? 'POST' : 'GET',
      headers,
      ...(corps ? { body: JSON.stringify(corps) } : {}),
    }),
  )
}
