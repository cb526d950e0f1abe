import { formatHeure } from '../../lib/dates.ts'
import { formatEuros } from '../../lib/euros.ts'
import { pluriel } from '../../lib/mots.ts'
import { paths } from '../../paths.ts'
import { Alert, Chiffres, EmptyState } from '../../ui/blocs.tsx'
import { BoutonPost, Formulaire } from '../../ui/form.tsx'
import { Nouvelles } from '../../ui/nouvelles.tsx'
import { Page } from '../../ui/page.tsx'
import type { Site } from '../../ui/site.ts'
import { MOTS_SENS } from '../decisions/index.ts'
import { FinsProches } from '../delegations/index.ts'
import { DocumentLu } from './document.view.tsx'
import type { AttendueLue, PageASigner } from './lire-page.ts'
import { Refuses } from './refuses.view.tsx'
import { DELAI_MIN, type Refuse } from './signatures.rules.ts'

/** What a refused act says, and which document it opens. */
export type Retour = { acte?: string; refus?: string; refuses?: readonly Refuse[]; aLire?: { n: number; sur: number } }
type Props = { site: Site; fait?: string | undefined } & PageASigner & Retour

const FORMULAIRE = 'signer'
const somme = (l: readonly AttendueLue[]) => l.reduce((t, p) => t + p.montant, 0)

/** What waits for a signature on one side, the document that is read on the other, what is signed at the bottom. */
export const ASignerPage = ({
  site,
  attendues,
  ouverte,
  appel,
  annulables,
  rendues,
  fins,
  compteId,
  fait,
  refus,
  refuses,
  aLire,
}: Props) => {
  const total = somme(attendues)
  return (
    <Page
      site={site}
      titre="À signer"
      large
      erreur={refus !== undefined || aLire !== undefined}
      ariane={[{ libelle: 'Accueil', href: paths.accueil }, { libelle: 'À signer' }]}
    >
      <div class="gt-signer__tete">
        <div>
          <h1 class="fr-h4">
            À signer
            {attendues.length > 0 && `\u00a0: ${pluriel(attendues.length, 'décision')}${total > 0 ? `, ${formatEuros(total)}` : ''}`}
          </h1>
          {appel && <p class="gt-sous">{appel.titre}</p>}
        </div>
        {appel && (
          <Chiffres
            chiffres={[
              { terme: 'Déjà signé', valeur: formatEuros(appel.signe) },
              { terme: attendues.length > 1 ? `Ces ${attendues.length} décisions` : 'Cette décision', valeur: formatEuros(total) },
              { terme: 'Enveloppe', valeur: formatEuros(appel.enveloppe) },
            ]}
          />
        )}
      </div>
      <Nouvelles fait={fait} refus={refus} />
      <FinsProches fins={fins} compteId={compteId} />
      {refuses && <Refuses refus={refuses} />}
      {aLire && (
        <Alert ton="warning" petit reponse>
          <p>{motALire(aLire)}</p>
        </Alert>
      )}
      {annulables.length > 0 && <Reprendre annulables={annulables} />}
      {ouverte ? (
        <div class="gt-signer" data-controller="signature">
          <ListeASigner attendues={attendues} ouverte={ouverte.p.id} />
          <DocumentLu o={ouverte} />
          <Barre attendues={attendues} ouverte={ouverte.p} />
        </div>
      ) : (
        <EmptyState titre="Aucune décision ne vous attend.">
          {rendues > 0
            ? `${pluriel(rendues, 'décision est', 'décisions sont')} chez le service, avec votre note.`
            : 'Le service présente ici ce qui est à signer.'}{' '}
          <a href={paths.signatures.accueil}>Lire ce que vous avez signé</a>
        </EmptyState>
      )}
    </Page>
  )
}

function motALire({ n, sur }: NonNullable<Retour['aLire']>) {
  if (sur === 1) return 'Ce document n’est pas lu\u00a0: rien n’est signé. Lisez-le ci-dessous jusqu’au bout, puis signez.'
  const quoi = n === sur ? 'Rien n’est lu encore' : `${n} sur ${sur}\u00a0documents ${n > 1 ? 'ne sont pas lus' : 'n’est pas lu'}`
  return `${quoi}\u00a0: rien n’est signé. ${n > 1 ? 'Lisez-les à la suite ci-dessous, ou décochez-les' : 'Lisez-le ci-dessous, ou décochez-le'}.`
}

