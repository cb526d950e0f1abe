import { formatDateCivile } from '../../../lib/dates.ts'
import { formatEuros } from '../../../lib/euros.ts'
import { pluriel } from '../../../lib/mots.ts'
import { paths } from '../../../paths.ts'
import { EmptyState } from '../../../ui/blocs.tsx'
import { Select } from '../../../ui/champs.tsx'
import { DepartementInconnu } from '../../../ui/departement-inconnu.tsx'
import { Formulaire } from '../../../ui/form.tsx'
import { Page } from '../../../ui/page.tsx'
import { Motifs } from '../../../ui/plots/dessin.tsx'
import type { Site } from '../../../ui/site.ts'
import { Typo } from '../../../ui/texte.tsx'
import { Alertes } from './alertes.view.tsx'
import { Argent, Axes } from './argent.view.tsx'
import { ALire, Retards } from './bilans.view.tsx'
import { ecrireDemande } from './choix.ts'
import { Commandes } from './commandes.view.tsx'
import { feuillesOffertes } from './feuilles.ts'
import { Fins } from './fins.view.tsx'
import { Indicateurs } from './indicateurs.view.tsx'
import type { Portefeuille } from './lire-portefeuille.ts'
import { Periodes } from './periodes.view.tsx'
import { Projets } from './projets.view.tsx'

export type PortefeuilleProps = { site: Site; p: Portefeuille | undefined; administre: boolean }

/** The lauréats of a call, an axis or a programme: where the money stands, what asks for somebody to act, then each question with its figure. */
export const PortefeuillePage = ({ site, p, administre }: PortefeuilleProps) => (
  <Page site={site} titre="Suivi des lauréats" large skip={p && p.laureats.length > 0 ? SKIP : []}>
    <Motifs />
    <div class="gt-suivi">
      {p ? (
        <Corps p={p} administre={administre} />
      ) : (
        <>
          <h1 class="fr-h2">Suivi des lauréats</h1>
          <EmptyState titre="Aucun appel à suivre.">
            Les lauréats des appels publiés qui vous sont donnés se suivent ici dès leur notification.
          </EmptyState>
        </>
      )}
    </div>
  </Page>
)

const SKIP = [
  { libelle: 'Ce qui demande une action', href: '#alertes' },
  { libelle: 'Projet par projet', href: '#projets' },
]

const Corps = ({ p, administre }: { p: Portefeuille; administre: boolean }) => (
  <>
    <div class="gt-titre-action">
      <div class="gt-mesure">
        <h1 class="fr-h2 fr-mb-1w">Suivi des lauréats</h1>
        {p.laureats.length > 0 && <Phrase p={p} />}
      </div>
      {p.laureats.length > 0 && (
        <ul class="fr-btns-group fr-btns-group--inline-md fr-btns-group--icon-left gt-suivi__sorties">
          {p.instruit && (
            <li>
              <a class="fr-btn fr-btn--secondary fr-icon-upload-line" href={paths.suivi.scans}>
                Déposer des scans signés
              </a>
            </li>
          )}
          <li>
            <a class="fr-btn fr-icon-file-pdf-line" href={ecrireDemande(paths.suivi.rapport, p.demande)} data-turbo="false">
              Rapport à imprimer
            </a>
          </li>
        </ul>
      )}
    </div>
    <Choix p={p} />
    <DepartementInconnu inconnu={p.departementInconnu} />
    {p.laureats.length === 0 ? (
      <EmptyState titre="Aucun lauréat à suivre ici.">
        Un lauréat entre au suivi le jour où sa lettre part. Son premier bilan est dû à la fin de la période en cours.
      </EmptyState>
    ) : (
      <Sections p={p} administre={administre} />
    )}
  </>
)

const Phrase = ({ p }: { p: Portefeuille }) => {
  const { consomme, prevu } = p.argent
  const ecart = consomme - prevu
  const manquants = p.lignes.filter(l => l.inconnu).length
  return (
    <p class="fr-text--lead fr-mb-0">
      Au <Typo texte={formatDateCivile(p.au)} />, {p.laureats.length > 1 ? 'les projets ont' : 'le projet a'} consommé{' '}
      <b>{formatEuros(consomme)}</b>
      {ecart === 0 ? (
        ', comme prévu'
      ) : (
        <>
          , soit <b>{formatEuros(Math.abs(ecart))}</b> de {ecart < 0 ? 'moins' : 'plus'} que prévu
        </>
      )}
      {manquants > 0
        ? `\u202f; ${manquants > 1 ? `${pluriel(manquants, 'projet')} n’ont pas dit où ils en sont` : 'un projet n’a pas dit où il en est'}.`
        : '.'}
    </p>
  )
}

const Choix = ({ p }: { p: Portefeuille }) => (
  <Formulaire action={paths.suivi.portefeuille} method="get" class="gt-filtres gt-suivi__choix">
    {p.ensembles.length > 1 && (
      <Select
        name="perimetre"
        label="Périmètre"
        vide={null}
        value={p.ensemble.code}
        options={p.ensembles.map(e => ({ value: e.code, label: e.libelle }))}
      />
    )}
    <Select
      name="departement"
      label="Territoire"
      vide={null}
      value={p.departement ?? ''}
      options={[{ value: '', label: 'Tout ce que vous suivez' }, ...p.departements]}
    />
    <Select name="au" label="Arrêté au" vide={null} value={p.au} options={p.arretes} />
    <button class="fr-btn fr-btn--secondary" type="submit">
      Afficher
    </button>
  </Formulaire>
)

const Sections = ({ p, administre }: { p: Portefeuille; administre: boolean }) => (
  <>
    <Argent p={p} />
    {p.ensemble.genre !== 'appel' && <Axes p={p} />}
    {p.instruit && <Alertes p={p} administre={administre} />}
    <Periodes p={p} />
    {p.instruit && (
      <div class="gt-suivi__deux">
        <Retards p={p} />
        <ALire p={p} />
      </div>
    )}
    {p.instruit && <Fins p={p} />}
    <Commandes p={p} />
    <Indicateurs p={p} />
    {p.instruit && <Projets p={p} />}
    <Feuilles p={p} />
  </>
)

/** The same figures, to take away. Without names for whoever reads figures alone. */
const Feuilles = ({ p }: { p: Portefeuille }) => (
  <section aria-labelledby="feuilles">
    <h2 class="fr-h4" id="feuilles">
      Reprendre ces chiffres
    </h2>
    <ul class="gt-suivi__feuilles">
      {feuillesOffertes(p).map(({ code, nom }) => (
        <li>
          {nom}&nbsp;:{' '}
          {['ods', 'xlsx', 'csv'].map(f => (
            <a class="fr-link fr-link--sm" href={ecrireDemande(paths.suivi.feuille(code, f), p.demande)} data-turbo="false">
              <span class="fr-sr-only">{nom}, </span>
              {f.toUpperCase()}
            </a>
          ))}
        </li>
      ))}
    </ul>
  </section>
)
