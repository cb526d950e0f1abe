import { formatEuros } from '../../../lib/euros.ts'
import { paths } from '../../../paths.ts'
import { EmptyState, Source } from '../../../ui/blocs.tsx'
import { Formulaire } from '../../../ui/form.tsx'
import { DownloadLink } from '../../../ui/liens.tsx'
import { Page } from '../../../ui/page.tsx'
import { Part } from '../../../ui/part.tsx'
import { Motifs } from '../../../ui/plots/dessin.tsx'
import type { Site } from '../../../ui/site.ts'
import { Tableau } from '../../../ui/table.tsx'
import { motProjets } from '../../laureats/index.ts'
import type { ArgentProps } from './argent.donnees.ts'
import { partDe } from './argent.mots.ts'
import { EntreprisesPayees, PorteursAides } from './argent-noms.view.tsx'
import { Chercher, Resultats } from './chercher.view.tsx'
import { DessinDuFlux } from './flux.view.tsx'

const somme = (ns: readonly number[]) => ns.reduce((s, n) => s + n, 0)

/** Where the money goes, over all calls and years: from the envelope to the companies, with each name's page. */
export const ArgentPage = (p: ArgentProps) => (
  <Page
    site={p.site}
    titre="Suivre l’argent"
    description={phrase(p)}
    ariane={[{ libelle: 'Accueil', href: paths.accueil }, { libelle: 'Suivre l’argent' }]}
    skip={[{ libelle: 'Tous les appels', href: '#appels' }]}
  >
    <Motifs />
    <h1 class="fr-h2 fr-mb-1w">Suivre l’argent</h1>
    <p class="fr-text--lead fr-mb-2w">{phrase(p)}</p>
    <Chercher {...p} />
    {p.trouves && <Resultats q={p.q} {...p.trouves} />}
    <Figure {...p} />
    <TousLesAppels {...p} />
    <div class="gt-projet__deux">
      <EntreprisesPayees {...p} />
      <PorteursAides {...p} />
    </div>
    <Source>
      Sources&nbsp;: les décisions notifiées, les paiements constatés et les bilans acceptés par le service. Licence Ouverte 2.0.{' '}
      <a href={paths.donneesOuvertes.commandes()} download>
        Télécharger les commandes (CSV)
      </a>
      , <a href={paths.donneesOuvertes.accueil}>toutes les données</a>
    </Source>
  </Page>
)

/** Before anything is told. */
export const ArgentVidePage = ({ site }: { site: Site }) => (
  <Page site={site} titre="Suivre l’argent" ariane={[{ libelle: 'Accueil', href: paths.accueil }, { libelle: 'Suivre l’argent' }]}>
    <h1 class="fr-mb-3w">Suivre l’argent</h1>
    <EmptyState titre="Aucune aide n’est encore publiée.">
      Chaque aide paraît ici une fois la décision notifiée, puis ce qui en est dépensé.{' '}
      <a href={paths.appels.liste}>Lire les appels à projets</a>
    </EmptyState>
  </Page>
)

function phrase({ depuis, appels }: ArgentProps) {
  const projets = somme(appels.map(a => a.projets))
  return `Depuis ${depuis}, l’État a accordé ${formatEuros(somme(appels.map(a => a.accorde)))} à ${motProjets(projets)}. ${formatEuros(
    somme(appels.map(a => a.depense)),
  )} sont déjà dépensés.`
}

