import type { ContexteActeur } from '../../../contexte.ts'
import type { OuEnvoi } from '../envois.queries.ts'
import type { Fin } from './ouvrir-envoi.ts'

/** As many as are told again; the oldest goes first. */
const GARDEES = 1000
const issues = new Map<string, { compteId: string; ou: OuEnvoi; fin: Fin }>()

/**
 * How the uploads of late ended. Nothing of an upload is left once it is over: whoever did not hear the answer, cut with the line, asks again and is told the same.
 * Lost with the program: the upload is then no longer known, and the page says what is joined.
 */
export function retenirIssue(ctx: ContexteActeur, ou: OuEnvoi, fin: Fin) {
  issues.set(ou.id, { compteId: ctx.acteur.compteId, ou, fin })
  if (issues.size > GARDEES) issues.delete(issues.keys().next().value!)
}

/** To the person who sent it alone. */
export function derniereIssue(ctx: ContexteActeur, ou: OuEnvoi): Fin | undefined {
  const i = issues.get(ou.id)
  return i && i.compteId === ctx.acteur.compteId && i.ou.dossierId === ou.dossierId && i.ou.code === ou.code ? i.fin : undefined
}
