import type { Child } from 'hono/jsx'
import { paths } from '../../../paths.ts'
import { Badge, EmptyState } from '../../../ui/blocs.tsx'
import { Taches } from '../../../ui/listes.tsx'
import { Page } from '../../../ui/page.tsx'
import type { Site } from '../../../ui/site.ts'
import { Tableau } from '../../../ui/table.tsx'
import { Echeance, Time } from '../../../ui/texte.tsx'
import { TitreAction } from '../../../ui/titres.tsx'
import type { motEtat } from '../mots.ts'

export type LigneEspace = {
  id: string
  numero: string
  titre: string
  appel: string
  structure: string
  etat: ReturnType<typeof motEtat>
  maintenant: Child
  date: { mot: string; instant: Date; echeance: boolean }
}
export type TacheEspace = { id: string; numero: string; titre: string; quoi: string; reste: string; cloture: Date; proche: boolean }
export type EspaceProps = {
  site: Site
  structures: readonly { id: string; nom: string; etat: 'active' | 'demandee' }[]
  taches: readonly TacheEspace[]
  dossiers: readonly LigneEspace[]
}

/** A porteur's home: what is to be done, by date, then every dossier of their structures. */
export const EspacePage = ({ site, structures, taches, dossiers }: EspaceProps) => (
  <Page site={site} titre="Mon espace">
    <TitreAction
      titre="Mon espace"
      action={
        structures.some(s => s.etat === 'active') && (
          <a class="fr-btn fr-btn--tertiary fr-icon-add-line fr-btn--icon-left" href={paths.appels.liste}>
            Commencer un dossier
          </a>
        )
      }
    >
      <Structures structures={structures} />
    </TitreAction>
    {taches.length > 0 && (
      <section aria-labelledby="faire" class="fr-mt-4w">
        <h2 id="faire" class="fr-h4 fr-mb-2w">
          À faire : {taches.length}
        </h2>
        <Taches taches={taches.map(tache)} />
      </section>
    )}
    {structures.some(s => s.etat === 'active') && <Dossiers dossiers={dossiers} />}
    {structures.length === 0 && <SansStructure />}
  </Page>
)

const Structures = ({ structures }: Pick<EspaceProps, 'structures'>) => (
  <ul class="fr-raw-list">
    {structures.map(s => (
      <li>
        {s.nom}
        {s.etat === 'demandee' ? ' : votre demande attend l’accord d’un membre ou du service.' : '. '}
        {s.etat === 'active' && (
          <a href={paths.structures.voir(s.id)}>
            Gérer les accès<span class="fr-sr-only"> : {s.nom}</span>
          </a>
        )}
      </li>
    ))}
  </ul>
)

const tache = (t: TacheEspace) => ({
  titre: 'Déposer votre brouillon',
  quoi: t.quoi,
  ou: `${t.titre}, ${t.numero}`,
  delai: {
    nombre: t.reste,
    precision: (
      <>
        avant le <Echeance instant={t.cloture} />
      </>
    ),
    proche: t.proche,
  },
  action: { libelle: 'Reprendre', href: paths.dossiers.voir(t.id), contexte: `${t.titre}, ${t.numero}` },
})

const Dossiers = ({ dossiers }: Pick<EspaceProps, 'dossiers'>) => (
  <section aria-labelledby="dossiers" class="fr-mt-5w">
    <h2 id="dossiers" class="fr-h4 fr-mb-2w">
      Vos dossiers : {dossiers.length}
    </h2>
    <Tableau
      legende="Dossiers de vos structures"
      legendeCachee
      lignes={dossiers}
      vide={
        <EmptyState titre="Vous n’avez pas encore de dossier.">
          <a href={paths.appels.liste}>Voir les appels ouverts</a>, puis « Commencer un dossier ».
        </EmptyState>
      }
      colonnes={[
        {
          titre: 'Dossier',
          cellule: d => (
            <>
              <a href={paths.dossiers.voir(d.id)}>{d.titre}</a>
              <br />
              <span class="gt-sous">
                {d.numero}, {d.appel}
              </span>
            </>
          ),
        },
        { titre: 'Structure', cellule: d => d.structure },
        { titre: 'État', cellule: d => <Badge ton={d.etat.ton}>{d.etat.mot}</Badge> },
        { titre: 'Et maintenant', cellule: d => d.maintenant },
        {
          titre: 'Date',
          cellule: d => (
            <>
              {d.date.mot} {d.date.echeance ? <Echeance instant={d.date.instant} /> : <Time instant={d.date.instant} />}
            </>
          ),
        },
      ]}
    />
  </section>
)

const SansStructure = () => (
  <section class="fr-mt-4w" aria-labelledby="debut">
    <h2 class="fr-h4" id="debut">
      Pour commencer
    </h2>
    <EmptyState titre="Votre compte n’est rattaché à aucune structure.">
      Un dossier appartient à une structure&nbsp;: votre commune, votre intercommunalité… Rejoignez la vôtre pour voir ses dossiers ou en
      commencer un.
    </EmptyState>
    <ul class="fr-btns-group fr-btns-group--inline-md fr-mt-2w">
      <li>
        <a class="fr-btn" href={paths.structures.rejoindre}>
          Rejoindre ma structure
        </a>
      </li>
      <li>
        <a class="fr-btn fr-btn--secondary" href={paths.appels.liste}>
          Voir les appels ouverts
        </a>
      </li>
    </ul>
  </section>
)
