import type { Child } from 'hono/jsx'
import { formatDateCivile } from '../../../lib/dates.ts'
import { paths } from '../../../paths.ts'
import { Alert } from '../../../ui/blocs.tsx'
import { BoutonPost } from '../../../ui/form.tsx'
import { Documents } from '../../../ui/liens.tsx'
import type { Site } from '../../../ui/site.ts'
import { Echeance, Time } from '../../../ui/texte.tsx'
import { Confirmation } from '../../../ui/titres.tsx'
import { Verdicts, type VerdictVue } from '../../../ui/verdicts.tsx'
import { Cadre, type Tete } from '../cadre.view.tsx'
import { Exports } from '../exports/exports.view.tsx'
import type { IrrecevabiliteLue } from '../irrecevabilite/irrecevabilite.queries.ts'
import { Irrecevabilite } from '../irrecevabilite/irrecevabilite.view.tsx'

export type DeposeProps = {
  site: Site
  tete: Tete
  recuLe: Date
  sha256: string
  version: number
  /** The one who reads has just filed it. */
  alInstant: boolean
  silence: string
  phraseSilence: string
  demarrage: string | undefined
  releve: string | undefined
  verification: string
  verdicts: readonly VerdictVue[]
  relecture: Child
  /** Until when the dossier may be opened again; absent when it may not, or not by this person. */
  rouvrable?: Date | undefined
  /** Whether this person may withdraw it. */
  retirable: boolean
  /** Whether this person may copy it into a new draft. */
  copiable: boolean
  /** Instant of the withdrawal. */
  retireLe?: Date | undefined
  /** The service's decision that it is irrecevable. */
  irrecevabilite?: IrrecevabiliteLue | undefined
  /** Changes that were not filed again before the closing: since when they wait, and the closing. */
  enSuspens?: { rouvertLe: Date; cloture: Date } | undefined
  /** What the service asks, while it waits for it. */
  complement?: Child
  /** Why the act that was asked did not happen. */
  refus?: string | undefined
}

/** A filed dossier: its receipt first, what comes next, then the dossier as it was filed. */
export const DeposePage = (p: DeposeProps) => (
  <Cadre site={p.site} tete={p.tete} titre="Dossier" erreur={!!p.refus}>
    {p.refus && (
      <Alert ton="error" petit reponse>
        <p>{p.refus}</p>
      </Alert>
    )}
    {p.complement}
    {p.retireLe && <Retire le={p.retireLe} />}
    {p.irrecevabilite && <Irrecevable id={p.tete.id} decision={p.irrecevabilite} />}
    <Confirmation
      niveau={p.retireLe || p.irrecevabilite ? 2 : 1}
      titre={titreDe(p)}
      faits={[
        { terme: 'Numéro', valeur: p.tete.numero, ...(p.version > 1 ? { note: `version\u00a0${p.version}` } : {}) },
        { terme: 'Reçu le', valeur: <Time instant={p.recuLe} forme="seconde" />, note: 'heure de Paris' },
        { terme: 'Empreinte SHA-256 du contenu', valeur: <span class="gt-empreinte">{p.sha256}</span> },
      ]}
    >
      <p>Un courriel d’accusé est parti à chaque membre de votre structure.</p>
      <a class="fr-btn" href={paths.dossiers.accuse(p.tete.id)} data-turbo="false">
        Télécharger l’accusé de réception (PDF)
      </a>
    </Confirmation>
    {p.enSuspens && <EnSuspens id={p.tete.id} recuLe={p.recuLe} {...p.enSuspens} />}
    {!p.retireLe && !p.irrecevabilite && <Suite {...p} />}
    {p.rouvrable && <Rouvrir id={p.tete.id} cloture={p.rouvrable} />}
    <Autres {...p} />
    {p.verdicts.length > 0 && (
      <section class="fr-mt-5w" aria-labelledby="regles">
        <h2 class="fr-h4" id="regles">
          Les règles au moment du dépôt
        </h2>
        <Verdicts verdicts={p.verdicts} serre />
      </section>
    )}
    <Relire relecture={p.relecture} titre="Le dossier déposé" />
  </Cadre>
)

const titreDe = ({ alInstant, version, retireLe, irrecevabilite }: DeposeProps) => {
  if (retireLe || irrecevabilite) return 'Accusé de réception'
  if (!alInstant) return 'Dossier déposé'
  return version > 1 ? 'Votre dossier est déposé à nouveau' : 'Votre dossier est déposé'
}

const Suite = (p: DeposeProps) => (
  <section class="fr-mt-5w" aria-labelledby="suite">
    <h2 class="fr-h4" id="suite">
      Et maintenant
    </h2>
    <ul>
      {p.releve && <li>Les dossiers sont relevés le {formatDateCivile(p.releve)}. L’instruction commence alors.</li>}
      <li>
        Sans réponse le {formatDateCivile(p.silence)}&nbsp;: {p.phraseSilence}
      </li>
      {p.demarrage && <li>{p.demarrage}</li>}
    </ul>
  </section>
)

const Retire = ({ le }: { le: Date }) => (
  <>
    <h1>Dossier retiré</h1>
    <p class="fr-text--lead">
      Votre structure a retiré ce dossier le <Time instant={le} />. Le service ne l’examinera pas. Rien n’est effacé&nbsp;: le dossier et
      son accusé restent lisibles ici.
    </p>
  </>
)

