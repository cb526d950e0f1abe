import type { Child } from 'hono/jsx'
import { formatHeure, formatJourCourt } from '../../../lib/dates.ts'
import { formatEuros, formatNombre, formatTaux } from '../../../lib/euros.ts'
import { Badge } from '../../../ui/blocs.tsx'
import { Declaree } from '../../../ui/declaree.tsx'
import type { Colonne } from '../../../ui/table.tsx'
import { Time } from '../../../ui/texte.tsx'
import { type MarqueClause, MarquesClauses } from '../../../ui/verdicts.tsx'
import type { EtapeSuivi, EtatInstruit } from '../../decret/index.ts'
import { motEtat } from '../cadre-instruction.view.tsx'
import { motDelai, motMotif, type Suite } from '../liste/liste.mots.ts'
import type { Tri } from '../liste/tris.ts'

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
type Tri_ = (tri: Tri) => NonNullable<Colonne<LigneBoite>['tri']>

type Vue = { instant: Date; tetes: readonly ClauseTete[]; tri: Tri_ }
/** `quand`: whether everybody sees it, or at first, or who chooses it. `titre`: of the head, when the choice of columns says more. */
type LigneColonne = Pick<Colonne<LigneBoite>, 'num' | 'class'> & {
  libelle: string
  quand: 'toujours' | 'usuelle' | 'choisie'
  titre?: string
  tri?: Tri
  sous?: (v: Vue) => Child
  cellule: (l: LigneBoite, v: Vue) => Child
}
/** One line a column, in the order of the list. What is not known leaves its cell empty: the style shows a dash. */
export const COLONNES = {
  dossier: {
    libelle: 'Dossier',
    quand: 'toujours',
    tri: 'numero',
    sous: ({ tri }) => <a href={tri('depose_le').href}>dépôt</a>,
    class: 'gt-c-num',
    cellule: l => <Numero l={l} />,
  },
  porteur: {
    libelle: 'Porteur et projet',
    quand: 'toujours',
    titre: 'Porteur',
    tri: 'porteur',
    sous: ({ tri }) => <a href={tri('titre').href}>projet</a>,
    class: 'gt-c-titre',
    cellule: l => <Projet l={l} />,
  },
  type: { libelle: 'Type de porteur', quand: 'choisie', titre: 'Type', cellule: l => l.type },
  population: { libelle: 'Population', quand: 'choisie', num: true, tri: 'population', cellule: l => nombre(l.population) },
  epci: { libelle: 'EPCI', quand: 'choisie', cellule: l => l.epci },
  departement: { libelle: 'Département', quand: 'choisie', cellule: l => l.departement },
  partenaires: { libelle: 'Partenaires', quand: 'choisie', num: true, cellule: l => formatNombre(l.partenaires) },
  priorite: { libelle: 'Priorité du porteur', quand: 'choisie', titre: 'Priorité', cellule: l => l.priorite },
  volet: { libelle: 'Volet', quand: 'usuelle', tri: 'volet', cellule: l => l.volet },
  etat: {
    libelle: 'État et suite à donner',
    quand: 'usuelle',
    titre: 'État',
    tri: 'suite',
    sous: () => 'suite à donner',
    class: 'gt-c-etat',
    cellule: l => <Etat l={l} />,
  },
  affecte: { libelle: 'Affecté à', quand: 'choisie', titre: 'Affecté', cellule: l => l.affecte ?? 'à personne' },
  echeance: {
    libelle: 'Échéance',
    quand: 'usuelle',
    tri: 'echeance',
    class: 'gt-c-ech',
    cellule: (l, { instant }) => <EcheanceLigne l={l} instant={instant} />,
  },
  recevabilite: {
    libelle: 'Recevabilité',
    quand: 'usuelle',
    sous: ({ tetes }) => <TeteMarques tetes={tetes} />,
    class: 'gt-c-pleine',
    cellule: l => <MarquesClauses marques={l.marques} />,
  },
  pieces: { libelle: 'Pièces', quand: 'usuelle', cellule: l => <Pieces manquantes={l.piecesManquantes} /> },
  etiquettes: { libelle: 'Étiquettes', quand: 'choisie', cellule: l => l.etiquettes.join(', ') },
  depose: {
    libelle: 'Déposé le',
    quand: 'choisie',
    tri: 'depose_le',
    cellule: l => <Time instant={l.deposeLe}>{formatJourCourt(l.deposeLe)}</Time>,
  },
  version: { libelle: 'Version', quand: 'choisie', num: true, cellule: l => String(l.version) },
  cout: { libelle: 'Coût global', quand: 'usuelle', num: true, tri: 'cout_global', cellule: l => montant(l.coutGlobal) },
  aide: {
    libelle: 'Aide demandée',
    quand: 'usuelle',
    num: true,
    tri: 'aide_demandee',
    sous: () => 'part du coût',
    cellule: l => <Aide l={l} />,
  },
  propose: { libelle: 'Aide proposée', quand: 'choisie', num: true, cellule: l => montant(l.aideProposee) },
} satisfies Record<string, LigneColonne>
export type CodeColonne = keyof typeof COLONNES

