import { formatHeure, formatJourCourt } from '../../../lib/dates.ts'
import { formatEuros, formatNombre, formatTaux } from '../../../lib/euros.ts'
import { Badge } from '../../../ui/blocs.tsx'
import type { Colonne } from '../../../ui/table.tsx'
import { Time } from '../../../ui/texte.tsx'
import { type MarqueClause, MarquesClauses } from '../../../ui/verdicts.tsx'
import type { EtapeSuivi } from '../../decret/index.ts'
import type { EtatInstruit } from '../../service/index.ts'
import { motEtat } from '../dossier/cadre-instruction.view.tsx'
import type { CodeColonne } from './colonnes.ts'
import type { Suite, Tri } from './filtres.ts'
import { motDelai, motMotif } from './mots.ts'

export type LigneBoite = {
  /** Its page, from this list. */
  id: string
  href: string
  numero: string
  titre: string
  porteur: string
  type: string
  population: number | null
  epci: string | null
  version: number
  aideProposee: number | null
  partenaires: number
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

/** The columns that the reader has chosen; `tri` gives the link that sorts by one. What is not known leaves its cell empty: the style shows a dash. */
export function colonnesDe(codes: readonly CodeColonne[], instant: Date, tetes: readonly ClauseTete[], tri: Tri_): Colonne<LigneBoite>[] {
  const toutes: Record<CodeColonne, Colonne<LigneBoite>> = {
    dossier: {
      titre: 'Dossier',
      tri: tri('numero'),
      sous: <a href={tri('depose_le').href}>dépôt</a>,
      class: 'gt-c-num',
      cellule: l => <Numero l={l} />,
    },
    porteur: {
      titre: 'Porteur',
      tri: tri('porteur'),
      sous: <a href={tri('titre').href}>projet</a>,
      class: 'gt-c-titre',
      cellule: l => <Projet l={l} />,
    },
    type: { titre: 'Type', cellule: l => l.type },
    population: {
      titre: 'Population',
      num: true,
      tri: tri('population'),
      cellule: l => l.population !== null && formatNombre(l.population),
    },
    epci: { titre: 'EPCI', cellule: l => l.epci },
    departement: { titre: 'Département', cellule: l => l.departement },
    partenaires: { titre: 'Partenaires', num: true, cellule: l => formatNombre(l.partenaires) },
    volet: { titre: 'Volet', tri: tri('volet'), cellule: l => l.volet },
    etat: { titre: 'État', tri: tri('suite'), sous: 'suite à donner', class: 'gt-c-etat', cellule: l => <Etat l={l} /> },
    affecte: { titre: 'Affecté', cellule: l => l.affecte ?? 'à personne' },
    echeance: { titre: 'Échéance', tri: tri('echeance'), class: 'gt-c-ech', cellule: l => <EcheanceLigne l={l} instant={instant} /> },
    recevabilite: {
      titre: 'Recevabilité',
      sous: <TeteMarques tetes={tetes} />,
      class: 'gt-c-pleine',
      cellule: l => <MarquesClauses marques={l.marques} />,
    },
    pieces: { titre: 'Pièces', cellule: l => <Pieces manquantes={l.piecesManquantes} /> },
    etiquettes: { titre: 'Étiquettes', cellule: l => l.etiquettes.join(', ') },
    depose: { titre: 'Déposé le', tri: tri('depose_le'), cellule: l => <Time instant={l.deposeLe}>{formatJourCourt(l.deposeLe)}</Time> },
    version: { titre: 'Version', num: true, cellule: l => String(l.version) },
    cout: { titre: 'Coût global', num: true, tri: tri('cout_global'), cellule: l => montant(l.coutGlobal) },
    aide: { titre: 'Aide demandée', num: true, tri: tri('aide_demandee'), sous: 'part du coût', cellule: l => <Aide l={l} /> },
    propose: { titre: 'Aide proposée', num: true, cellule: l => montant(l.aideProposee) },
  }
  return codes.map(c => toutes[c])
}
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
    <strong>{l.porteur}</strong>{' '}
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
