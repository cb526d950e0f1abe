import { formatJour } from '../../../lib/dates.ts'
import { formatEuros } from '../../../lib/euros.ts'
import { pluriel } from '../../../lib/mots.ts'
import { paths } from '../../../paths.ts'
import { Alert } from '../../../ui/blocs.tsx'
import { Page } from '../../../ui/page.tsx'
import type { Site } from '../../../ui/site.ts'
import { Tableau } from '../../../ui/table.tsx'
import { Typo } from '../../../ui/texte.tsx'
import { MOTS_SENS } from '../../decisions/index.ts'
import { type AvisRendu, direVotes, type ErreursAvis, MOTS_AVIS } from '../../instances/index.ts'
import type { CadreSeance } from '../cadre.view.tsx'
import { DossierAvis, type DossierAvise } from './dossier-avis.view.tsx'
import type { HorsAvis } from './hors-avis.queries.ts'

type Ligne = {
  id: string
  numero: string
  titre: string
  porteur: string
  /** Cents; nothing to whoever is in conflict on it. */
  propose: number | undefined
  rendu: AvisRendu | undefined
  courant: boolean
  deporte: boolean
}
export type SeanceAvisVue = {
  cadre: CadreSeance
  estampille: string
  /** What the call says of the body: « Elle donne un avis, elle ne décide pas. » */
  texte: string | undefined
  presents: number
  /** How many gave a power to one of them. */
  pouvoirs: number
  membres: number
  quorum: { comptes: number; quorum: number; atteint: boolean }
  rendus: number
  agenda: readonly Ligne[]
  /** `deporte`: the reader is in conflict on the dossier in debate, and reads nothing of it. */
  dossier: DossierAvise | { deporte: true; rang: number } | undefined
  procesVerbal: string | undefined
  /** Opinions that the authority has not followed since. */
  horsAvis: readonly HorsAvis[]
}
type Props = { site: Site; vue: SeanceAvisVue; errors: ErreursAvis; avis?: string | undefined; perdu?: string | undefined }

/** The séance of a body that gives opinions: who is there, what it has said of each dossier, the one in debate. */
export const SeanceAvisPage = ({ site, vue: v, errors, avis, perdu }: Props) => (
  <Page
    site={site}
    titre={`${v.cadre.instance ?? 'Avis'}, ${enDebat(v.dossier)}, séance du ${formatJour(v.cadre.tenueLe)}`}
    large
    erreur={Object.keys(errors).length > 0 || avis !== undefined}
    skip={[
      { libelle: 'Ordre du jour', href: '#ordre' },
      { libelle: 'Avis à rendre', href: '#dossier' },
    ]}
  >
    <div
      class="gt-salle"
      data-controller="salle"
      data-salle-url-value={paths.comite.direct(v.cadre.id)}
      data-salle-estampille-value={v.estampille}
    >
      <Tete v={v} />
      <div hidden data-salle-target="change">
        <Alert ton="info" petit>
          <p>
            La séance a changé pendant votre saisie. <a href={paths.comite.salle(v.cadre.id)}>Relire la séance</a>
          </p>
        </Alert>
      </div>
      {avis && (
        <Alert ton="warning" petit reponse>
          <p>{avis}</p>
          {perdu && (
            <>
              <p>Vous aviez écrit&nbsp;:</p>
              <blockquote class="gt-pv__texte">{perdu}</blockquote>
            </>
          )}
        </Alert>
      )}
      <div class="gt-avis__deux">
        <Agenda v={v} />
        <section aria-labelledby="dossier" class="gt-avis__cadre">
          <EnDebat v={v} errors={errors} />
        </section>
      </div>
      <NonSuivis lignes={v.horsAvis} />
    </div>
  </Page>
)

/** What tells the tabs of one séance apart; somebody in conflict reads no name there either. */
const enDebat = (d: SeanceAvisVue['dossier']) =>
  !d ? 'tous les avis rendus' : 'deporte' in d ? `dossier ${d.rang} de l’ordre du jour` : `${d.numero} ${d.porteur}`

const Tete = ({ v }: { v: SeanceAvisVue }) => {
  const { quorum: q } = v
  const n = v.agenda.length
  return (
    <div class="gt-salle__tete">
      <div>
        <p class="gt-sous fr-mb-0">
          {v.cadre.appel} · {v.cadre.instance}
          {v.texte && (
            <>
              {' '}
              · <Typo texte={v.texte} />
            </>
          )}
        </p>
        <h1 class="fr-h3 fr-mb-0">
          <Typo texte={`Séance du ${formatJour(v.cadre.tenueLe)}`} />
        </h1>
        <p>
          <strong>
            {pluriel(v.presents, 'membre présent', 'membres présents')} sur {v.membres}
            {v.pouvoirs > 0 && `, ${pluriel(v.pouvoirs, 'pouvoir')}`}, quorum {q.quorum} {q.atteint ? 'atteint' : 'non atteint'}.
          </strong>{' '}
          {pluriel(v.rendus, 'avis rendu', 'avis rendus')} sur {n}
          {v.dossier && v.rendus < n && v.cadre.etat === 'ouverte' ? ', un dossier en discussion' : ''}.
        </p>
      </div>
      <div class="gt-sous" data-salle-target="etat"></div>
      <p class="fr-sr-only" role="status" data-salle-target="annonce"></p>
      <p class="fr-mb-0">
        <a class="fr-link" href={paths.comite.seance(v.cadre.id)}>
          Membres et intérêts
        </a>
      </p>
    </div>
  )
}

