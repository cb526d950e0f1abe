import { formatHeure, formatJour } from '../../../lib/dates.ts'
import { formatEuros, formatTaux } from '../../../lib/euros.ts'
import { pluriel } from '../../../lib/mots.ts'
import { paths } from '../../../paths.ts'
import { Alert } from '../../../ui/blocs.tsx'
import { BoutonPost, Formulaire } from '../../../ui/form.tsx'
import { Page } from '../../../ui/page.tsx'
import { pct } from '../../../ui/plots/echelle.ts'
import type { Site } from '../../../ui/site.ts'
import type { ErreursDecision } from '../../decisions/index.ts'
import type { CadreSeance } from '../cadre.view.tsx'
import { HorsDeLaSalle } from '../liaison/hors.view.tsx'
import type { Seance } from '../seance.ts'
import { type HeureRefusee, Suspendue } from '../suspension.view.tsx'
import { AgendaSalle, type LigneAgenda } from './agenda.view.tsx'
import { DecisionForm } from './decision.view.tsx'
import { Dossier, type DossierSalle, type FinSalle } from './dossier.view.tsx'
import type { LaSalleVue } from './la-salle.view.tsx'
import { QuiEstLa } from './presidence.view.tsx'

/** Cents. `accordes`: what each decision of the call takes, in the order of the agenda; `reserve`: what is kept back of the amount. */
export type EnveloppeSalle = {
  /** How many decisions are left out of what is granted and of what is left: the reader is in conflict on their dossiers. */
  tues: number
  montant: number
  reserve: number
  accordes: readonly number[]
  reste: number
  /** `tus`: how many more the reader is in conflict on, whose demand is not counted. */
  aSuivre: { nombre: number; demande: number; tus: number }
  decides: number
  total: number
}
/** What is read of the room, whoever reads. */
export type SalleLue = {
  cadre: CadreSeance
  /** What the screen shows: another one tells it to read again. */
  estampille: string
  suspension: Seance['suspension']
  /** The screen of the room, for whoever may open one. */
  ecran: 'aucun' | 'ouvert' | undefined
  enveloppe: EnveloppeSalle
  /** The last decision taken: « Corte : retenu, 34 400 € ». */
  derniere: { le: Date; phrase: string; reprendre: string | undefined } | undefined
  /** Where the room is; `le`: since it was led there. */
  debat: { id: string; rang: number; porteur: string; le: Date | undefined } | undefined
  /** The dossier that is read while the room is on another, or on none; `conduit`: the reader may lead it here; `rappel`: everybody is asked to come back. */
  ailleurs: { id: string; rang: number; conduit: boolean; rappel: boolean } | undefined
  /** `deporte`: the reader is in conflict on the dossier in debate, and reads nothing of it. */
  dossier: DossierSalle | { deporte: true; rang: number } | undefined
  agenda: readonly LigneAgenda[]
}
export type SalleVue = SalleLue & {
  laSalle: LaSalleVue
  /** To whom the presidency may be handed over, for whoever conducts. */
  presidables: readonly { id: string; nom: string }[] | undefined
  /** The hour of what is shown. */
  instant: Date
  /** Whether the séance goes on: a closed one is followed by nobody. */
  ouverte: boolean
  fin: FinSalle
}
export type SalleProps = {
  site: Site
  salle: SalleVue
  errors?: ErreursDecision
  avis?: string | undefined
  perdu?: readonly string[]
  heure?: HeureRefusee | undefined
}

