import { formatEuros, formatNombre } from '../../lib/euros.ts'
import { paths } from '../../paths.ts'
import { Chiffres, EmptyState } from '../../ui/blocs.tsx'
import { Select } from '../../ui/champs.tsx'
import { Formulaire } from '../../ui/form.tsx'
import { Pagination } from '../../ui/liens.tsx'
import { Page } from '../../ui/page.tsx'
import type { Site } from '../../ui/site.ts'
import { type Colonne, Tableau } from '../../ui/table.tsx'
import { Time } from '../../ui/texte.tsx'
import { Decompte, type ResultatVerdict } from '../../ui/verdicts.tsx'

export type LigneBoite = {
  id: string
  numero: string
  titre: string
  porteur: string
  population: number | null
  departement: string
  volet: string
  coutGlobal: number
  aideDemandee: number
  deposeLe: Date
  resultats: ResultatVerdict[]
}
type Choix = { code: string; libelle: string }
export type BoiteProps = {
  site: Site
  lignes: LigneBoite[]
  totaux: { nombre: number; cout: number; aide: number }
  filtre: { volet?: string | undefined; departement?: string | undefined }
  volets: Choix[]
  departements: Choix[]
  perimetre: string
  suivants?: string | undefined
  debut?: string | undefined
}

/** The référent's first look: the filed dossiers of their perimeter, most recent first. */
export const BoitePage = (p: BoiteProps) => (
  <Page site={p.site} titre="Dossiers déposés" large skip={[{ libelle: 'Liste des dossiers', href: '#liste' }]}>
    <h1 class="fr-h3 fr-mb-1w">Dossiers déposés</h1>
    <p class="gt-sur">{p.perimetre}</p>
    <Filtres {...p} />
    <Chiffres
      chiffres={[
        { terme: 'Dossiers', valeur: formatNombre(p.totaux.nombre) },
        { terme: 'Coût global', valeur: formatEuros(p.totaux.cout) },
        { terme: 'Aide demandée', valeur: formatEuros(p.totaux.aide) },
      ]}
    />
    <div id="liste" tabindex={-1}>
      <Tableau
        legende="Dossiers déposés, les plus récents d’abord"
        legendeCachee
        colonnes={colonnes}
        lignes={p.lignes}
        dense
        vide={<Vide filtre={p.filtre} />}
      />
    </div>
    {(p.suivants || p.debut) && <Pagination position={`${formatNombre(p.totaux.nombre)} dossiers`} debut={p.debut} suivants={p.suivants} />}
  </Page>
)

const colonnes: Colonne<LigneBoite>[] = [
  {
    titre: 'Dossier',
    cellule: l => (
      <>
        <a href={paths.instruction.dossier(l.id)}>{l.numero}</a>
        <br />
        <span class="gt-fin">{l.titre}</span>
      </>
    ),
  },
  {
    titre: 'Porteur',
    cellule: l => (
      <>
        {l.porteur}
        <br />
        <span class="gt-sur">
          {l.departement}
          {l.population !== null && `, ${formatNombre(l.population)}\u00a0hab.`}
        </span>
      </>
    ),
  },
  { titre: 'Volet', cellule: l => l.volet },
  { titre: 'Coût global', num: true, cellule: l => formatEuros(l.coutGlobal) },
  { titre: 'Aide demandée', num: true, cellule: l => formatEuros(l.aideDemandee) },
  { titre: 'Reçu le', cellule: l => <Time instant={l.deposeLe} forme="instant" /> },
  {
    titre: 'Verdicts',
    cellule: l => <Decompte verdicts={l.resultats.map(resultat => ({ resultat }))} nom={`Verdicts du dossier ${l.numero}`} />,
  },
]

const Filtres = ({ filtre, volets, departements }: BoiteProps) => (
  <Formulaire action={paths.instruction.boite} method="get" class="gt-filtres">
    <Select
      name="volet"
      label="Volet"
      value={filtre.volet ?? ''}
      options={[{ value: '', label: 'Tous les volets' }, ...volets.map(v => ({ value: v.code, label: v.libelle }))]}
    />
    <Select
      name="departement"
      label="Département"
      value={filtre.departement ?? ''}
      options={[{ value: '', label: 'Tous' }, ...departements.map(d => ({ value: d.code, label: d.libelle }))]}
    />
    <button class="fr-btn fr-btn--secondary" type="submit">
      Filtrer
    </button>
  </Formulaire>
)

const Vide = ({ filtre }: Pick<BoiteProps, 'filtre'>) =>
  filtre.volet || filtre.departement ? (
    <EmptyState titre="Aucun dossier ne répond à ce filtre.">
      <a href={paths.instruction.boite}>Voir tous les dossiers</a>
    </EmptyState>
  ) : (
    <EmptyState titre="Aucun dossier déposé dans votre périmètre.">
      Les dossiers apparaissent ici dès leur dépôt. Un brouillon n’est visible que de ses auteurs.
    </EmptyState>
  )
