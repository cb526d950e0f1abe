import { type Contexte, enTransaction } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import { de } from '../../lib/mots.ts'
import { paths } from '../../paths.ts'
import { ecrireCourriel } from '../courriels/index.ts'
import { journaliser } from '../journal/index.ts'
import { confierBrouillons, lienDe, membresActifs, modifierAppartenance, verrouillerMembres } from './appartenances.queries.ts'
import { estProuvee } from './structures.rules.ts'

/**
 * Keeps the SIRET that ProConnect gave for this account, and proves by it the memberships of the same SIREN. Whoever was waiting there for people known by their word alone
 * enters.
 */
export const prouverParSiret = (ctx: Contexte, compteId: string, siret: string) =>
  enTransaction(ctx, async tx => {
    const ligne = { siret, prouve_le: ctx.instant }
    await tx
      .insertInto('siret_prouve')
      .values({ compte_id: compteId, ...ligne })
      .onConflict(oc => oc.column('compte_id').doUpdateSet(ligne))
      .execute()
    const structures = await tx
      .selectFrom('appartenance as a')
      .innerJoin('structure as s', 's.id', 'a.structure_id')
      .select(['s.id', 's.nom'])
      .where('a.guichet_id', '=', ctx.guichetId)
      .where('a.compte_id', '=', compteId)
      .where('a.etat', '<>', 'retiree')
      .where('a.preuve', 'in', ['declaree', 'domaine'])
      .where('s.siren', '=', siret.slice(0, 9))
      .orderBy('s.id')
      .execute()
    for (const s of structures) await prouver(tx, ctx, compteId, s)
  })

async function prouver(tx: Tx, ctx: Contexte, compteId: string, structure: { id: string; nom: string }) {
  await verrouillerMembres(tx, ctx.guichetId, structure.id)
  const lien = await lienDe(tx, ctx.guichetId, structure.id, compteId)
  if (!lien || (lien.preuve !== 'declaree' && lien.preuve !== 'domaine')) return
  const entre = lien.etat === 'demandee' && !(await membresActifs(tx, ctx.guichetId, structure.id)).some(m => estProuvee(m.preuve))
  await modifierAppartenance(tx, ctx.guichetId, lien.id, {
    preuve: 'proconnect',
    prouvee_le: ctx.instant,
    ...(entre ? { etat: 'active', active_le: ctx.instant } : {}),
  })
  if (entre) await confierBrouillons(tx, { guichetId: ctx.guichetId, structureId: structure.id, compteId })
  if (entre)
    await ecrireCourriel(tx, ctx, {
      cle: `appartenance-acceptee-${lien.id}`,
      destinataire: lien.courriel,
      sujet: `Vous avez rejoint ${structure.nom}`,
      phrases: [`ProConnect prouve que vous agissez pour cette structure\u00a0: vous voyez maintenant les dossiers ${de(structure.nom)}.`],
      lien: paths.espace,
    })
  await journaliser(tx, ctx, 'appartenance.prouver', lien.id, {
    preuve: 'proconnect',
    compte: compteId,
    ...(entre ? { etat: 'active' } : {}),
  })
}
