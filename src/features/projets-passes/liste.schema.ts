import { z } from 'zod'
import { adresseHttps } from '../../lib/adresses.ts'
import { parseDate } from '../../lib/dates.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import { siretValide } from '../../lib/siren.ts'
import { lireYaml } from '../../lib/yaml.ts'

const texte = z.string().trim().min(1)
const jour = z.string().refine(v => parseDate(v) === v, 'un jour, par exemple 2023-12-31')
const periode = z
  .string()
  .refine(v => v.split('/').length <= 2 && v.split('/').every(j => parseDate(j) === j), 'un jour, ou deux séparés par « / »')

/** What a list holds, where it comes from, and which column says what. Columns are named by their headers. */
const listeSchema = z.strictObject({
  slug: z
    .string()
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'un identifiant d’adresse en minuscules')
    .max(120),
  titre: texte,
  resume: texte,
  source: z.strictObject({
    titre: texte,
    producteur: texte,
    adresse: z.string().refine(adresseHttps, 'une adresse qui commence par https://'),
    licence: texte,
  }),
  /** The guichet's own when the list does not say. */
  attribuant: z.strictObject({ nom: texte, siret: z.string().refine(siretValide, 'un SIRET, 14 chiffres') }).optional(),
  /** The day of each project whose line has none. */
  date: jour,
  versement: z.strictObject({ conditions: texte.max(256), periode }),
  notification_ue: z.boolean().default(false),
  /** Cells that mean « nothing ». */
  vides: z.array(z.string()).default([]),
  colonnes: z.strictObject({
    projet: texte,
    beneficiaire: texte,
    montant: texte,
    dossier: texte.optional(),
    siren: texte.optional(),
    siret: texte.optional(),
    rna: texte.optional(),
    commune: texte.optional(),
    departement: texte.optional(),
    theme: texte.optional(),
    date: texte.optional(),
  }),
})
export type DescriptionListe = z.output<typeof listeSchema>
export type ChampListe = keyof DescriptionListe['colonnes']

/** Reads the description of a list; every mistake is named by its key. */
export function lireDescription(yaml: string): Result<DescriptionListe, string[]> {
  const texte = lireYaml(yaml)
  if (!texte.ok) {
    const { defauts, lignes } = texte.error
    return err(
      defauts.slice(0, 20).map(d => `ligne ${lignes.linePos(d.position).line || 1} : ${d.message ?? `YAML illisible (${d.code})`}`),
    )
  }
  const lu = listeSchema.safeParse(texte.value.brut)
  return lu.success ? ok(lu.data) : err(lu.error.issues.map(i => `${i.path.join('.') || 'description'} : ${i.message}`))
}
/** A description that the product kept. */
export const descriptionGardee = (json: unknown): DescriptionListe => listeSchema.parse(json)
