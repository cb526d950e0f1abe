import { z } from 'zod'
import { lireAilleurs } from '../../../lib/ailleurs.ts'
import { sirenValide } from '../../../lib/siren.ts'
import type { Annuaire } from '../../guichet/index.ts'
import { estPersonneMorale } from '../repertoire/categories.rules.ts'
import { departementDe, jour, net, rnaDe } from '../repertoire/sirene.rules.ts'

/** A legal person as the directory of companies has it. `chiffreAffaires`: in euros, of the year `exercice`. */
export type LigneAnnuaire = {
  siren: string
  nom: string
  sigle: string | null
  categorie_juridique: string
  rna: string | null
  departement: string | null
  code_commune: string | null
  commune: string | null
  adresse: string | null
  effectifs: string | null
  chiffre_affaires: number | null
  exercice: number | null
  etat: 'active' | 'fermee'
  fermee_le: string | null
}

/** Nobody waits longer for a directory, nor reads more of it. */
const DELAI_MS = 2500
const OCTETS_MAX = 1_000_000
const PAR_PAGE = 10
const texte = z.string().nullish()
const reponse = z.object({
  results: z
    .array(
      z.object({
        siren: z.string(),
        nom_raison_sociale: texte,
        nom_complet: texte,
        sigle: texte,
        nature_juridique: texte,
        etat_administratif: texte,
        date_fermeture: texte,
        tranche_effectif_salarie: texte,
        statut_diffusion: texte,
        siege: z.object({ commune: texte, libelle_commune: texte, adresse: texte }).nullish(),
        complements: z.object({ identifiant_association: texte }).nullish(),
        finances: z.record(z.string(), z.object({ ca: z.number().nullish() })).nullish(),
      }),
    )
    .max(100),
})
type Resultat = z.infer<typeof reponse>['results'][number]

/**
 * Asks the directory (shape of recherche-entreprises.api.gouv.fr) for a name, a SIREN or a RNA. Never throws: `undefined` when it is slow, down, too long, elsewhere, or says what
 * cannot be read. Natural persons, and whoever is not diffused, are left out.
 */
export async function demanderAnnuaire({ adresse, interne }: Annuaire, q: string): Promise<LigneAnnuaire[] | undefined> {
  const question = `${adresse.replace(/\/$/, '')}/search?${new URLSearchParams({ q, per_page: String(PAR_PAGE) })}`
  const lu = await lireAilleurs(question, { delaiMs: DELAI_MS, octets: OCTETS_MAX, interne })
  if (lu === undefined) return undefined
  try {
    return reponse.parse(JSON.parse(lu)).results.flatMap(enLigne).slice(0, PAR_PAGE)
  } catch {
    return undefined
  }
}

function enLigne(x: Resultat): LigneAnnuaire[] {
  const categorie = x.nature_juridique ?? ''
  const nom = net(x.nom_raison_sociale || x.nom_complet || '', 250)
  if (!sirenValide(x.siren) || !estPersonneMorale(categorie) || !nom || (x.statut_diffusion ?? 'O') !== 'O') return []
  const commune = /^(\d{5}|2[AB]\d{3})$/.test(x.siege?.commune ?? '') ? x.siege!.commune! : null
  const fermee = x.etat_administratif === 'C'
  const [exercice, ca] = dernierCa(x.finances ?? {})
  return [
    {
      siren: x.siren,
      nom,
      sigle: net(x.sigle ?? '', 40),
      categorie_juridique: categorie,
      rna: rnaDe(x.complements?.identifiant_association ?? ''),
      departement: commune && departementDe(commune),
      code_commune: commune,
      commune: net(x.siege?.libelle_commune ?? '', 100),
      adresse: net(x.siege?.adresse ?? '', 300),
      effectifs: /^(NN|\d\d)$/.test(x.tranche_effectif_salarie ?? '') ? x.tranche_effectif_salarie! : null,
      chiffre_affaires: ca,
      exercice,
      etat: fermee ? 'fermee' : 'active',
      fermee_le: fermee ? jour(x.date_fermeture ?? '') : null,
    },
  ]
}

/** The revenue of the last year that has one. */
function dernierCa(finances: Record<string, { ca?: number | null | undefined }>): [number | null, number | null] {
  const an = Object.keys(finances)
    .filter(a => /^\d{4}$/.test(a) && Number.isSafeInteger(Math.round(finances[a]?.ca ?? Number.NaN)))
    .sort()
    .at(-1)
  return an ? [Number(an), Math.round(finances[an]!.ca!)] : [null, null]
}