const CODES = Object.keys(COLONNES) as CodeColonne[]
const toujours = (c: CodeColonne) => COLONNES[c].quand === 'toujours'
export const CHOISISSABLES = CODES.filter(c => !toujours(c))
export const COLONNES_USUELLES: readonly CodeColonne[] = CODES.filter(c => COLONNES[c].quand !== 'choisie')
/** The columns that these codes ask for, in the order of the list; what is no column is left out, what everybody sees is there. */
export const colonnesParmi = (codes: readonly unknown[]): CodeColonne[] => CODES.filter(c => toujours(c) || codes.includes(c))

/** The columns that the reader has chosen; `tri` gives the link that sorts by one. */
export const colonnesDe = (codes: readonly CodeColonne[], v: Vue): Colonne<LigneBoite>[] =>
  codes.map(code => {
    const { libelle, titre = libelle, tri, sous, cellule, num, class: classe }: LigneColonne = COLONNES[code]
    return { titre, num, class: classe, tri: tri && v.tri(tri), sous: sous?.(v), cellule: l => cellule(l, v) }
  })
const nombre = (n: number | null) => n !== null && formatNombre(n)
const montant = (c: number | null) => c !== null && formatEuros(c)

const Numero = ({ l }: { l: LigneBoite }) => (
  <>
    <a href={l.href}>{l.numero}</a>
    <span class="gt-sous">
      <Time instant={l.deposeLe}>
        {formatJourCourt(l.deposeLe).slice(0, 5)} {formatHeure(l.deposeLe)}
      </Time>
    </span>
  </>
)

const Projet = ({ l }: { l: LigneBoite }) => (
  <div>
    <strong>{l.porteur}</strong>
    {l.declaree && <Declaree />}{' '}
    <span class="gt-sous gt-sous--ligne">
      {l.departement}
      {l.population !== null && `, ${formatNombre(l.population)}\u00a0hab.`}
      {l.partenaires > 0 && ` + ${l.partenaires}\u00a0partenaire${l.partenaires > 1 ? 's' : ''}`}
    </span>
    <span class="gt-ligne2">{l.titre || 'Sans titre'}</span>
    {l.etiquettes.map(e => (
      <span class="gt-etiquette">{e}</span>
    ))}
  </div>
)

const Etat = ({ l }: { l: LigneBoite }) => {
  const { mot, ton, etape } = motEtat(l)
  // nothing waits for anybody once it is closed: whose it was stands in its own column
  const a = l.suite === 'clos' ? etape : l.affecte
  return (
    <div>
      <Badge ton={ton}>{mot}</Badge> {a && <span class="gt-sous gt-sous--ligne">{a}</span>}
      {l.nonLus && (
        <a class="gt-compte" href={l.nonLus.href}>
          {l.nonLus.nombre}&nbsp;message{l.nonLus.nombre > 1 && 's'} non&nbsp;lu{l.nonLus.nombre > 1 && 's'}
        </a>
      )}
      <span class="gt-ligne2">{l.aFaire}</span>
    </div>
  )
}

const EcheanceLigne = ({ l, instant }: { l: LigneBoite; instant: Date }) => {
  if (!l.echeance) return null
  const delai = motDelai(instant, l.echeance)
  return (
    <div>
      <Time instant={l.echeance}>{formatJourCourt(l.echeance).slice(0, 5)}</Time>{' '}
      {l.echeance < instant ? <strong class="gt-retard">{delai}</strong> : delai}
      <span class="gt-sous">{motMotif(l.motif)}</span>
    </div>
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
    <div>
      <strong class="gt-manque">Manque</strong> <span class="gt-sous">{manquantes.join(', ')}</span>
    </div>
  )

const Aide = ({ l }: { l: LigneBoite }) =>
  l.aideDemandee === null ? null : (
    <div>
      <strong>{formatEuros(l.aideDemandee)}</strong>
      {!!l.coutGlobal && <span class="gt-sous">{formatTaux(l.aideDemandee / l.coutGlobal, 0)}</span>}
    </div>
  )
