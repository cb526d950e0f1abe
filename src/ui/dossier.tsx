import type { Child, PropsWithChildren } from 'hono/jsx'
import { delaiRestant } from '../lib/dates.ts'
import { Echeance } from './texte.tsx'

/** Head of a dossier's pages: what it is about, its number and state, until when. After the deadline it says so. */
export const EnTeteDossier = ({
  titre,
  badge,
  numero,
  appel,
  delai,
}: {
  titre: string
  badge: Child
  numero?: string | undefined
  appel: { titre: string; href: string }
  delai?: { maintenant: Date; fin: Date } | { titre: string; note: string } | undefined
}) => (
  <div class="gt-dossier">
    <div>
      <p class="gt-dossier__titre">{titre}</p>
      <div class="gt-dossier__meta">
        {badge}
        {numero && <span>Dossier {numero}</span>}
        <a href={appel.href}>{appel.titre}</a>
      </div>
    </div>
    {delai && ('fin' in delai ? <Delai {...delai} /> : <SansDelai {...delai} />)}
  </div>
)

/** Nothing closes: what is waited for, without a countdown. */
const SansDelai = ({ titre, note }: { titre: string; note: string }) => (
  <p class="gt-dossier__delai">
    <b>{titre}</b>
    <br />
    <span>{note}</span>
  </p>
)

const Delai = ({ maintenant, fin }: { maintenant: Date; fin: Date }) => {
  const reste = delaiRestant(maintenant, fin)
  return (
    <p
      class="gt-dossier__delai"
      data-controller={reste ? 'delai' : undefined}
      data-delai-maintenant-value={maintenant.getTime()}
      data-delai-fin-value={fin.getTime()}
    >
      <b data-delai-target="nombre">{reste ?? 'Clôturé'}</b>
      {reste && <span data-delai-target="suite"> pour déposer</span>}
      <br />
      <span>
        Clôture le <Echeance instant={fin} />
      </span>
    </p>
  )
}

export type EtatEtape = 'complet' | 'manque' | 'erreur' | 'attention' | 'attente' | 'a_faire'
const ETATS: Record<EtatEtape, string> = {
  complet: 'ok fr-icon-success-fill',
  manque: 'manque fr-icon-edit-line',
  erreur: 'ko fr-icon-error-fill',
  attention: 'attention fr-icon-warning-fill',
  attente: 'attente fr-icon-time-line',
  a_faire: 'rien fr-icon-subtract-line',
}

export type EtapeDossier = {
  nom: string
  href: string
  etat: EtatEtape
  /** The state in words: « Complet », « 1 réponse manque », « À faire en dernier ». */
  mot: string
  /** What the step still needs, each a link to its field. */
  points?: readonly { texte: string; href: string; manque?: boolean }[] | undefined
  /** « environ 5 min » */
  effort?: string | undefined
  courante?: boolean | undefined
}

/** The steps, each with what it still needs: open under the step that is being filled, folded under the others. */
export const Etapes = ({ etapes, effort }: { etapes: readonly EtapeDossier[]; effort?: string | undefined }) => (
  <>
    <ol>
      {etapes.map((e, i) => (
        <li>
          <a class="gt-avancement__lien" href={e.href} aria-current={e.courante ? 'step' : undefined}>
            <span class="gt-avancement__nom">
              {i + 1}. {e.nom}
            </span>
            <span class={`gt-avancement__etat gt-avancement__etat--${ETATS[e.etat]}`}>{e.mot}</span>
          </a>
          <Manques {...e} />
        </li>
      ))}
    </ol>
    {effort && <p class="gt-avancement__effort">Reste à faire : {effort}.</p>}
  </>
)

const Manques = ({ nom, points = [], effort, courante }: EtapeDossier) =>
  points.length === 0 ? null : (
    <details class="gt-manques" open={courante} data-guide-repli={nom}>
      <summary>
        {points.every(p => p.manque) ? 'Ce qui manque' : 'À régler'}
        <span class="fr-sr-only"> : {nom}</span>
        {effort && <>, {effort}</>}
      </summary>
      <ul>
        {points.map(p => (
          <li>
            <a href={p.href}>{p.texte}</a>
          </li>
        ))}
      </ul>
    </details>
  )

