import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import { type FieldErrors, texteSaisi } from '../../../lib/forms.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { journaliser } from '../../journal/index.ts'
import { type RefusComite, seancePour } from '../acte.ts'
import { noterMouvements } from '../presidence/passer.ts'
import type { Membre, Seance } from '../seance.ts'

export const PRESENCES = ['present', 'excuse', 'absent'] as const
export type Presence = (typeof PRESENCES)[number]
/** Presence of each member, who chairs, and who may when the connection of whoever chairs is lost; nothing said is nothing known. */
export type Pointage = { presences: Record<string, Presence | null>; president: string | null; suppleants?: readonly string[] }

export function lirePointage(corps: Record<string, unknown>): Pointage {
  const presences = Object.entries(corps).flatMap(([nom, v]) => {
    const [, membre] = /^presence-(.+)$/.exec(nom) ?? []
    return membre ? [[membre, PRESENCES.find(p => p === v) ?? null] as const] : []
  })
  const suppleants = Object.keys(corps).flatMap(nom => /^supplee-(.+)$/.exec(nom)?.[1] ?? [])
  return { presences: Object.fromEntries(presences), president: texteSaisi(corps.president) || null, suppleants }
}

const erreursDe = (membres: readonly Membre[], p: Pointage): FieldErrors => {
  const chaire = p.president && membres.find(m => m.id === p.president)
  if (!p.president) return {}
  if (!chaire) return { president: 'Choisissez un membre de la séance' }
  return p.presences[chaire.id] === 'present' ? {} : { president: `${chaire.nom} n’est pas là\u00a0: un membre présent préside` }
}

/** Who comes, who leaves, and who chairs from now on. Pure. */
const mouvementsDe = (s: Pick<Seance, 'membres' | 'presidentId'>, p: Pointage) => [
  ...s.membres.flatMap(m => {
    const [avant, apres] = [m.presence === 'present', p.presences[m.id] === 'present']
    return avant === apres ? [] : [{ membreId: m.id, quoi: apres ? ('arrive' as const) : ('part' as const) }]
  }),
  ...(p.president && p.president !== s.presidentId ? [{ membreId: p.president, quoi: 'preside' as const }] : []),
]

/** Takes presence as whoever presides confirms it, at its time, and says who chairs. */
export const pointerPresences = (
  ctx: ContexteActeur,
  id: string,
  p: Pointage,
): Promise<Result<void, RefusComite | { motif: 'saisie'; errors: FieldErrors }>> =>
  enTransaction(ctx, async tx => {
    const lue = await seancePour(tx, ctx, 'pointer', id)
    if (!lue.ok) return lue
    const { membres } = lue.value
    const errors = erreursDe(membres, p)
    if (Object.keys(errors).length > 0) return err({ motif: 'saisie', errors })
    for (const m of membres)
      await tx
        .updateTable('seance_membre')
        .set({ presence: p.presences[m.id] ?? null, supplee: p.suppleants?.includes(m.id) ?? m.supplee })
        .where('guichet_id', '=', ctx.guichetId)
        .where('id', '=', m.id)
        .execute()
    const passe = p.president !== lue.value.presidentId
    await tx
      .updateTable('seance')
      .set({ president_id: p.president, ...(passe ? { titulaire_id: null } : {}) })
      .where('guichet_id', '=', ctx.guichetId)
      .where('id', '=', id)
      .execute()
    await noterMouvements(tx, ctx, id, mouvementsDe(lue.value, p))
    await journaliser(tx, ctx, 'comite.presences', id, {
      presents: membres.filter(m => p.presences[m.id] === 'present').map(m => m.compteId),
      president: membres.find(m => m.id === p.president)?.compteId ?? null,
    })
    return ok(undefined)
  })
