import type { Child } from 'hono/jsx'
import { formatJourCourt } from '../../../lib/dates.ts'
import { formatEuros, formatNombre, formatTaux } from '../../../lib/euros.ts'
import { pluriel } from '../../../lib/mots.ts'
import { Badge } from '../../../ui/blocs.tsx'
import { Declaree } from '../../../ui/declaree.tsx'
import type { Colonne } from '../../../ui/table.tsx'
import { Time } from '../../../ui/texte.tsx'
import { type MarqueClause, MarqueQuiDemande, MarquesClauses } from '../../../ui/verdicts.tsx'
import type { EtapeSuivi, EtatInstruit } from '../../decret/index.ts'
import { motEtat } from '../cadre-instruction.view.tsx'
import { motDelai, motMotif, type Suite } from '../liste/liste.mots.ts'
import type { Tri } from '../liste/tris.ts'
import type { SuiteVue } from './suite.ts'

export type LigneBoite = {
  /** Its page, from this list. */
  id: string
  href: string
  numero: string
  titre: string
  porteur: string
  declaree: boolean
  type: string
  population: number | null
  epci: string | null
  version: number
  aideProposee: number | null
  partenaires: number
  /** « 1 sur 2 » of its porteur's, where the order may be read. */
  priorite: string | undefined
  /** Its call has no comité. */
  sansComite: boolean
  departement: string
  volet: string
  coutGlobal: number | null
  aideDemandee: number | null
  deposeLe: Date
  etat: EtatInstruit
  suite: Suite
  etape: EtapeSuivi | null
  aFaire: string
  affecte: string | undefined
  etiquettes: readonly string[]
  /** Messages of the project that the reader has not read. */
  nonLus: { nombre: number; href: string } | undefined
  echeance: Date | null
  motif: string | null
  /** One a clause of the head of the column; nothing where the dossier has no rule of it. */
  marques: readonly (MarqueClause | undefined)[]
  piecesManquantes: readonly string[]
}
/** A clause that a column of marks stands for, and the rules that it gathers. */
export type ClauseTete = { clause: string; court: string; regles: readonly string[]; ids: readonly string[] }
/** The row of a dossier in the list, with what is next for it. */
export type LigneFile = LigneBoite & { ensuite: SuiteVue }
type Tri_ = (tri: Tri) => NonNullable<Colonne<LigneFile>['tri']>

type Vue = { instant: Date; tetes: readonly ClauseTete[]; tri: Tri_ }
/** `quand`: whether everybody sees it, or who chooses it. `titre`: of the head, when the choice of columns says more; `suite`: what the second line of its cells holds. */
type LigneColonne = Pick<Colonne<LigneFile>, 'num' | 'class'> & {
  libelle: string
  quand: 'toujours' | 'choisie'
  titre?: string
  suite?: string
  tri?: Tri
  sous?: (v: Vue) => Child
  cellule: (l: LigneFile, v: Vue) => Child
}
/** One line a column, in the order of the list: a cell is one line or two, never three. What is not known leaves its cell empty. */
export const COLONNES = {
  echeance: {
    libelle: 'Échéance',
    quand: 'toujours',
    tri: 'echeance',
    class: 'gt-f-ech',
    cellule: (l, { instant }) => <EcheanceLigne l={l} instant={instant} />,
  },
  dossier: { libelle: 'Dossier', quand: 'toujours', tri: 'numero', class: 'gt-f-num', cellule: l => <Numero l={l} /> },
  porteur: {
    libelle: 'Porteur et projet',
    quand: 'toujours',
    titre: 'Porteur',
    suite: ', projet',
    tri: 'porteur',
    class: 'gt-f-titre',
    cellule: l => <Projet l={l} />,
  },
  type: { libelle: 'Type de porteur', quand: 'choisie', titre: 'Type', cellule: l => l.type },
  population: { libelle: 'Population', quand: 'choisie', num: true, tri: 'population', cellule: l => nombre(l.population) },
  epci: { libelle: 'EPCI', quand: 'choisie', cellule: l => l.epci },
  departement: { libelle: 'Département', quand: 'choisie', cellule: l => l.departement },
  partenaires: { libelle: 'Partenaires', quand: 'choisie', num: true, cellule: l => formatNombre(l.partenaires) },
  priorite: { libelle: 'Priorité du porteur', quand: 'choisie', titre: 'Priorité', cellule: l => l.priorite },
  volet: { libelle: 'Volet', quand: 'choisie', tri: 'volet', cellule: l => l.volet },
  etat: { libelle: 'État', quand: 'choisie', cellule: l => <Etat l={l} /> },
  affecte: { libelle: 'Affecté à', quand: 'choisie', titre: 'Affecté', cellule: l => l.affecte ?? 'à personne' },
  recevabilite: {
    libelle: 'Recevabilité',
    quand: 'choisie',
    sous: ({ tetes }) => <TeteMarques tetes={tetes} />,
    class: 'gt-f-marques',
    cellule: l => <MarquesClauses marques={l.marques} />,
  },
  pieces: { libelle: 'Pièces', quand: 'choisie', cellule: l => <Pieces manquantes={l.piecesManquantes} /> },
  etiquettes: { libelle: 'Étiquettes', quand: 'choisie', cellule: l => l.etiquettes.join(', ') },
  depose: {
    libelle: 'Déposé le',
    quand: 'choisie',
    tri: 'depose_le',
    cellule: l => <Time instant={l.deposeLe}>{formatJourCourt(l.deposeLe)}</Time>,
  },
  version: { libelle: 'Version', quand: 'choisie', num: true, cellule: l => String(l.version) },
  cout: { libelle: 'Coût global', quand: 'choisie', num: true, tri: 'cout_global', cellule: l => montant(l.coutGlobal) },
  propose: { libelle: 'Aide proposée', quand: 'choisie', num: true, cellule: l => montant(l.aideProposee) },
  suite: {
    libelle: 'Suite à donner, pourquoi',
    quand: 'toujours',
    titre: 'Suite à donner',
    suite: ', pourquoi',
    tri: 'suite',
    class: 'gt-f-suite',
    cellule: l => <Ensuite l={l} />,
  },
  aide: {
    libelle: 'Aide demandée',
    quand: 'toujours',
    titre: 'Aide',
    num: true,
    tri: 'aide_demandee',
    class: 'gt-f-aide',
    cellule: l => <Aide l={l} />,
  },
} satisfies Record<string, LigneColonne>
export type CodeColonne = keyof typeof COLONNES

