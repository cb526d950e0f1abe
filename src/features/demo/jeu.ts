import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'
import { parseEuros } from '../../lib/euros.ts'
import { acteInvente, instant } from './actes-inventes.schema.ts'
import { SUITES, suite } from './suite.schema.ts'

/** The file that describes a demonstration: which call, when, who, and which invented dossiers. Times are Paris time, amounts euros. */
const montant = z.union([z.number(), z.string()]).transform((v, c) => {
  const lu = parseEuros(String(v))
  if (lu.ok) return lu.value
  c.addIssue(`montant illisible : ${v}`)
  return z.NEVER
})
const persona = z.strictObject({
  id: z.string(),
  nom: z.string(),
  courriel: z.email(),
  texte: z.string(),
  structure: z.string().optional(),
  departement: z.string().optional(),
  fonction: z.string().optional(),
  preuve: z.enum(['declaree', 'proconnect', 'domaine', 'referent']).default('referent'),
  role: z.enum(['referent_departemental', 'referent_regional', 'administrateur', 'direction', 'lecteur', 'signataire']).optional(),
  /** Of a signatory: what letters and acts say of them; invented. */
  signature: z
    .strictObject({
      prenom: z.string(),
      nom: z.string(),
      qualite: z.string(),
      service: z.string(),
      depuis: z.string(),
      autorite: z.boolean(),
    })
    .optional(),
  /** Sits in the comité as well, for these départements or for the region. */
  comite: z.boolean().default(false),
  departements: z.array(z.string()).default([]),
  volets: z.array(z.string()).default([]),
})
const partenaire = z.strictObject({
  structure: z.string(),
  departement: z.string().optional(),
  role: z.string(),
  contact: z.string(),
  etapes: z.array(z.string()).default([]),
  /** Somebody of the partner agrees to what stands then (C2.7). */
  valide: z.strictObject({ instant, fonction: z.string(), moyens: z.string() }).optional(),
})
const dossier = z.strictObject({
  structure: z.string(),
  departement: z.string().optional(),
  cree: instant,
  depose: instant.optional(),
  abandonne: instant.optional(),
  rouvert: instant.optional(),
  retire: z.strictObject({ instant, motif: z.string() }).optional(),
  volet: z.string().optional(),
  actions: z.array(z.string()).default([]),
  titre: z.string().default(''),
  reponses: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())])).default({}),
  depenses: z.record(z.string(), montant).optional(),
  ressources: z.strictObject({ aide: montant, part: montant, autres: montant }).partial().optional(),
  pieces: z.array(z.string()).default([]),
  partenaires: z.array(partenaire).default([]),
  /** After the relevé. */
  instruction: z.array(acteInvente).default([]),
})
const jeuSchema = z.strictObject({
  appel: z.string(),
  horloge: instant,
  moments: z.array(z.strictObject({ libelle: z.string(), instant, texte: z.string().optional(), suite: z.enum(SUITES).optional() })),
  personas: z.array(persona).min(1),
  dossiers: z.array(dossier),
  suite: suite.optional(),
  /** The file of another call, in two stages. */
  deux_temps: z.string().optional(),
})
/** `slug`: of its call. Every persona names the call that they live. */
export type Jeu = Omit<z.output<typeof jeuSchema>, 'personas'> & { slug: string; personas: Persona[] }
export type Persona = z.output<typeof persona> & { appel: string }
export type DossierInvente = Jeu['dossiers'][number]
export type Moment = Jeu['moments'][number]

/** A call in two stages: intentions, their answers told at one instant, then what each made of the second form. */
const deuxTempsSchema = z.strictObject({
  appel: z.string(),
  slug: z.string(),
  publie: instant,
  releve: instant,
  reponses: instant,
  annonce: instant,
  /** The persona who answers and tells. */
  par: z.string(),
  personas: z.array(persona).min(1),
  dossiers: z.array(
    dossier.extend({
      reponse: z.strictObject({ sens: z.enum(['oui', 'non']), motif: z.string() }).optional(),
      complet: z
        .strictObject({
          commence: instant,
          ...dossier.pick({ depose: true, reponses: true, depenses: true, ressources: true, pieces: true }).shape,
        })
        .optional(),
    }),
  ),
})
export type DeuxTemps = z.output<typeof deuxTempsSchema>

const lus = new Map<string, Jeu>()
/** Reads and checks the file once. Throws with every fault named: it ships with the program. */
export function lireJeu(fichier: string): Jeu {
  const connu = lus.get(fichier)
  if (connu) return connu
  // the `core` schema without timestamps keeps « 2021-09-13T10:00:00 » a text, read here as Paris time
  const lu = jeuSchema.safeParse(parse(readFileSync(fichier, 'utf8')))
  if (!lu.success) throw new Error(`${fichier}: ${lu.error.issues.map(i => `${i.path.join('.')}: ${i.message}`).join('; ')}`)
  const { slug } = parse(readFileSync(lu.data.appel, 'utf8')) as { slug?: unknown }
  if (typeof slug !== 'string') throw new Error(`${fichier}: ${lu.data.appel} has no slug`)
  const autre = lireDeuxTemps(lu.data)
  const siens = lu.data.personas.map(p => ({ ...p, appel: slug }))
  const jeu = { ...lu.data, slug, personas: [...siens, ...(autre?.personas.map(p => ({ ...p, appel: autre.slug })) ?? [])] }
  lus.set(fichier, jeu)
  return jeu
}

/** The call in two stages that a demonstration plays besides, where it has one. */
export function lireDeuxTemps({ deux_temps: fichier }: Pick<Jeu, 'deux_temps'>): DeuxTemps | undefined {
  if (fichier === undefined) return undefined
  const lu = deuxTempsSchema.safeParse(parse(readFileSync(fichier, 'utf8')))
  if (!lu.success) throw new Error(`${fichier}: ${lu.error.issues.map(i => `${i.path.join('.')}: ${i.message}`).join('; ')}`)
  return lu.data
}
