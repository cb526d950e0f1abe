import { z } from 'zod'
import { lireAilleurs } from '../../../../lib/ailleurs.ts'
import type { Annuaire } from '../../../guichet/index.ts'

/** What the official directory of companies says of a SIRET. `departement`: of the registered office. */
export type EntrepriseTrouvee = { nom: string; departement: string | null; ferme: boolean }

/** Beyond, one types the name: nobody waits for a directory. */
const DELAI_MS = 2500
const OCTETS_MAX = 1_000_000
const reponse = z.object({
  results: z
    .array(
      z.object({
        nom_complet: z.string().nullish(),
        nom_raison_sociale: z.string().nullish(),
        siren: z.string(),
        etat_administratif: z.string().nullish(),
        siege: z.object({ departement: z.string().nullish() }).nullish(),
      }),
    )
    .max(100),
})

/**
 * Asks the directory (shape of recherche-entreprises.api.gouv.fr) for a company. Never throws: no directory, a slow one, a failure or an unknown
 * company give `undefined`, and the person types the name.
 */
export async function chercherEntreprise(annuaire: Annuaire | undefined, siret: string): Promise<EntrepriseTrouvee | undefined> {
  if (!annuaire) return undefined
  const question = `${annuaire.adresse.replace(/\/$/, '')}/search?${new URLSearchParams({ q: siret, per_page: '5' })}`
  const texte = await lireAilleurs(question, { delaiMs: DELAI_MS, octets: OCTETS_MAX, interne: annuaire.interne })
  if (texte === undefined) return undefined
  try {
    const trouvee = reponse.parse(JSON.parse(texte)).results.find(x => x.siren === siret.slice(0, 9))
    const nom = (trouvee?.nom_raison_sociale || trouvee?.nom_complet || '').trim().slice(0, 200)
    return trouvee && nom ? { nom, departement: trouvee.siege?.departement ?? null, ferme: trouvee.etat_administratif === 'C' } : undefined
  } catch {
    return undefined
  }
}
