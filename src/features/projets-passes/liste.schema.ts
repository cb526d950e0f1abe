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
  /** Who granted these aids: never this guichet by default. Its SIRET when its source gives it. */
  attribuant: z.strictObject({ nom: texte, siret: z.string().refine(siretValide, 'un SIRET, 14 chiffres').optional() }).optional(),
  /** The day of the one decision that granted them all; `annee` when only the year is known: no day is then written. */
  date: jour.optional(),
  annee: z
    .string()
    .regex(/^\d{4}$/, 'une année, entre guillemets')
    .optional(),
  versement: z.strictObject({ conditions: texte.max(256), periode: periode.optional() }),
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
    attribuant: texte.optional(),
    siret_attribuant: texte.optional(),
  }),
})
/** What a new description must say besides: a false day or a false giver is worse than none. */
const nouvelle = listeSchema
  .refine(d => d.attribuant || d.colonnes.attribuant, {
    path: ['attribuant'],
    message: 'dites qui a accordé ces aides, ou nommez la colonne qui le dit (colonnes.attribuant)',
  })
  .refine(d => d.date || d.annee || d.colonnes.date, {
    path: ['date'],
    message: 'dites le jour de la décision, à défaut l’année (annee), ou nommez la colonne qui le dit (colonnes.date)',
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
  const lu = nouvelle.safeParse(texte.value.brut)
  return lu.success ? ok(lu.data) : err(lu.error.issues.map(i => `${i.path.join('.') || 'description'} : ${i.message}`))
}

/** A description in two parts: what every version reads, and what is read since days and givers may be unknown. */
export function aGarder(d: DescriptionListe) {
  const { attribuant, siret_attribuant, ...colonnes } = d.colonnes
  const { annee, ...reste } = d
  const an = annee ?? d.date?.slice(0, 4) ?? ''
  return {
    description: {
      ...reste,
      colonnes,
      attribuant: d.attribuant?.siret ? d.attribuant : undefined,
      date: d.date ?? `${an || '2000'}-12-31`,
      versement: { ...d.versement, periode: d.versement.periode ?? (an ? `${an}-01-01/${an}-12-31` : '2000-01-01') },
    },
    precisions: { entiere: d },
  }
}
/** A description that the product kept. */
export const descriptionGardee = (description: unknown, precisions: unknown): DescriptionListe =>
  listeSchema.parse((precisions as { entiere?: unknown }).entiere ?? description)
