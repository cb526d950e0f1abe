import { type ContexteActeur, enTransaction } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import { type AppelDeVersion, appelConnu } from '../appels/index.ts'
import { journaliser } from '../journal/index.ts'
import { personnesDe } from './agents.queries.ts'
import { datesDites } from './dates.rules.ts'
import { ajouterPortees } from './portees.ts'
import { type LigneReprise, reprise } from './reprise.rules.ts'

export type RefusReprise = { kind: 'introuvable' } | { kind: 'personne' }

/** What taking up the people of another call would give, line by line. Nothing when there is no such call, or it is this one. */
export async function lignesAReprendre(
  tx: Tx,
  guichetId: string,
  vers: AppelDeVersion,
  comme: string,
): Promise<{ de: AppelDeVersion; lignes: LigneReprise[] } | undefined> {
  const de = await appelConnu(tx, guichetId, comme)
  if (!de || de.appelId === vers.appelId) return undefined
  const lignes = (await personnesDe(tx, guichetId, de.appelId)).filter(p => !p.tous && p.etat !== 'finie')
  return { de, lignes: lignes.map(p => reprise(p, de.appel, vers.appel)) }
}

/** Gives a call to the people of another: those that are chosen, each for what this call has of theirs. One act, and one line of the journal a person. */
export const reprendrePersonnes = (
  ctx: ContexteActeur,
  d: { slug: string; comme: string; lignes: readonly string[] },
): Promise<Result<number, RefusReprise>> =>
  enTransaction(ctx, async tx => {
    const vers = await appelConnu(tx, ctx.guichetId, d.slug)
    const trouve = vers && (await lignesAReprendre(tx, ctx.guichetId, vers, d.comme))
    if (!vers || !trouve) return err({ kind: 'introuvable' })
    const choisies = trouve.lignes.filter(l => !l.perdue && d.lignes.includes(l.id))
    if (choisies.length === 0) return err({ kind: 'personne' })
    let donnees = 0
    for (const { roleId, role, compteId, departements, volets, du, au } of choisies) {
      // nobody makes themselves a signatory, be it by taking up a list
      if (role === 'signataire' && compteId === ctx.acteur.compteId) continue
      const nouvelles = await ajouterPortees(tx, ctx.guichetId, roleId, [{ appel: vers.appelId, departements, volets, du, au }])
      donnees += nouvelles
      if (nouvelles > 0)
        await journaliser(tx, ctx, 'compte.role_donne', compteId, {
          role,
          appels: [d.slug],
          departements,
          volets,
          ...datesDites({ du, au }),
          comme: d.comme,
        })
    }
    return ok(donnees)
  })
