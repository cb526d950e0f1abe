import { type ContexteActeur, enTransaction } from '../../contexte.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import { appelConnu } from '../appels/index.ts'
import { journaliser } from '../journal/index.ts'
import { personnesDe, rolesParAppel } from './agents.queries.ts'
import { dater, direLesDates } from './dater.ts'
import { datesDites, lireDates, type RefusDates, SANS_DATES, type SaisieDates } from './dates.rules.ts'
import { etendueDe } from './donner-role.ts'
import { enFonction } from './fonctions.ts'
import { ajouterPortees } from './portees.ts'
import { type RefusPortee, refusPortee, siegesPossibles } from './roles.ts'

/** `instances`: the bodies of the call in which a member of the comité sits, by code; all of them when empty. */
export type Designation = {
  slug: string
  roleId: string
  departements: string[]
  volets: string[]
  instances?: string[]
} & Partial<SaisieDates>
export type RefusDesignation =
  | { kind: 'introuvable' }
  | { kind: 'inconnu' }
  /** Whoever designates does not make themselves a signatory. */
  | { kind: 'soi' }
  /** A signatory whom nothing is said of: what would letters bear? */
  | { kind: 'sans_fonction' }
  /** A body that the call has not, or somebody who sits in none. */
  | { kind: 'instance' }
  /** They sit in all of them: one alone is said by taking that back first. */
  | { kind: 'siege_partout' }
  | RefusPortee
  | RefusDates

/** Gives a call to somebody who works in the guichet, in the role that they hold: these départements, these volets, these bodies beside their own. Asked twice, it is done once. */
export const designer = (ctx: ContexteActeur, d: Designation): Promise<Result<void, RefusDesignation>> =>
  enTransaction(ctx, async tx => {
    const connu = await appelConnu(tx, ctx.guichetId, d.slug)
    if (!connu) return err({ kind: 'introuvable' })
    const role = (await rolesParAppel(tx, ctx.guichetId)).find(r => r.id === d.roleId)
    if (!role) return err({ kind: 'inconnu' })
    if (role.role === 'signataire') {
      if (role.compteId === ctx.acteur.compteId) return err({ kind: 'soi' })
      if (!(await enFonction(tx, ctx.guichetId, role.compteId))) return err({ kind: 'sans_fonction' })
    }
    const refus = refusPortee(role.role, d, etendueDe(connu))
    if (refus) return err(refus)
    const dates = lireDates({ ...SANS_DATES, ...d })
    if (!dates.ok) return dates
    const { departements, volets, instances = [] } = d
    const codes = siegesPossibles(connu.appel).map(i => i.code)
    if (instances.some(i => !codes.includes(i)) || (instances.length > 0 && role.role !== 'membre_comite')) return err({ kind: 'instance' })
    const meme = (await personnesDe(tx, ctx.guichetId, connu.appelId)).find(
      p => p.roleId === role.id && !p.tous && memes(p.departements, departements) && memes(p.volets, volets),
    )
    if (meme && meme.instances.length === 0 && instances.length > 0) return err({ kind: 'siege_partout' })
    const siens = codes.length > 0 && role.role === 'membre_comite' ? { instances } : {}
    const nouveaux = await ajouterPortees(tx, ctx.guichetId, role.id, [
      { appel: connu.appelId, departements, volets, ...siens, ...dates.value },
    ])
    const dits = datesDites(dates.value)
    if (nouveaux > 0) {
      const donne = { role: role.role, appels: [d.slug], departements, volets, ...siens, ...dits }
      await journaliser(tx, ctx, 'compte.role_donne', role.compteId, donne)
      if (Object.keys(dits).length > 0) await direLesDates(tx, ctx, { ...role, ...dates.value, titre: connu.appel.titre })
      return ok(undefined)
    }
    // the same line, given again: its dates are those that are said now
    if (meme) await dater(tx, ctx, { slug: d.slug, titre: connu.appel.titre, ligne: meme, dates: dates.value })
    return ok(undefined)
  })

const memes = (a: readonly string[], b: readonly string[]) => [...a].sort().join() === [...b].sort().join()
