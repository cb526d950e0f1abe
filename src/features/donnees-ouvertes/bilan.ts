import { type Contexte, enTransaction } from '../../contexte.ts'
import type { Deps } from '../../http.ts'
import type { Centimes } from '../../lib/euros.ts'
import { paths } from '../../paths.ts'
import { bilanListe } from '../projets-passes/index.ts'
import type { Programme } from './aide.ts'
import { type CodeFichier, fichierOuvert, mesurerJeu } from './fichiers.ts'
import { peser } from './servir.ts'
import { lireAides, programmeDAppel, programmeDeListe, type Sources } from './sources.ts'
import { nomme } from './subventions.ts'

/** What a part of the data holds, and when its last aid became public. Amount in cents; an aid counts once, whatever the number of its beneficiaries. */
export type Compte = { aides: number; montant: Centimes; publieeLe: Date | null }
export type Bilan = {
  total: Compte
  programmes: (Programme & Compte)[]
  annees: ({ annee: string } & Compte)[]
  /** Rows of subventions.csv, and those that do not name their beneficiary by a number that the schema takes. */
  lignes: number
  sansNumero: number
  /** Beneficiaries of calls that have no SIREN yet: they have no row until then. */
  enAttente: number
  /** Aids whose source does not say the day. */
  sansDate: number
  /** Bytes of each file; none where weighing would mean writing much to show a page. */
  tailles: Partial<Record<CodeFichier, number>>
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
  const ajouter = (c: Compte, { aides = 1, montant, publieeLe }: { aides?: number; montant: Centimes; publieeLe: Date }) => {
    c.aides += aides
    c.montant += montant
    if (!c.publieeLe || publieeLe > c.publieeLe) c.publieeLe = publieeLe
  }
  const total = vide()
  const programmes = [...sources.appels.map(programmeDAppel), ...sources.listes.map(programmeDeListe)].map(p => ({ ...p, ...vide() }))
  const parSlug = new Map(programmes.map(p => [p.slug, p]))
  const annees = new Map<string, Compte>()
  let lignes = 0
  let sansNumero = 0
  let enAttente = 0
  let sansDate = 0
  const compterPour = (slug: string, an: string, quoi: Parameters<typeof ajouter>[1]) => {
    const annee = annees.get(an) ?? vide()
    annees.set(an, annee)
    for (const c of [total, parSlug.get(slug)!, annee]) ajouter(c, quoi)
  }
  for await (const a of lireAides(ctx, deps.config.guichet.attribuant, { appels: sources.appels, listes: [] }, {})) {
    compterPour(a.programme.slug, a.annee, a)
    const nommes = a.beneficiaires.filter(b => nomme(a, b))
    enAttente += a.beneficiaires.length - nommes.length
    lignes += nommes.length
    sansNumero += nommes.filter(b => !b.siret && !b.rna).length
  }
  // a national list holds tens of thousands of lines: the database counts them
  for (const l of sources.listes)
    for (const an of await enTransaction(ctx, tx => bilanListe(tx, ctx.guichetId, l.id))) {
      compterPour(l.slug, an.annee, { aides: an.aides, montant: an.montant, publieeLe: l.importeeLe })
      lignes += an.aides
      sansNumero += an.sansNumero
      sansDate += an.sansDate
    }
  const { fichiers } = await mesurerJeu(ctx, deps, etat, { sources, filtre: {} })
  const catalogue = { code: 'catalogue' as const, sources, filtre: {}, chemin: paths.donneesOuvertes.catalogue() }
  const tailles: Bilan['tailles'] = { catalogue: (await peser(fichierOuvert(ctx, deps, etat, catalogue).ecrire())).octets }
  for (const [code, m] of Object.entries(fichiers)) tailles[code as CodeFichier] = m.octets
  return {
    total,
    programmes,
    annees: [...annees].map(([annee, c]) => ({ annee, ...c })).sort((a, b) => b.annee.localeCompare(a.annee)),
    lignes,
    sansNumero,
    enAttente,
    sansDate,
    tailles,
  }
}