const Figure = (p: ArgentProps) => (
  <section aria-labelledby="flux" class="fr-mb-6w">
    <h2 class="fr-h4 fr-mb-1w" id="flux">
      De l’enveloppe aux entreprises
    </h2>
    <ChoixAppel {...p} />
    <p class="gt-sous">{p.choisi.titre}. La taille des barres suit le montant.</p>
    <Programme {...p} />
    <DessinDuFlux flux={p.flux} />
    {p.depense > 0 && !p.forfait && (
      <p>
        <b>
          {partDe(p.ici, p.depense)} de l’argent dépensé a payé des entreprises d’ici ({p.territoire}).
        </b>{' '}
        Le siège de l’entreprise compte, pas le lieu de la prestation. L’État n’a pas choisi l’entreprise.
      </p>
    )}
    {p.forfait && <p>Cet appel ne demande pas les commandes dans ses bilans&nbsp;: la figure s’arrête aux projets.</p>}
    <details class="gt-projet__pli">
      <summary>La figure en tableau</summary>
      <Tableau
        legende={`De l’enveloppe aux entreprises, ${p.choisi.titre}`}
        dense
        lignes={p.flux.etages.flatMap(e => e.barres.map(b => ({ etage: e.titre, ...b })))}
        tete={1}
        colonnes={[
          { titre: 'Étage', cellule: l => l.etage },
          { titre: 'Quoi', cellule: l => l.nom },
          { titre: 'Montant', cellule: l => formatEuros(l.montant), num: true },
        ]}
      />
      <DownloadLink href={`${paths.argent.flux}?${new URLSearchParams({ appel: p.choisi.slug, annee: p.annee })}`} format="CSV">
        Les bandes de la figure
      </DownloadLink>
    </details>
  </section>
)

/** A ruler at its own scale: what the call has, of what its programme has in the whole country. */
const Programme = ({ programme, choisi }: ArgentProps) =>
  programme && (
    <div class="gt-programme">
      <p class="gt-sous">
        {programme.nom}, en France&nbsp;: <b>{formatEuros(programme.montant)}</b>. Cet appel en a{' '}
        {partDe(choisi.montant, programme.montant)}, le trait plein à gauche.
      </p>
      <Part part={choisi.montant / programme.montant} hauteur={18} />
    </div>
  )

const ChoixAppel = ({ appels, choisi, annees, annee }: ArgentProps) =>
  appels.length < 2 && annees.length < 2 ? null : (
    <Formulaire action={`${paths.argent.accueil}#flux`} method="get" sansTurbo class="gt-filtres">
      <div class="gt-champ">
        <label class="fr-label" for="appel">
          Appel
        </label>
        <select class="fr-select" id="appel" name="appel">
          {appels.map(a => (
            <option value={a.slug} selected={a.slug === choisi.slug}>
              {a.titre}
            </option>
          ))}
        </select>
      </div>
      {annees.length > 1 && (
        <div class="gt-champ">
          <label class="fr-label" for="annee">
            Année
          </label>
          <select class="fr-select" id="annee" name="annee">
            <option value="">Toutes</option>
            {annees.map(a => (
              <option value={a} selected={a === annee}>
                {a}
              </option>
            ))}
          </select>
        </div>
      )}
      <button class="fr-btn fr-btn--secondary" type="submit">
        Voir
      </button>
    </Formulaire>
  )

const TousLesAppels = ({ appels }: ArgentProps) => (
  <section aria-labelledby="appels" class="fr-mb-6w">
    <h2 class="fr-h4" id="appels" tabindex={-1}>
      Tous les appels
    </h2>
    <Tableau
      legende="Chaque appel, ce qu’il avait à donner, ce qui est accordé et dépensé"
      legendeCachee
      dense
      lignes={appels}
      colonnes={[
        { titre: 'Appel', cellule: a => <a href={paths.projetsAides({ appel: a.slug })}>{a.titre}</a> },
        { titre: 'Année', cellule: a => a.annees },
        { titre: 'Enveloppe', cellule: a => formatEuros(a.montant), num: true },
        { titre: 'Projets', cellule: a => a.projets, num: true },
        { titre: 'Accordé', cellule: a => formatEuros(a.accorde), num: true },
        { titre: 'Dépensé', cellule: a => formatEuros(a.depense), num: true },
        {
          titre: 'Part dépensée',
          cellule: a => (
            <span class="gt-part-dite">
              <Part part={a.depense / Math.max(1, a.accorde)} hauteur={10} />
              {partDe(a.depense, a.accorde)}
            </span>
          ),
        },
      ]}
      pied={[
        'Total',
        '',
        formatEuros(somme(appels.map(a => a.montant))),
        String(somme(appels.map(a => a.projets))),
        formatEuros(somme(appels.map(a => a.accorde))),
        formatEuros(somme(appels.map(a => a.depense))),
        partDe(somme(appels.map(a => a.depense)), somme(appels.map(a => a.accorde))),
      ]}
    />
  </section>
)
