import { formatEuros, formatNombre, formatTaux } from '../../lib/euros.ts'
import { pluriel } from '../../lib/mots.ts'
import { paths } from '../../paths.ts'
import { Tableau } from '../../ui/table.tsx'
import { type AppelChiffre, direPression, type Groupe, type Passage, PEU, pression, tauxPremierCoup } from './comparaison.rules.ts'

const VISIBLES = 12

/** Absent communes by grouping, the most numerous first, each with what may be done of it. */
export const AbsentesTable = ({ groupes, fichier }: { groupes: readonly Groupe[]; fichier: string }) => {
  if (groupes.length === 0) return null
  const n = groupes.reduce((s, g) => s + g.absentes, 0)
  return (
    <section aria-labelledby="groupements">
      <div class="gt-bord-titre">
        <h2 id="groupements" class="fr-h4">
          Absentes, par groupement
        </h2>
        <p>
          <a href={fichier} download data-turbo="false">
            {n > 1 ? `Les ${formatNombre(n)}\u00a0communes (CSV)` : 'La commune (CSV)'}
          </a>
        </p>
      </div>
      <Lignes groupes={groupes.slice(0, VISIBLES)} fichier={fichier} legende="Communes absentes par groupement" />
      {groupes.length > VISIBLES && (
        <details class="gt-comparer-suite">
          <summary>Les {groupes.length - VISIBLES} autres groupements</summary>
          <Lignes groupes={groupes.slice(VISIBLES)} fichier={fichier} legende="Communes absentes, autres groupements" />
        </details>
      )}
    </section>
  )
}

const Lignes = ({ groupes, fichier, legende }: { groupes: readonly Groupe[]; fichier: string; legende: string }) => (
  <Tableau<Groupe>
    legende={legende}
    legendeCachee
    dense
    empile="nomme"
    lignes={groupes}
    colonnes={[
      { titre: 'Groupement', cellule: g => g.nom },
      { titre: 'Absentes', num: true, cellule: g => formatNombre(g.absentes) },
      { titre: 'Sur', num: true, cellule: g => formatNombre(g.sur) },
      { titre: 'Habitants', num: true, cellule: g => formatNombre(g.habitants) },
      { titre: 'Part absente', cellule: g => <Part part={g.absentes / g.sur} /> },
      {
        titre: 'Geste proposé',
        cellule: g => (
          <a href={`${fichier}&groupement=${g.siren || 'sans'}`} download data-turbo="false">
            {g.geste}
            <span class="fr-sr-only">&nbsp;: liste de {g.nom}</span>
          </a>
        ),
      },
    ]}
  />
)

const Part = ({ part }: { part: number }) => (
  <svg width="140" height="12" role="img" aria-label={formatTaux(part, 0)}>
    <rect x="0.5" y="0.5" width="138" height="10" class="gt-comparer-avant" />
    <rect x="0.5" y="0.5" width={Math.round(138 * part)} height="10" class="gt-comparer-part" />
  </svg>
)

/** Every call that has opened, the latest first. */
export const TousLesAppels = ({ tous, departement }: { tous: readonly AppelChiffre[]; departement: string | undefined }) => (
  <section aria-labelledby="tous" class="gt-comparer-tous">
    <h2 id="tous" class="fr-h4">
      Tous les appels du guichet
    </h2>
    <Tableau<AppelChiffre>
      legende="Chaque appel qui a ouvert, du plus récent au plus ancien"
      legendeCachee
      dense
      empile="nomme"
      lignes={tous}
      colonnes={[
        { titre: 'Appel', cellule: a => <a href={`${paths.instruction.bord}?appel=${a.slug}`}>{a.titre}</a> },
        { titre: 'Année', num: true, cellule: a => a.annee },
        { titre: 'Dossiers', num: true, cellule: a => formatNombre(a.c.deposes) },
        { titre: 'Communes', num: true, cellule: a => formatNombre(a.communes) },
        { titre: 'Demandé', num: true, cellule: a => formatEuros(a.c.demande, { centimes: false }) },
        { titre: 'Enveloppe', num: true, cellule: a => formatEuros(a.enveloppe, { centimes: false }) },
        { titre: 'Pression', num: true, cellule: a => (departement ? '–' : direPression(pression(a))) },
        {
          titre: 'Recevables du premier coup',
          num: true,
          cellule: a => {
            const t = tauxPremierCoup(a)
            return t === undefined ? (a.c.deposes === 0 ? '–' : `${a.c.premierCoup} sur ${a.c.deposes}`) : `${t}\u00a0%`
          },
        },
        { titre: 'Dépôt à lettre', num: true, cellule: a => (a.c.delai === null ? '–' : pluriel(a.c.delai, 'jour')) },
        { titre: 'Lauréats', num: true, cellule: a => formatNombre(a.c.laureats) },
        { titre: 'Accordé', num: true, cellule: a => formatEuros(a.c.accorde, { centimes: false }) },
        { titre: 'Payé', num: true, cellule: a => formatEuros(a.c.verse, { centimes: false }) },
        {
          titre: 'De l’enveloppe',
          num: true,
          cellule: a => (departement || a.enveloppe === 0 || a.c.deposes < PEU ? '–' : formatTaux(a.c.accorde / a.enveloppe, 0)),
        },
      ]}
    />
  </section>
)

/** Communes over the years: whether calls reach new ones, and lose others. Nothing to tell of one call alone. */
export const Passages = ({ passages }: { passages: readonly Passage[] }) =>
  passages.length < 2 ? null : (
    <section aria-labelledby="passages">
      <h2 id="passages" class="fr-h4">
        Communes, d’un appel à l’autre
      </h2>
      <Tableau<Passage>
        legende="Communes porteuses ou partenaires, appel par appel, du plus récent au plus ancien"
        legendeCachee
        dense
        empile="nomme"
        lignes={passages}
        colonnes={[
          { titre: 'Appel', cellule: p => p.appel.titre },
          { titre: 'Année', num: true, cellule: p => p.appel.annee },
          { titre: 'Communes', num: true, cellule: p => formatNombre(p.communes) },
          { titre: 'Première fois', num: true, cellule: p => formatNombre(p.premiere) },
          { titre: 'Revenues', num: true, cellule: p => formatNombre(p.revenues) },
          { titre: 'Venues avant, pas cette fois', num: true, cellule: p => formatNombre(p.perdues) },
        ]}
      />
      <p class="gt-source">Porteuses ou partenaires d’un dossier déposé, comptées parmi les appels de ce guichet.</p>
    </section>
  )