/** One screen to project: the envelope, who counts, the dossier in debate, what is decided, what comes next. */
export const SallePage = ({ site, salle: s, errors = {}, avis, perdu = [], heure }: SalleProps) => {
  const decision = aDecider(s.dossier)
  const { laSalle, presidables, suspension } = s
  // under the dossier for whoever decides: the decision stands higher
  const quiEstLa = (
    <QuiEstLa seance={s.cadre.id} laSalle={laSalle} presidables={presidables} suspendue={Boolean(suspension)} heure={heure} />
  )
  return (
    <Page
      site={site}
      titre={`Délibération, ${enDebat(s.dossier)}, comité du ${formatJour(s.cadre.tenueLe)}`}
      large
      sansScriptS={decision || !s.ouverte ? undefined : 10}
      erreur={Object.keys(errors).length > 0 || avis !== undefined || heure !== undefined}
      skip={[
        { libelle: 'Dossier en délibération', href: '#dossier' },
        { libelle: 'Ordre du jour', href: '#ordre' },
      ]}
    >
      <div
        class="gt-salle"
        data-controller="salle"
        data-salle-url-value={paths.comite.direct(s.cadre.id)}
        data-salle-estampille-value={s.estampille}
        data-salle-signe-value={s.ouverte ? paths.comite.suiviSalle(s.cadre.id) : undefined}
        data-salle-dossier-value={s.ailleurs?.id ?? s.debat?.id ?? ''}
        data-salle-dit-value={phrasesDites(s)}
      >
        <div class="gt-salle__tete">
          <div>
            <h1 class="fr-h4 fr-mb-0">Délibération du comité</h1>
            <p class="gt-sous">
              {s.cadre.appel} · séance du {formatJour(s.cadre.tenueLe)}
            </p>
          </div>
          {/* said when it is lost and when it is back, not at each page */}
          <div class="gt-sous" data-salle-target="etat"></div>
          <p class="fr-sr-only" role="status" data-salle-target="annonce"></p>
          {s.ecran && (
            <Formulaire action={paths.comite.ecranSalle(s.cadre.id)} sansTurbo>
              <button class="fr-btn fr-btn--secondary fr-btn--sm" type="submit">
                {s.ecran === 'aucun' ? 'Écran de la salle' : 'Changer l’écran de la salle'}
              </button>
            </Formulaire>
          )}
          <p class="fr-mb-0">
            <a class="fr-link" href={paths.comite.seance(s.cadre.id)}>
              Quitter la salle
            </a>
          </p>
        </div>
        <HorsDeLaSalle instant={s.instant} />
        <div hidden data-salle-target="change">
          <Alert ton="info" petit>
            <p>
              La séance a changé pendant votre saisie. <a href={paths.comite.salle(s.cadre.id)}>Relire la salle</a>
            </p>
          </Alert>
        </div>
        {avis && (
          <Alert ton="warning" petit reponse>
            <p>{avis}</p>
            {perdu.length > 0 && <p>Vous aviez écrit&nbsp;:</p>}
            {perdu.map(t => (
              <blockquote class="gt-pv__texte">{t}</blockquote>
            ))}
          </Alert>
        )}
        {s.suspension && <Suspendue seance={s.cadre.id} s={s.suspension} conduit={s.presidables !== undefined} />}
        {s.ailleurs && <Ailleurs s={s} ailleurs={s.ailleurs} />}
        <Enveloppe e={s.enveloppe} />
        {!decision && quiEstLa}
        <Derniere s={s} />
        <div class={`gt-salle__corps${decision ? ' gt-salle__corps--decide' : ''}`}>
          <section aria-labelledby="dossier" class="gt-salle__dossier">
            <Dossier d={s.dossier} seance={s.cadre.id} fin={s.fin} />
            {decision && quiEstLa}
          </section>
          {decision && <DecisionForm seance={s.cadre.id} {...decision} errors={errors} />}
          <AgendaSalle seance={s.cadre.id} lignes={s.agenda} />
        </div>
      </div>
    </Page>
  )
}

/** One reads another dossier than the room: where it is, how to join it, or how to bring it here. */
const Ailleurs = ({ s, ailleurs: a }: { s: SalleVue; ailleurs: NonNullable<SalleVue['ailleurs']> }) => (
  <div class={`gt-salle__ailleurs${a.rappel ? ' gt-salle__ailleurs--rappel' : ''}`}>
    <p>
      {s.debat ? (
        <>
          {a.rappel && 'La présidence propose à tous de revenir. '}La salle est au dossier&nbsp;{s.debat.rang},{' '}
          <strong>{s.debat.porteur}</strong>.
        </>
      ) : (
        'La salle n’a plus de dossier à examiner.'
      )}
    </p>
    <a class={a.rappel ? 'fr-btn fr-btn--sm' : 'fr-link'} href={paths.comite.salle(s.cadre.id)}>
      Suivre la salle
    </a>
    {a.conduit && <BoutonPost action={paths.comite.conduiteSalle(s.cadre.id, a.id)}>Amener la salle au dossier&nbsp;{a.rang}</BoutonPost>}
  </div>
)