const Irrecevable = ({ id, decision }: { id: string; decision: IrrecevabiliteLue }) => (
  <>
    <h1>Dossier irrecevable</h1>
    <p class="fr-text--lead">Le service ne l’examinera pas. La lettre dit comment contester cette décision.</p>
    <Irrecevabilite decision={decision} lettre={paths.dossiers.lettre(id)} />
  </>
)

/** What can be taken away, checked or undone. */
const Autres = ({ tete, verification, retirable, copiable }: DeposeProps) => (
  <section class="fr-mt-5w" aria-labelledby="garder">
    <h2 class="fr-h4" id="garder">
      Garder une copie
    </h2>
    <Documents>
      <Exports id={tete.id} depose />
      <li>
        <a class="fr-link" href={verification}>
          Vérifier cet accusé
        </a>
      </li>
      {copiable && <LienCopie id={tete.id} />}
      {retirable && (
        <li>
          <a class="fr-link" href={paths.dossiers.retrait(tete.id)}>
            Retirer le dossier
          </a>
        </li>
      )}
    </Documents>
  </section>
)

/** Changes before the closing: what is filed stands meanwhile. */
const Rouvrir = ({ id, cloture }: { id: string; cloture: Date }) => (
  <section class="fr-mt-5w" aria-labelledby="modifier">
    <h2 class="fr-h4" id="modifier">
      Une erreur, un oubli&nbsp;?
    </h2>
    <p>
      Vous pouvez modifier le dossier et le déposer à nouveau jusqu’au <Echeance instant={cloture} secondes />, heure de Paris. Tant que
      vous ne déposez pas à nouveau, ce dépôt compte.
    </p>
    <BoutonPost action={paths.dossiers.reouverture(id)}>Modifier le dossier</BoutonPost>
  </section>
)

/** After the closing: the changes that nobody filed. */
const EnSuspens = ({ id, recuLe, rouvertLe, cloture }: { id: string; recuLe: Date; rouvertLe: Date; cloture: Date }) => (
  <Alert ton="warning" titre="Vos derniers changements n’ont pas été déposés">
    <p>
      Votre structure a rouvert ce dossier le <Time instant={rouvertLe} /> et ne l’a pas déposé à nouveau avant la clôture, le{' '}
      <Echeance instant={cloture} secondes />. Le dépôt du <Time instant={recuLe} /> compte&nbsp;: c’est celui que vous lisez ici.
    </p>
    <p>
      <a href={paths.dossiers.finReouverture(id)}>Renoncer à ces changements</a>
    </p>
  </Alert>
)

const LienCopie = ({ id }: { id: string }) => (
  <li>
    <a class="fr-link" href={paths.dossiers.copie(id)}>
      Copier dans un nouveau dossier
    </a>
  </li>
)

const Relire = ({ relecture, titre }: { relecture: Child; titre: string }) => (
  <section class="fr-mt-5w" aria-labelledby="relecture">
    <h2 class="fr-h4 fr-mb-0" id="relecture">
      {titre}
    </h2>
    {relecture}
  </section>
)
/** A draft that the closing left behind, or that was given up: read, exported, and nothing else. */
export const NonDeposePage = ({
  site,
  tete,
  cloture,
  abandonne,
  copiable,
  refuse,
  relecture,
}: {
  site: Site
  tete: Tete
  cloture: Date
  abandonne: boolean
  copiable: boolean
  /** Instant at which a filing has just been received too late. */
  refuse?: Date | undefined
  relecture: Child
}) => (
  <Cadre site={site} tete={tete} titre="Dossier">
    <h1>{abandonne ? 'Dossier abandonné' : 'Non déposé'}</h1>
    {refuse && (
      <Alert ton="error" titre="Votre dépôt est arrivé trop tard" reponse>
        <p>
          Le serveur a commencé à le recevoir le <Time instant={refuse} forme="seconde" />. Rien n’a été déposé.
        </p>
      </Alert>
    )}
    <p class="fr-text--lead">
      {abandonne ? (
        'Votre structure a abandonné ce dossier. Il ne sera pas examiné.'
      ) : (
        <>
          Ce dossier est resté un brouillon. L’appel est clos depuis le <Echeance instant={cloture} secondes />, heure de Paris&nbsp;: il ne
          sera pas examiné.
        </>
      )}
    </p>
    <p>Rien n’est perdu : vous pouvez le relire ici, et l’exporter pour un autre appel.</p>
    <a class="fr-btn fr-icon-download-line fr-btn--icon-left" href={paths.dossiers.zip(tete.id)} download data-turbo="false">
      Exporter le dossier et ses pièces (ZIP)
    </a>
    <Documents>
      <Exports id={tete.id} sansZip />
      {copiable && <LienCopie id={tete.id} />}
    </Documents>
    <Relire relecture={relecture} titre="Ce que contient le dossier" />
  </Cadre>
)

/** What came too late for a dossier that no longer changes: the sentence, and the way back to it. */
export const NeChangePlusPage = ({ site, tete, message }: { site: Site; tete: Tete; message: string }) => (
  <Cadre site={site} tete={tete} titre="Pièces" erreur>
    <h1>Rien n’a changé</h1>
    <Alert ton="error" titre="Ce dossier ne change plus" reponse>
      <p>{message}.</p>
    </Alert>
    <a class="fr-btn fr-mt-3w" href={paths.dossiers.voir(tete.id)}>
      Voir le dossier
    </a>
  </Cadre>
)
