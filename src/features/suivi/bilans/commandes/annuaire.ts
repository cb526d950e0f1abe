import { z } from 'zod'
import { type Contexte, enTransaction } from '../../../../contexte.ts'
import { lireAilleurs } from '../../../../lib/ailleurs.ts'
import type { Annuaire } from '../../../guichet/index.ts'
import { direEntreprises } from '../../../structures/index.ts'

/** What the official directory of companies says of a SIRET. `departement`: of the registered office. */
export type EntrepriseTrouvee = { nom: string; departement: string | null; ferme: boolean }
/** The same, with what says whether it may be named in public. */
type Lue = EntrepriseTrouvee & { categorie: string | null; diffusion: string }

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
        nature_juridique: z.string().nullish(),
        statut_diffusion: z.string().nullish(),
        siege: z.object({ departement: z.string().nullish() }).nullish(),
      }),
    )
    .max(100),
})

/**
 * Asks the directory (shape of recherche-entreprises.api.gouv.fr) for a company. Never throws: no directory, a slow one, a failure or an unknown
 * company give `undefined`, and the person types the name.
 */
async function demander(annuaire: Annuaire, siret: string): Promise<Lue | undefined> {
  const question = `${annuaire.adresse.replace(/\/$/, '')}/search?${new URLSearchParams({ q: siret, per_page: '5' })}`
  const texte = await lireAilleurs(question, { delaiMs: DELAI_MS, octets: OCTETS_MAX, interne: annuaire.interne })
  if (texte === undefined) return undefined
  try {
    const trouvee = reponse.parse(JSON.parse(texte)).results.find(x => x.siren === siret.slice(0, 9))
    const nom = (trouvee?.nom_raison_sociale || trouvee?.nom_complet || '').trim().slice(0, 200)
    if (!trouvee || !nom) return undefined
    const categorie = /^\d{4}$/.test(trouvee.nature_juridique ?? '') ? trouvee.nature_juridique! : null
    const [departement, ferme] = [trouvee.siege?.departement ?? null, trouvee.etat_administratif === 'C']
    return { nom, departement, ferme, categorie, diffusion: trouvee.statut_diffusion ?? '' }
  } catch {
    return undefined
  }
}

/** The same; what it says of whether this company may be named is kept, without the name of whoever may not. */
export async function chercherEntreprise(
  ctx: Contexte,
  annuaire: Annuaire | undefined,
  siret: string,
): Promise<EntrepriseTrouvee | undefined> {
  const lue = annuaire && (await demander(annuaire, siret))
  if (!lue) return undefined
  const { categorie, diffusion, ...trouvee } = lue
  if (categorie && !ctx.lectureSeule) {
    const dite = { siren: siret.slice(0, 9), nom: lue.nom, categorie, diffusion }
    await enTransaction(ctx, tx => direEntreprises(tx, [dite], ctx.instant))
  }
  return trouvee
}
