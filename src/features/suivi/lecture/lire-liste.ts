import type { ContexteActeur } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { paths } from '../../../paths.ts'
import { appelsPublies } from '../../appels/index.ts'
import { lecteurDe, ouvreAppel } from '../../perimetre/index.ts'
import { ecrireDemande, ensembleNomme, ensemblesDe, lireDemande } from '../portefeuille/choix.ts'

/** Longer than any list that a page writes. */
const LISTE_MAX = 300

/** The list of bilans that somebody reads one after another: which calls, which département, and the page that shows it. */
export type ListeALire = { dite: string; appels: readonly string[] | undefined; departement: string | undefined; page: string; nom: string }

/**
 * What an address says of the list (`liste`): that of the desk of a call (`bureau`), or of a portfolio. One that names nothing of the reader's is every bilan that they follow: it
 * only chooses, it opens nothing.
 */
export async function lireListe(tx: Tx, ctx: ContexteActeur, dite: string | undefined): Promise<ListeALire> {
  const q = new URLSearchParams(dite && dite.length <= LISTE_MAX ? dite : '')
  const lecteur = await lecteurDe(tx, ctx)
  const publies = (await appelsPublies(tx, ctx.guichetId)).filter(a => ouvreAppel(lecteur.perimetres, a.appelId))
  const bureau = publies.find(a => a.appel.slug === q.get('bureau'))
  if (bureau)
    return {
      dite: q.toString(),
      appels: [bureau.appelId],
      departement: undefined,
      page: `${paths.administration.bureau(bureau.appel.slug)}?vue=lire`,
      nom: 'Actes et paiements, à lire',
    }
  const demande = lireDemande(q)
  const ensemble = demande.perimetre ? ensembleNomme(ensemblesDe(publies), demande.perimetre) : undefined
  return {
    dite: ensemble ? q.toString() : '',
    appels: ensemble?.appels.map(a => a.appelId),
    departement: (ensemble && demande.departement) || undefined,
    page: ecrireDemande(paths.suivi.portefeuille, ensemble ? demande : {}),
    nom: 'Suivi des lauréats',
  }
}
