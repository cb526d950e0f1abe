import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import { type FieldErrors, texteSaisi } from '../../../lib/forms.ts'
import { pluriel } from '../../../lib/mots.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { journaliser } from '../../journal/index.ts'
import { type RefusComite, seancePour } from '../acte.ts'
import { noterMouvements } from '../presidence/passer.ts'
import { estDeporte, examines, type Membre, type Seance } from '../seance.ts'

export const PRESENCES = ['present', 'excuse', 'absent'] as const
export type Presence = (typeof PRESENCES)[number]
/**
 * Presence of each member, to whom those who are absent gave their power, who chairs, and who may when the connection of whoever chairs is lost; nothing said is
 * nothing known.
 */
export type Pointage = {
  presences: Record<string, Presence | null>
  pouvoirs: Record<string, string>
  president: string | null
  suppleants?: readonly string[]
}

export function lirePointage(corps: Record<string, unknown>): Pointage {
  const presences = Object.entries(corps).flatMap(([nom, v]) => {
    const [, membre] = /^presence-(.+)$/.exec(nom) ?? []
    return membre ? [[membre, PRESENCES.find(p => p === v) ?? null] as const] : []
  })
  const pouvoirs = Object.entries(corps).flatMap(([nom, v]) => {
    const [, membre] = /^pouvoir-(.+)$/.exec(nom) ?? []
    return membre && texteSaisi(v) ? [[membre, texteSaisi(v)] as const] : []
  })
  const suppleants = Object.keys(corps).flatMap(nom => /^supplee-(.+)$/.exec(nom)?.[1] ?? [])
  return {
    presences: Object.fromEntries(presences),
    pouvoirs: Object.fromEntries(pouvoirs),
    president: texteSaisi(corps.president) || null,
    suppleants,
  }
}

/** Why a power cannot be noted: given by somebody who is there, to somebody who is not, to one in conflict everywhere, or one too many for who holds it. Pure. */
function erreursDesPouvoirs(s: Seance, p: Pointage): FieldErrors {
  const { pouvoirs: max } = s.instance
  const tenus = new Map<string, number>()
  const fautes: FieldErrors = {}
  for (const m of s.membres) {
    const a = p.pouvoirs[m.id]
    if (!a) continue
    const par = s.membres.find(x => x.id === a)
    const dejaTenus = tenus.get(a) ?? 0
    tenus.set(a, dejaTenus + 1)
    const faute = !par || par.id === m.id || max === 0 ? 'Choisissez un autre membre de la séance' : refusDuPouvoir(s, p, m, par, dejaTenus)
    if (faute) fautes[`pouvoir-${m.id}`] = faute
  }
  return fautes
}

function refusDuPouvoir(s: Seance, p: Pointage, m: Membre, par: Membre, dejaTenus: number): string | undefined {
  const { pouvoirs: max } = s.instance
  const dossiers = examines(s)
  const present = (x: Membre) => p.presences[x.id] === 'present'
  if (present(m)) return `${m.nom} est là et vote en personne\u00a0: retirez ce pouvoir`
  if (!p.presences[m.id]) return `Dites d’abord si ${m.nom} est excusé ou absent`
  if (!present(par)) return `${par.nom} n’est pas là\u00a0: un pouvoir se donne à un membre présent`
  if (dossiers.length > 0 && dossiers.every(d => estDeporte(s, par, d.id)))
    return `${par.nom} est déporté de tous les dossiers\u00a0: choisissez un autre membre`
  if (dossiers.length > 0 && dossiers.every(d => estDeporte(s, m, d.id)))
    return `${m.nom} est déporté de tous les dossiers\u00a0: personne ne vote en son nom`
  return dejaTenus >= max ? `${par.nom} tient déjà ${pluriel(dejaTenus, 'pouvoir')}\u00a0: l’appel en permet ${max} par membre` : undefined
}

const erreursDe = (s: Seance, p: Pointage): FieldErrors => ({ ...erreurDePresidence(s.membres, p), ...erreursDesPouvoirs(s, p) })
const erreurDePresidence = (membres: readonly Membre[], p: Pointage): FieldErrors => {
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

/** Takes presence as whoever presides confirms it, at its time, notes the powers of those who are absent where the call allows them, and says who chairs. */
export const pointerPresences = (
  ctx: ContexteActeur,
  id: string,
  p: Pointage,
): Promise<Result<void, RefusComite | { motif: 'saisie'; errors: FieldErrors }>> =>
  enTransaction(ctx, async tx => {
    const lue = await seancePour(tx, ctx, 'pointer', id)
    if (!lue.ok) return lue
    const { membres } = lue.value
    const errors = erreursDe(lue.value, p)
    if (Object.keys(errors).length > 0) return err({ motif: 'saisie', errors })
    for (const m of membres)
      await tx
        .updateTable('seance_membre')
        .set({
          presence: p.presences[m.id] ?? null,
          pouvoir_a: p.pouvoirs[m.id] ?? null,
          supplee: p.suppleants?.includes(m.id) ?? m.supplee,
        })
        .where('guichet_id', '=', ctx.guichetId)
        .where('id', '=', m.id)
        .execute()
    const compte = (membre: string | undefined) => membres.find(m => m.id === membre)?.compteId ?? null
    const donnes = Object.entries(p.pouvoirs).map(([de, a]) => ({ de: compte(de), a: compte(a) }))
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
      ...(donnes.length > 0 ? { pouvoirs: donnes } : {}),
    })
    return ok(undefined)
  })