/** Workshop: steps on the left, with their state in words (folded in a `details` under 62em), work on the right. `sous` goes under the steps. */
export const Atelier = ({
  etapes,
  effort,
  sous,
  children,
}: PropsWithChildren<{ etapes: readonly EtapeDossier[]; effort?: string | undefined; sous?: Child }>) => {
  const rang = etapes.findIndex(e => e.courante)
  const courante = etapes[rang]
  return (
    <div class="gt-atelier">
      <div class="gt-atelier__nav">
        <div class="gt-atelier__colle">
          <nav class="gt-avancement" id="etapes" aria-label="Étapes du dossier" tabindex={-1} data-guide="etapes">
            <Etapes etapes={etapes} effort={effort} />
          </nav>
          {sous}
        </div>
        <details class="gt-avancement-repli">
          <summary>
            {courante ? `Étape\u00a0${rang + 1} sur\u00a0${etapes.length} : ${courante.nom}` : `${etapes.length} étapes`}
            <span class="gt-avancement-repli__voir">{courante ? `${courante.mot}. ` : ''}Voir les étapes</span>
          </summary>
          <nav class="gt-avancement" aria-label="Étapes du dossier" data-guide="etapes">
            <Etapes etapes={etapes} effort={effort} />
          </nav>
        </details>
      </div>
      <div>{children}</div>
    </div>
  )
}

/** « Étape 5 sur 7 », above the title, where the folded steps don't say it. */
export const RangEtape = ({ rang, total }: { rang: number; total: number }) => (
  <p class="gt-sur fr-mb-0 fr-hidden fr-unhidden-lg">
    Étape {rang} sur {total}
  </p>
)

/** `debut` and `fin`: what else stays in view at the foot of the screen. */
type EnregistrementProps = { enregistre?: string | undefined; sauf?: string | undefined; debut?: Child; fin?: Child }
/**
 * State of the saving. `enregistre` is the hour (« 9 h 58 »); `sauf` what could not be read (« le montant HT de la ligne 2 »).
 * Put at the end of a `Formulaire enregistrement`, where it stays at the foot of the screen: the script updates it; without script it says what the
 * last sending did.
 */
export const Enregistrement = ({ enregistre, sauf, debut, fin }: EnregistrementProps) => (
  <div class="gt-travail">
    {debut}
    <p
      class={`gt-travail__enreg ${enregistre ? (sauf ? 'fr-icon-warning-line' : 'fr-icon-check-line') : 'fr-icon-edit-line'}`}
      data-enregistrement-target="etat"
    >
      {enregistre ? `Enregistré à ${enregistre}${sauf ? `, sauf ${sauf}` : ''}.` : 'Pas encore enregistré.'}
    </p>
    <p class="fr-sr-only" role="status" data-enregistrement-target="annonce" />
    <p class="gt-travail__suivi" role="status" data-enregistrement-target="suivi" />
    {fin}
  </div>
)

/**
 * What was typed on this device and never reached the site: empty and hidden until a script finds some. `cle` says whose and of what. Inside the
 * form, before its fields.
 */
export const Reprise = ({ cle }: { cle: string }) => (
  <section
    class="fr-alert fr-alert--warning gt-alerte gt-reprise"
    aria-labelledby="reprise"
    data-controller="reprise"
    data-reprise-cle-value={cle}
    data-action="reprise:reprendre->enregistrement#reprendre"
    hidden
  >
    <h2 class="fr-alert__title" id="reprise">
      Des réponses n’ont pas été enregistrées
    </h2>
    <p data-reprise-ici>
      Vous les avez tapées sur cet appareil le <span data-reprise-target="quand" />. Le site ne les a pas reçues.
    </p>
    <details class="gt-reprise__voir" data-reprise-ici>
      <summary>Voir ces réponses</summary>
      <dl data-reprise-target="reponses" />
    </details>
    <p class="gt-reprise__actes" data-reprise-ici>
      <button class="fr-btn fr-btn--sm" type="button" data-action="reprise#reprendre">
        Reprendre ces réponses
      </button>
      <button class="fr-btn fr-btn--tertiary fr-btn--sm" type="button" data-action="reprise#oublier">
        Les oublier
      </button>
    </p>
    <div data-reprise-target="ailleurs" hidden>
      <p>D’autres vous attendent dans ce dossier :</p>
      <ul />
    </div>
  </section>
)

/** Filing: the deadline, what prevents it, the one button, what comes next. The form's children are the engagements and the button. */
export const Depot = ({ children }: PropsWithChildren) => (
  <section class="gt-depot" aria-labelledby="deposer">
    <h2 id="deposer" class="fr-h4 fr-mb-1w">
      Déposer
    </h2>
    {children}
  </section>
)

/** One dossier for its instructeur: reading on the left (first in the DOM), the panel on the right, with its own scroll. */
export const Instruction = ({ panneau, nomPanneau, children }: PropsWithChildren<{ panneau: Child; nomPanneau: string }>) => (
  <div class="gt-instruction">
    <div>{children}</div>
    <section class="gt-panneau" id="panneau" aria-label={nomPanneau} tabindex={0}>
      {panneau}
    </section>
  </div>
)