/** Signatures whose letters cannot leave yet: until when, and the way back. */
const Reprendre = ({ annulables }: Pick<PageASigner, 'annulables'>) => {
  const derniere = Math.max(...annulables.map(s => s.signeeLe.getTime()))
  const n = annulables.length
  return (
    <div class="fr-alert fr-alert--success fr-alert--sm gt-alerte gt-signer__reprendre">
      <p>
        {pluriel(n, 'signature')}
        {n > 1 && ', la dernière'} à {formatHeure(new Date(derniere))}&nbsp;: {formatEuros(annulables.reduce((t, s) => t + s.montant, 0))}.
        Rien ne part avant {formatHeure(new Date(derniere + DELAI_MIN * 60_000))}.
      </p>
      <BoutonPost action={paths.signatures.annulation} class="fr-btn fr-btn--tertiary fr-btn--sm">
        {n > 1 ? 'Reprendre ces signatures' : 'Reprendre cette signature'}
      </BoutonPost>
    </div>
  )
}

const ETATS = { a_lire: 'à lire', lu: 'lu', change: 'changé depuis votre lecture, à relire' } as const

const ListeASigner = ({ attendues, ouverte }: { attendues: readonly AttendueLue[]; ouverte: string }) => (
  <Formulaire action={paths.signatures.signature} id={FORMULAIRE} class="gt-signer__liste">
    <h2 class="fr-sr-only">Décisions qui attendent votre signature</h2>
    <ul class="fr-raw-list">
      {attendues.map(p => (
        <li class={p.id === ouverte ? 'gt-signer__ouverte' : undefined}>
          {p.refus ? (
            <span class="gt-signer__sans" aria-hidden="true" />
          ) : (
            <div class="fr-checkbox-group fr-checkbox-group--sm">
              <input
                type="checkbox"
                id={`s-${p.id}`}
                name="actes"
                value={p.id}
                checked={p.etat === 'lu'}
                data-signature-target="case"
                data-acte={p.id}
                data-montant={p.montant}
                data-action="signature#compter"
              />
              <label class="fr-label" for={`s-${p.id}`}>
                <span class="fr-sr-only">Signer {p.numero}</span>
              </label>
            </div>
          )}
          <div class="gt-signer__quoi">
            <a href={paths.signatures.lire(p.id)} aria-current={p.id === ouverte ? 'true' : undefined}>
              <strong>{p.porteur}</strong>
            </a>
            <span class="gt-num">{p.montant > 0 ? formatEuros(p.montant) : MOTS_SENS[p.sens]}</span>
            <div class="gt-sous">
              {p.numero} · {p.titre || 'Sans titre'}
              {p.numeroActe && ` · arrêté n°\u00a0${p.numeroActe}`}
            </div>
            <div class={`gt-sous gt-signer__${p.refus ? 'refus' : p.etat}`} data-signature-target="etat" data-acte={p.id}>
              {p.refus ?? ETATS[p.etat]}
            </div>
          </div>
        </li>
      ))}
    </ul>
  </Formulaire>
)

/** What is read and chosen, and the two things that one does with it. */
const Barre = ({ attendues, ouverte }: { attendues: readonly AttendueLue[]; ouverte: AttendueLue }) => {
  const choisies = attendues.filter(p => p.etat === 'lu' && !p.refus)
  const signables = attendues.filter(p => !p.refus)
  return (
    <div class="gt-signer__barre">
      <div>
        <p class="gt-signer__compte" data-signature-target="compte">
          {choisies.length === 0
            ? 'Aucun document coché'
            : `${pluriel(choisies.length, 'lu et coché', 'lus et cochés')}\u00a0: ${formatEuros(somme(choisies))}`}
        </p>
        <p class="gt-sous">En signant&nbsp;: engagement de l’État. Les lettres et les arrêtés partent ensuite, envoyés par le service.</p>
      </div>
      <a class="fr-btn fr-btn--secondary" href={paths.signatures.refus(ouverte.id)}>
        Refuser ce document
      </a>
      {signables.length > 0 && (
        <button class="fr-btn" type="submit" form={FORMULAIRE} data-signature-target="bouton">
          {choisies.length > 0
            ? `Signer ${choisies.length > 1 ? `les ${choisies.length} cochées` : 'la décision cochée'}\u00a0: ${formatEuros(somme(choisies))}`
            : 'Signer ce qui est coché'}
        </button>
      )}
    </div>
  )
}