const CODES = Object.keys(COLONNES) as CodeColonne[]
const toujours = (c: CodeColonne) => COLONNES[c].quand === 'toujours'
export const CHOISISSABLES = CODES.filter(c => !toujours(c))
export const COLONNES_USUELLES: readonly CodeColonne[] = CODES.filter(toujours)
/** The columns that these codes ask for, in the order of the list; what is no column is left out, what everybody sees is there. */
export const colonnesParmi = (codes: readonly unknown[]): CodeColonne[] => CODES.filter(c => toujours(c) || codes.includes(c))

export type ColonneFile = Colonne<LigneFile> & { code: CodeColonne; suite: string | undefined }
/** The columns that the reader has chosen; `tri` gives the link that sorts by one. */
export const colonnesDe = (codes: readonly CodeColonne[], v: Vue): ColonneFile[] =>
  codes.map(code => {
    const { libelle, titre = libelle, suite, tri, sous, cellule, num, class: classe }: LigneColonne = COLONNES[code]
    return { code, titre, suite, num, class: classe, tri: tri && v.tri(tri), sous: sous?.(v), cellule: l => cellule(l, v) }
  })
const nombre = (n: number | null) => n !== null && formatNombre(n)
const montant = (c: number | null) => c !== null && formatEuros(c)

const Numero = ({ l }: { l: LigneFile }) => (
  <>
    <a href={l.href}>{l.numero}</a>
    {l.nonLus ? (
      <a class="gt-f-lu" href={l.nonLus.href}>
        {pluriel(l.nonLus.nombre, 'message')}
        <span class="fr-sr-only"> non lu{l.nonLus.nombre > 1 && 's'}</span>
      </a>
    ) : (
      <span>{l.volet === '–' ? 'sans volet' : `volet\u00a0${l.volet}`}</span>
    )}
  </>
)

const Projet = ({ l }: { l: LigneFile }) => (
  <>
    <strong>{l.porteur}</strong>
    {l.declaree && <Declaree />}
    {l.etiquettes.map(e => (
      <span class="gt-etiquette">{e}</span>
    ))}
    <span title={l.titre}>{l.titre || 'Sans titre'}</span>
  </>
)

/** What is done next, and the one thing that asks for it. */
const Ensuite = ({ l: { ensuite: s, numero } }: { l: LigneFile }) => (
  <>
    {s.href ? (
      <a href={s.href} class="gt-f-acte" title={s.libelle}>
        {s.libelle}
        <span class="fr-sr-only">&nbsp;: {numero}</span>
      </a>
    ) : (
      <b>{s.libelle}</b>
    )}
    <span title={s.pourquoi}>
      {s.verdict && (
        <>
          <MarqueQuiDemande {...s.verdict} />{' '}
        </>
      )}
      {s.pourquoi}
    </span>
  </>
)

const Etat = ({ l }: { l: LigneFile }) => {
  const { mot, ton, etape } = motEtat(l)
  return (
    <>
      <Badge ton={ton}>{mot}</Badge>
      {etape && <span>{etape}</span>}
    </>
  )
}

const EcheanceLigne = ({ l, instant }: { l: LigneFile; instant: Date }) => {
  if (!l.echeance) return null
  const delai = motDelai(instant, l.echeance)
  return (
    <>
      <Time instant={l.echeance}>{formatJourCourt(l.echeance).slice(0, 5)}</Time>
      <span title={motMotif(l.motif)}>{l.echeance < instant ? <strong class="gt-retard">{delai}</strong> : delai}</span>
    </>
  )
}

const TeteMarques = ({ tetes }: { tetes: readonly ClauseTete[] }) => (
  <span class="gt-marques gt-marques--tete" aria-hidden="true">
    {tetes.map(t => (
      <span>{t.court}</span>
    ))}
  </span>
)

const Pieces = ({ manquantes }: { manquantes: readonly string[] }) =>
  manquantes.length === 0 ? (
    <>Complet</>
  ) : (
    <>
      <strong class="gt-manque">Manque</strong>
      <span title={manquantes.join(', ')}>{manquantes.join(', ')}</span>
    </>
  )

const Aide = ({ l }: { l: LigneFile }) =>
  l.aideDemandee === null ? null : (
    <>
      <strong>{formatEuros(l.aideDemandee)}</strong>
      {!!l.coutGlobal && <span>{formatTaux(l.aideDemandee / l.coutGlobal, 0)}</span>}
    </>
  )
