import type { Child } from 'hono/jsx'
import { paths } from '../../paths.ts'
import { Alert } from '../../ui/blocs.tsx'
import { BoutonPost } from '../../ui/form.tsx'
import type { Site } from '../../ui/site.ts'
import type { EtapeDatee } from '../../ui/suite.tsx'
import { Echeance, Time } from '../../ui/texte.tsx'
import { Confirmation } from '../../ui/titres.tsx'
import { Cadre } from '../cadre/index.ts'
import { Irrecevabilite, type IrrecevabiliteLue } from '../irrecevabilite/index.ts'
import { motNonLus } from '../messages/index.ts'
import { ARenonce, DecisionNotifiee, type LettreLue, type Renoncement } from '../notifications/index.ts'
import { Annoncee, type AnnonceLue } from '../preselections/index.ts'
import type { TacheEspace } from '../taches/index.ts'
import { type AGarder, Garder } from './garder.view.tsx'
import { SuiteDuDepot } from './suite-du-depot.view.tsx'

export type DeposeProps = AGarder & {
  site: Site
  recuLe: Date
  /** The aid that was asked for, as one reads it. */
  demande: string | undefined
  version: number
  /** The one who reads has just filed it. */
  alInstant: boolean
  /** This filing answered a request for complements. */
  complete: boolean
  silence: string
  /** What requests for complements do to that day. */
  suspension: string | undefined
  phraseSilence: string
  demarrage: string | undefined
  releve: string | undefined
  /** Its instruction began with its filing. */
  auDepot: boolean
  /** Until when the dossier may be opened again; absent when it may not, or not by this person. */
  rouvrable?: { cloture: Date | undefined } | undefined
  /** Instant of the withdrawal. */
  retireLe?: Date | undefined
  /** The service's decision that it is irrecevable. */
  irrecevabilite?: IrrecevabiliteLue | undefined
  /** What was answered to the intention, which goes no further. */
  preselection?: AnnonceLue | undefined
  /** The letter of the comité's decision that the reader's structure received. */
  notifiee?: LettreLue | undefined
  /** What waits for the reader in this project once it is aided. */
  taches: readonly TacheEspace[]
  /** What comes after the decision, dated. */
  suite: readonly EtapeDatee[]
  /** The bodies that are about to see it, in sentences. */
  passages: readonly string[]
  /** The letters that it came after. */
  anterieures: readonly LettreLue[]
  /** When its bearer gave up the aid, and why. */
  renoncement?: Renoncement | undefined
  /** Whether this person may give the aid up. */
  renoncable: boolean
  /** Changes that were not filed again before the closing: since when they wait, and the closing. */
  enSuspens?: { rouvertLe: Date; cloture: Date } | undefined
  /** What the service asks, while it waits for it. */
  complement?: Child
  /** Messages of the service that the reader has not read. */
  nonLus: number
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
    {p.preselection && <Annoncee id={p.tete.id} annonce={p.preselection} />}
    {p.renoncement && <ARenonce r={p.renoncement} lettre={p.notifiee} taches={p.taches} />}
    {p.notifiee && !p.renoncement && (
      <DecisionNotifiee lettre={p.notifiee} taches={p.taches} suite={p.suite} anterieures={p.anterieures} renoncable={p.renoncable} />
    )}
    <Confirmation
      niveau={p.retireLe || p.irrecevabilite || p.preselection || p.notifiee ? 2 : 1}
      titre={titreDe(p)}
      faits={[
        { terme: 'Numéro', valeur: p.tete.numero, ...(p.version > 1 ? { note: `version\u00a0${p.version}` } : {}) },
        ...(p.deuxTemps ? [{ terme: 'Temps', valeur: p.deuxTemps.titre }] : []),
        { terme: 'Reçu le', valeur: <Time instant={p.recuLe} forme="seconde" />, note: 'heure de Paris' },
        ...(p.demande ? [{ terme: 'Vous demandez', valeur: p.demande }] : []),
      ]}
    >
      {p.aEssai ? (
        <>
          <p>
            <strong>Essai&nbsp;: rien n’est déposé.</strong> Ce numéro n’existe pas, aucun courriel ne part. D’un vrai dépôt, l’accusé part
            à chaque membre de la structure.
          </p>
          <a class="fr-btn" href={paths.dossiers.accuse(p.tete.id)} data-turbo="false">
            Télécharger l’accusé d’essai (PDF)
          </a>
        </>
      ) : (
        <>
          <p>Un courriel d’accusé est parti à chaque membre de votre structure.</p>
          <a class="fr-btn" href={paths.dossiers.accuse(p.tete.id)} data-turbo="false">
            Télécharger l’accusé de réception (PDF)
          </a>
        </>
      )}
    </Confirmation>
    {!p.aEssai && <Echanges id={p.tete.id} nonLus={p.nonLus} />}
    {p.enSuspens && <EnSuspens id={p.tete.id} recuLe={p.recuLe} {...p.enSuspens} />}
    {!p.retireLe && !p.irrecevabilite && !p.preselection && !p.notifiee && <SuiteDuDepot {...p} />}
    {p.rouvrable && <Rouvrir id={p.tete.id} cloture={p.rouvrable.cloture} />}
    <Garder {...p} />
  </Cadre>
)

/** The way to the messages; what waits is said first. */
const Echanges = ({ id, nonLus }: { id: string; nonLus: number }) => (
  <p class="fr-mt-3w">
    <a class="fr-link" href={paths.dossiers.echanges(id)}>
      Échanges avec le service
    </a>{' '}
    {nonLus > 0 && <span class="gt-compte">{motNonLus(nonLus)}</span>}
  </p>
)

const titreDe = ({ alInstant, version, retireLe, irrecevabilite, notifiee, complete, preselection, deuxTemps }: DeposeProps) => {
  if (retireLe || irrecevabilite || preselection || notifiee) return 'Accusé de réception'
  if (!alInstant) return deuxTemps ? `${deuxTemps.titre}\u00a0: c’est déposé` : 'Dossier déposé'
  if (complete) return 'Vos compléments sont envoyés'
  if (deuxTemps) return `${deuxTemps.titre}\u00a0: votre dépôt est reçu`
  return version > 1 ? 'Votre dossier est déposé à nouveau' : 'Votre dossier est déposé'
}

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

/** Changes before the closing: what is filed stands meanwhile. */
const Rouvrir = ({ id, cloture }: { id: string; cloture: Date | undefined }) => (
  <section class="fr-mt-5w" aria-labelledby="modifier">
    <h2 class="fr-h4" id="modifier">
      Une erreur, un oubli&nbsp;?
    </h2>
    <p>
      Vous pouvez modifier le dossier et le déposer à nouveau{' '}
      {cloture ? (
        <>
          jusqu’au <Echeance instant={cloture} secondes />, heure de Paris.
        </>
      ) : (
        'jusqu’au prochain relevé, dont la date sera annoncée.'
      )}{' '}
      Tant que vous ne déposez pas à nouveau, ce dépôt compte.
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
