import type { Contexte } from '../../contexte.ts'
import type { Deps } from '../../http.ts'
import type { Centimes } from '../../lib/euros.ts'
import { paths } from '../../paths.ts'
import { type Aide, anneeDe, type Programme } from './aide.ts'
import { FICHIERS } from './catalogue.ts'
import { type CodeFichier, fichierOuvert } from './fichiers.ts'
import { peser } from './servir.ts'
import { lireAides, programmeDAppel, programmeDeListe, type Sources } from './sources.ts'

/** What a part of the data holds, and when its last aid became public. Amount in cents; an aid counts once, whatever the number of its beneficiaries. */
export type Compte = { aides: number; montant: Centimes; publieeLe: Date | null }
export type Bilan = {
  total: Compte
  programmes: (Programme & Compte)[]
  annees: ({ annee: string } & Compte)[]
  /** Rows of subventions.csv, and those that do not name their beneficiary by a number that the schema takes. */
  lignes: number
  sansNumero: number
  tailles: Record<CodeFichier, number>
}

/** Counting and weighing everything is done once per state of the data. */
const faits = new Map<string, Promise<Bilan>>()
const FAITS_MAX = 20

export function bilanDe(ctx: Contexte, deps: Deps, sources: Sources, etat: { empreinte: string; maj: Date | null }): Promise<Bilan> {
  const cle = `${ctx.guichetId} ${etat.empreinte}`
  const connu = faits.get(cle)
  if (connu) return connu
  if (faits.size >= FAITS_MAX) faits.clear()
  const nouveau = compter(ctx, deps, sources, etat)
  faits.set(cle, nouveau)
  nouveau.catch(() => faits.delete(cle))
  return nouveau
}

async function compter(ctx: Contexte, deps: Deps, sources: Sources, etat: { empreinte: string; maj: Date | null }): Promise<Bilan> {
  const vide = (): Compte => ({ aides: 0, montant: 0, publieeLe: null })
  const ajouter = (c: Compte, { montant, publieeLe }: Aide) => {
    c.aides++
    c.montant += montant
    if (!c.publieeLe || publieeLe > c.publieeLe) c.publieeLe = publieeLe
  }
  const total = vide()
  const programmes = [...sources.appels.map(programmeDAppel), ...sources.listes.map(programmeDeListe)].map(p => ({ ...p, ...vide() }))
  const parSlug = new Map(programmes.map(p => [p.slug, p]))
  const annees = new Map<string, Compte>()
  let lignes = 0
  let sansNumero = 0
  for await (const a of lireAides(ctx, deps.config.guichet.attribuant, sources, {})) {
    const annee = annees.get(anneeDe(a)) ?? vide()
    annees.set(anneeDe(a), annee)
    for (const c of [total, parSlug.get(a.programme.slug)!, annee]) ajouter(c, a)
    lignes += a.beneficiaires.length
    sansNumero += a.beneficiaires.filter(b => !b.siret && !b.rna).length
  }
  const p = paths.donneesOuvertes
  const chemins: Record<CodeFichier, string> = {
    subventions: p.subventions(),
    giving: p.giving(),
    laureats: p.laureats(),
    appels: p.appels(),
    catalogue: p.catalogue(),
  }
  const tailles = {} as Record<CodeFichier, number>
  for (const code of [...FICHIERS.map(f => f.code), 'catalogue' as const])
    tailles[code] = await peser(fichierOuvert(ctx, deps, etat, { code, sources, filtre: {}, chemin: chemins[code] }).ecrire())
  return {
    total,
    programmes,
    annees: [...annees].map(([annee, c]) => ({ annee, ...c })).sort((a, b) => b.annee.localeCompare(a.annee)),
    lignes,
    sansNumero,
    tailles,
  }
}
