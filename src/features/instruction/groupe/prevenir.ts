import type { Contexte } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { paths } from '../../../paths.ts'
import { acteurDuCompte } from '../../comptes/index.ts'
import { ecrireCourriel } from '../../courriels/index.ts'
import { nombreDossiers, type Parametres } from './groupe.rules.ts'

/** Dossiers that the mail names; beyond, it says how many more. */
const NOMMES = 20
type Fini = { id: string; compteId: string; parametres: Parametres }

/** At the end of an act that puts somebody in charge, or takes that back: one mail for all their dossiers, unless they asked for it themselves. */
export async function prevenirAffecte(tx: Tx, ctx: Pick<Contexte, 'guichetId' | 'instant'>, { id, compteId, parametres: p }: Fini) {
  const retire = p.acte === 'revenir'
  const a = p.acte === 'affecter' || (retire && p.quoi === 'affecter') ? p.a : undefined
  if (a === undefined || a === compteId) return
  const dossiers = await tx
    .selectFrom('acte_groupe_ligne as l')
    .innerJoin('instruction as i', 'i.dossier_id', 'l.dossier_id')
    .select(['i.numero', 'i.porteur'])
    .where('l.guichet_id', '=', ctx.guichetId)
    .where('l.acte_groupe_id', '=', id)
    .where('l.etat', '=', 'fait')
    .orderBy('l.rang')
    .execute()
  if (dossiers.length === 0) return
  const { courriel } = await acteurDuCompte(tx, ctx.guichetId, a)
  const { nom } = await acteurDuCompte(tx, ctx.guichetId, compteId)
  const nommes = dossiers.slice(0, NOMMES).map(d => `${d.numero}, ${d.porteur}`)
  const reste = dossiers.length - nommes.length
  await ecrireCourriel(tx, ctx, {
    cle: `acte-groupe-${id}`,
    destinataire: courriel,
    sujet: retire
      ? `${nombreDossiers(dossiers.length)} ne vous ${dossiers.length > 1 ? 'sont plus affectés' : 'est plus affecté'}`
      : `${nombreDossiers(dossiers.length)} vous ${dossiers.length > 1 ? 'sont affectés' : 'est affecté'}`,
    phrases: [
      `${nom} ${retire ? 'revient sur leur affectation' : 'vous affecte'}\u00a0:`,
      nommes.join('\n'),
      ...(reste > 0 ? [`et ${nombreDossiers(reste)} de plus.`] : []),
    ],
    lien: `${paths.instruction.boite}?affecte=moi`,
  })
}
