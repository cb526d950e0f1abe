import type { Child } from 'hono/jsx'
import { paths } from '../../paths.ts'
import { Alert } from '../../ui/blocs.tsx'
import { Documents } from '../../ui/liens.tsx'
import { PourLesMachines } from '../../ui/machines.tsx'
import { type Perdu, Perdus } from '../../ui/perdus.tsx'
import type { Site } from '../../ui/site.ts'
import { Echeance, Time } from '../../ui/texte.tsx'
import { Cadre, type Tete } from '../cadre/index.ts'
import { ExportDonnees, Exports } from '../exports/index.ts'
import { LienCopie, Relire } from './fige-commun.view.tsx'

/** A draft that the closing left behind, or that was given up: read, exported, and nothing else. */
export const NonDeposePage = ({
  site,
  tete,
  cloture,
  clos,
  abandonne,
  copiable,
  refuse,
  relecture,
}: {
  site: Site
  tete: Tete
  cloture: Date
  /** What its closing closed: « L’appel est clos ». */
  clos: string
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
          Le serveur l’a reçu le <Time instant={refuse} forme="seconde" />. Rien n’a été déposé.
        </p>
      </Alert>
    )}
    <p class="fr-text--lead">
      {abandonne ? (
        'Votre structure a abandonné ce dossier. Il ne sera pas examiné.'
      ) : (
        <>
          Ce dossier est resté un brouillon. {clos} depuis le <Echeance instant={cloture} secondes />, heure de Paris&nbsp;: il ne sera pas
          examiné.
        </>
      )}
    </p>
    <p>Rien n’est perdu : vous pouvez le relire ici, et l’exporter pour un autre appel.</p>
    <a class="fr-btn fr-icon-download-line fr-btn--icon-left fr-mb-2w" href={paths.dossiers.zip(tete.id)} download data-turbo="false">
      Exporter le dossier et ses pièces (ZIP)
    </a>
    <Documents>
      <Exports id={tete.id} sansZip />
      {copiable && <LienCopie id={tete.id} />}
    </Documents>
    <PourLesMachines>
      <Documents>
        <ExportDonnees id={tete.id} />
      </Documents>
    </PourLesMachines>
    <Relire relecture={relecture} titre="Ce que contient le dossier" />
  </Cadre>
)

/** What came for a dossier that no longer changes: why, what had been typed, and the way back to it. */
export const NeChangePlusPage = ({
  site,
  tete,
  titre,
  message,
  quand,
  perdus = [],
}: {
  site: Site
  tete: Tete
  titre: string
  message?: string
  /** When it was received, and the closing that it came after. */
  quand?: { recu: Date; cloture: Date; clos: string } | undefined
  perdus?: readonly Perdu[]
}) => (
  <Cadre site={site} tete={tete} titre={titre} erreur>
    <h1>Rien n’a changé</h1>
    <Alert ton="error" titre="Ce dossier ne change plus" reponse>
      {message && <p>{message}.</p>}
      {quand && (
        <p>
          Le serveur a reçu cet envoi le <Time instant={quand.recu} forme="seconde" />. {quand.clos} depuis le{' '}
          <Echeance instant={quand.cloture} secondes />, heure de Paris.
        </p>
      )}
    </Alert>
    <Perdus perdus={perdus} />
    <a class="fr-btn fr-mt-3w" href={paths.dossiers.voir(tete.id)}>
      Voir le dossier
    </a>
  </Cadre>
)