/** What a screen that follows says aloud once it has changed, a phrase a line. */
const phrasesDites = ({ derniere, suspension, debat }: SalleVue) =>
  [
    derniere?.phrase ?? '',
    suspension
      ? 'Séance suspendue.'
      : debat
        ? `La salle est au dossier\u00a0${debat.rang}, ${debat.porteur}.`
        : 'Tous les dossiers sont décidés.',
  ].join('\n')

/** What is asked of whoever keeps the séance. */
const aDecider = (d: SalleVue['dossier']) => (d && !('deporte' in d) && d.decision ? { dossier: d.id, vue: d.decision } : undefined)

/** What tells the tabs of one séance apart; somebody in conflict reads no name there either. */
const enDebat = (d: SalleVue['dossier']) =>
  !d ? 'tous les dossiers décidés' : 'deporte' in d ? `dossier ${d.rang} de l’ordre du jour` : `${d.numero} ${d.porteur}`

const Enveloppe = ({ e }: { e: EnveloppeSalle }) => {
  const accorde = e.accordes.reduce((t, n) => t + n, 0)
  const part = (n: number) => (e.montant > 0 ? n / e.montant : 0)
  let depuis = 0
  return (
    <section aria-label="Enveloppe" class="gt-salle__enveloppe">
      <p class="gt-salle__ligne">
        <span>
          Enveloppe <strong>{formatEuros(e.montant)}</strong>
          {e.reserve > 0 && <span class="gt-sous"> dont {formatEuros(e.reserve)} en réserve</span>}
        </span>
        <span>
          {e.decides}&nbsp;dossier{e.decides > 1 && 's'} décidé{e.decides > 1 && 's'} sur {e.total}.
          {e.aSuivre.nombre > 0 &&
            ` ${e.aSuivre.nombre > 1 ? `Les ${e.aSuivre.nombre} suivants demandent` : 'Le suivant demande'} ${formatEuros(e.aSuivre.demande)}${e.aSuivre.tus > 0 ? `, sans compter ${pluriel(e.aSuivre.tus, 'dossier')} dont vous êtes déporté` : ''}.`}
        </span>
      </p>
      <svg class="gt-salle__barre" width="100%" height="36" aria-hidden="true" focusable="false">
        {e.accordes.map(n => {
          const x = depuis
          depuis += n
          return <rect x={pct(part(x))} width={pct(part(n))} y="0" height="36" class="gt-salle__pris" />
        })}
        <rect x="0" y="0" width="100%" height="36" class="gt-salle__contour" />
      </svg>
      <p class="gt-salle__ligne">
        <span>
          Accordé <strong>{formatEuros(accorde)}</strong>
          {e.montant > 0 && <span class="gt-sous"> {formatTaux(part(accorde))}</span>}
        </span>
        <span>
          Reste <strong class="gt-salle__reste">{formatEuros(e.reste)}</strong>
          {e.tues > 0 && <span class="gt-sous"> sans compter {pluriel(e.tues, 'dossier')} dont vous êtes déporté</span>}
        </span>
      </p>
    </section>
  )
}

const Derniere = ({ s: { cadre, derniere } }: { s: SalleVue }) =>
  derniere ? (
    <div class="gt-salle__derniere">
      <p>
        <strong>{formatHeure(derniere.le)}</strong> {derniere.phrase}
      </p>
      {derniere.reprendre && (
        <BoutonPost action={paths.comite.conduiteSalle(cadre.id, derniere.reprendre)}>Revenir sur cette décision</BoutonPost>
      )}
    </div>
  ) : null
