import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'
import { DemarrageImpossible } from './db/pg-embarque.ts'
import { siretValide } from './lib/siren.ts'

const duree = z.number().int().positive()
/** How long what is personal is kept: a draft that nobody touches, a dossier refused, a project once followed to its end, an account not used. */
const conservationSchema = z.strictObject({
  dossiersAns: duree,
  brouillonsMois: duree,
  refusesAns: duree.default(5),
  comptesMois: duree.default(36),
})

/** The settings of the guichet: what the pages, mails and letters say of who runs it. Its file seeds them, then the database holds them (ADR 0039). */
export const guichetSchema = z.strictObject({
  slug: z.string().regex(/^[a-z0-9-]+$/),
  nom: z.string(),
  sousTitre: z.string(),
  blocMarque: z.array(z.string()).min(1).max(4).nullable(),
  theme: z.enum(['etat', 'neutre']),
  territoire: z.strictObject({
    nom: z.string(),
    region: z.string(),
    departements: z.array(z.string()).min(1),
    /** West, south, east, north, in degrees: where it is, for portals that harvest its open data. */
    emprise: z
      .tuple([z.number().min(-180).max(180), z.number().min(-90).max(90), z.number().min(-180).max(180), z.number().min(-90).max(90)])
      .refine(([ouest, sud, est, nord]) => ouest < est && sud < nord, 'ouest, sud, est, nord, en degrés')
      .optional(),
  }),
  service: z.strictObject({ nom: z.string(), adresse: z.string(), courriel: z.string(), telephone: z.string() }),
  /** Who grants the aids, as open data names it. */
  attribuant: z.strictObject({
    nom: z.string().min(1),
    siret: z.string().refine(siretValide, 'un SIRET, 14 chiffres entre guillemets'),
    prefixe360: z.string().regex(/^[A-Za-z0-9-]+$/),
  }),
  directeurPublication: z.string(),
  hebergeur: z.string(),
  conservation: conservationSchema,
  /** A call is published only once somebody else has read its text and approved it (docs/adr/0045). */
  relectureAvantPublication: z.boolean().default(false),
  /** Whether each threshold of the rules is to have been read before a call is published. */
  seuilsLusAvantPublication: z.boolean().default(false),
  /** Mailboxes, of services and not of persons, to which the day's head of the journal is mailed: each can show that it was rewritten. */
  temoinsDuJournal: z.array(z.email()).default([]),
  /** What mails say of where they come from. `expediteur`: absent, SMTP_EXPEDITEUR. */
  courriels: z
    .strictObject({ expediteur: z.email().optional(), repondreA: z.email().optional(), signature: z.string().optional() })
    .default({}),
  /** Another directory of companies than that of the installation (ANNUAIRE_ENTREPRISES_URL). */
  annuaire: z.strictObject({ adresse: z.url({ protocol: /^https?$/ }).optional() }).default({}),
})
export type Durees = z.infer<typeof conservationSchema>
export type GuichetConfig = z.infer<typeof guichetSchema>