const Agenda = ({ v }: { v: SeanceAvisVue }) => (
  <section aria-labelledby="ordre">
    <h2 class="fr-h5" id="ordre" tabindex={-1}>
      Ordre du jour, {pluriel(v.agenda.length, 'dossier')}
    </h2>
    <Tableau
      legende="Dossiers et avis rendus"
      legendeCachee
      dense
      lignes={v.agenda}
      colonnes={[
        {
          titre: 'Dossier',
          cellule: l => (
            <>
              <a href={paths.comite.salleDossier(v.cadre.id, l.id)} aria-current={l.courant ? 'true' : undefined}>
                {l.titre || 'Sans titre'}
              </a>
              <br />
              <span class="gt-sous">
                {l.numero} · {l.porteur}
              </span>
            </>
          ),
        },
        { titre: 'Proposé', num: true, cellule: l => (l.propose === undefined ? '' : formatEuros(l.propose)) },
        { titre: 'Avis', cellule: l => <AvisDeLigne l={l} close={v.cadre.etat === 'close'} /> },
        ...(v.agenda.some(l => l.rendu?.raison) ? [{ titre: 'Réserve ou raison', cellule: (l: Ligne) => l.rendu?.raison ?? '' }] : []),
      ]}
    />
  </section>
)

/** Why the authority went against what the body had said; nothing when it never did. */
const NonSuivis = ({ lignes }: { lignes: readonly HorsAvis[] }) =>
  lignes.length === 0 ? null : (
    <section aria-labelledby="non-suivis" class="fr-mt-4w">
      <h2 class="fr-h5" id="non-suivis">
        Avis non suivis
      </h2>
      <Tableau
        legende="Avis non suivis, et pourquoi"
        legendeCachee
        dense
        lignes={lignes}
        colonnes={[
          {
            titre: 'Dossier',
            cellule: l => (
              <>
                {l.titre || 'Sans titre'}
                <br />
                <span class="gt-sous">
                  {l.numero} · {l.porteur}
                </span>
              </>
            ),
          },
          { titre: 'Avis', cellule: l => MOTS_AVIS[l.avis] },
          { titre: 'Décision', cellule: l => `${MOTS_SENS[l.sens]}${l.montant > 0 ? `, ${formatEuros(l.montant)}` : ''}` },
          { titre: 'Motif', cellule: l => l.raison },
        ]}
      />
    </section>
  )

const AvisDeLigne = ({ l, close }: { l: Ligne; close: boolean }) => {
  if (l.deporte) return <span class="gt-sous">Vous êtes déporté</span>
  if (!l.rendu) return <>{close ? 'Aucun avis' : l.courant ? <strong>En discussion</strong> : 'À venir'}</>
  return (
    <>
      <strong>{MOTS_AVIS[l.rendu.sens]}</strong>
      <br />
      <span class="gt-sous">{direVotes(l.rendu)}</span>
    </>
  )
}

const EnDebat = ({ v, errors }: { v: SeanceAvisVue; errors: ErreursAvis }) => {
  if (v.dossier && 'deporte' in v.dossier)
    return (
      <>
        <h2 class="fr-h5" id="dossier" tabindex={-1}>
          Vous êtes déporté de ce dossier
        </h2>
        <p>Vous n’en lisez rien et ne votez pas. Son quorum se compte sans vous.</p>
      </>
    )
  if (v.dossier) return <DossierAvis seance={v.cadre.id} d={v.dossier} close={v.cadre.etat === 'close'} errors={errors} />
  return (
    <>
      <h2 class="fr-h5" id="dossier" tabindex={-1}>
        {v.cadre.etat === 'close' ? 'La séance est close' : 'Un avis est rendu sur chaque dossier'}
      </h2>
      {v.procesVerbal ? (
        <p>
          <a class="fr-btn fr-btn--sm" href={v.procesVerbal}>
            Procès-verbal
          </a>
        </p>
      ) : (
        <p>
          Qui préside clôt la séance, puis établit et signe le procès-verbal.{' '}
          <a href={paths.comite.seance(v.cadre.id)}>Aller à la séance</a>
        </p>
      )}
    </>
  )
}