const envSchema = z.object({
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  HOTE: z.string().default('127.0.0.1'),
  URL_PUBLIQUE: z.url({ protocol: /^https?$/ }).optional(),
  HOTES: z
    .string()
    .default('')
    .transform(noms => noms.split(/[\s,]+/).filter(n => n !== '')),
  GUICHET_DONNEES: z.string().min(1).default('.guichet'),
  GUICHET_CONFIG: z.string().min(1).default('guichets/prefet-de-corse.yml'),
  GUICHET_DEMONSTRATION: z.string().min(1).default('demonstration/itn7-axe3-corse-2021.yml'),
  GUICHET_MODE: z.enum(['demonstration', 'production']).default('demonstration'),
  GUICHET_ROLE: z.enum(['tout', 'migrer', 'web', 'taches']).default('tout'),
  METRIQUES_PORT: z.coerce.number().int().min(0).max(65535).optional(),
  METRIQUES_HOTE: z.string().default('127.0.0.1'),
  DATABASE_URL: z.string().min(1).optional(),
  DATABASE_URL_APP: z.string().min(1).optional(),
  BASE_CONNEXIONS: z.coerce.number().int().min(2).max(200).default(10),
  SECRET: z.string().min(32, 'au moins 32 caractères').optional(),
  SMTP_URL: z.string().min(1).optional(),
  SMTP_EXPEDITEUR: z.string().default('guichet@guichet.example'),
  PROCONNECT_ISSUER: z.url({ protocol: /^https?$/ }).optional(),
  PROCONNECT_CLIENT_ID: z.string().optional(),
  PROCONNECT_CLIENT_SECRET: z.string().optional(),
  PROXY_DE_CONFIANCE: z.string().optional(),
  ANNUAIRE_ENTREPRISES_URL: z.url({ protocol: /^https?$/ }).optional(),
  ANNUAIRES_INTERNES: z
    .string()
    .default('')
    .transform(origines => origines.split(/[\s,]+/).filter(o => o !== ''))
    .pipe(z.array(z.url({ protocol: /^https?$/ }).transform(u => new URL(u).origin))),
  CLAMD: z
    .string()
    .regex(/^(?:\/\S+|(?:[\w.-]+|\[[0-9a-f:]+\]):\d{1,5})$/i, 'hôte:port, ou le chemin de sa socket')
    .optional(),
  SCEAU_CLE: z.string().min(1).optional(),
  SCEAU_CERTIFICAT: z.string().min(1).optional(),
  HORODATAGE_URL: z.url({ protocol: /^https?$/ }).optional(),
  S3_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  S3_BUCKET: z.string().optional(),
  S3_REGION: z.string().default('us-east-1'),
  S3_ACCESS_KEY_ID: z.string().optional(),
  S3_SECRET_ACCESS_KEY: z.string().optional(),
})
/** Where files are kept when it is not on this machine's disk. */
type S3 = { endpoint: string; bucket: string; region: string; accessKeyId: string; secretAccessKey: string }
export type Config = z.infer<typeof envSchema> & {
  /** As this process knows them: what the file says until the database is read, then what it holds (`features/guichet`). */
  guichet: GuichetConfig
  /** How many times they had changed then; -1 before they are read. */
  revision: number
  /** What the file says, which seeds a new database and no other. */
  installation: GuichetConfig
  demonstration: boolean
  s3: S3 | undefined
}

/** Reads and checks the environment and the guichet's file, once. @throws {DemarrageImpossible} naming the variable or the key at fault. */
export function lireConfig(env: NodeJS.ProcessEnv): Config {
  const lu = envSchema.safeParse(Object.fromEntries(Object.entries(env).filter(([, v]) => v !== '')))
  if (!lu.success) throw new DemarrageImpossible(`Réglage refusé : ${direFautes(lu.error)}`)
  const config = lu.data
  const demonstration = config.GUICHET_MODE === 'demonstration'
  if (!demonstration && !config.SECRET) throw new DemarrageImpossible('En production, SECRET est obligatoire (32 caractères au moins).')
  verifierRole(config, demonstration)
  const installation = lireGuichet(config.GUICHET_CONFIG)
  return { ...config, demonstration, guichet: installation, revision: -1, installation, s3: lireS3(config) }
}

/** `web` has the program's login and not the owner's; the embedded database and the demonstration's clock live in one process. */
function verifierRole({ GUICHET_ROLE: role, DATABASE_URL, DATABASE_URL_APP }: z.infer<typeof envSchema>, demonstration: boolean) {
  if (role === 'tout') return
  if (demonstration)
    throw new DemarrageImpossible('La démonstration tient en un processus : GUICHET_ROLE se règle avec GUICHET_MODE=production.')
  const manque = role === 'web' ? !DATABASE_URL_APP && 'DATABASE_URL_APP' : !DATABASE_URL && 'DATABASE_URL'
  if (manque) throw new DemarrageImpossible(`GUICHET_ROLE=${role} demande ${manque}.`)
}

/** All of the bucket's settings, or none: files kept half here and half there would be lost. */
function lireS3(c: z.infer<typeof envSchema>): S3 | undefined {
  const { S3_ENDPOINT: endpoint, S3_BUCKET: bucket, S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = c
  if (!endpoint && !bucket && !accessKeyId && !secretAccessKey) return undefined
  if (endpoint && bucket && accessKeyId && secretAccessKey) return { endpoint, bucket, region: c.S3_REGION, accessKeyId, secretAccessKey }
  throw new DemarrageImpossible('S3_ENDPOINT, S3_BUCKET, S3_ACCESS_KEY_ID et S3_SECRET_ACCESS_KEY vont ensemble : il en manque.')
}

/** Each key at fault, with what is wrong. */
export const direFautes = (e: z.ZodError) => e.issues.map(i => `${i.path.join('.')} (${i.message})`).join(' ; ')

function lireGuichet(fichier: string): GuichetConfig {
  let texte: string
  try {
    texte = readFileSync(fichier, 'utf8')
  } catch {
    throw new DemarrageImpossible(`Le fichier du guichet est introuvable : ${fichier} (GUICHET_CONFIG).`)
  }
  const lu = guichetSchema.safeParse(parse(texte))
  if (!lu.success) throw new DemarrageImpossible(`${fichier} : ${direFautes(lu.error)}`)
  return lu.data
}
