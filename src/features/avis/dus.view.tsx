import type { Child } from 'hono/jsx'
import { formatDateCivile } from '../../lib/dates.ts'
import { pluriel } from '../../lib/mots.ts'
import { paths } from '../../paths.ts'
import { Alert, EmptyState } from '../../ui/blocs.tsx'
import { BoutonPost } from '../../ui/form.tsx'
import { Tableau } from '../../ui/table.tsx'
import type { Position } from './avis.rules.ts'
import type { DuVu } from './dus.donnees.ts'
import { Demander, type GestesProps, Relance, Reserve, Retirer } from './dus-gestes.view.tsx'

type Props = GestesProps & { dus: readonly DuVu[] }

/** The opinions that the call asks for on a dossier: who, with what weight, until when, what was answered; then each of them. Nothing for a call that asks for none. */
export const AvisDus = (p: Props) => {
  const aDemander = p.dus.filter(a => a.position === 'a_demander')
  return (
    <section aria-labelledby="avis-dus" class="gt-avis-dus">
      <div class="gt-lecture-barre">
        <h2 class="fr-h6" id="avis-dus">
          Avis que l’appel demande
        </h2>
        <p class="gt-sous">{resume(p.dus)}</p>
      </div>
      <Tableau
        legende={'Avis que l’appel demande\u00a0: qui, force, délai, réponse'}
        legendeCachee
        dense
        colonnes={[
          { titre: 'Qui', cellule: a => <DeuxLignes un={<b>{a.qui}</b>} deux={a.adresse} /> },
          { titre: 'Force', cellule: a => <DeuxLignes un={a.force} deux={a.fondement} /> },
          { titre: 'Demandé', cellule: a => <DeuxLignes un={a.demande} deux={a.pourquoi} /> },
          { titre: 'Réponse au plus tard', cellule: a => <Delai a={a} /> },
          {
            titre: 'Réponse',
            cellule: a => (
              <DeuxLignes
                un={
                  <span>
                    <Marque position={a.position} /> <b>{a.reponse}</b>
                  </span>
                }
                deux={a.precision}
              />
            ),
          },
          { titre: 'Suite', cellule: a => <Suite a={a} p={p} /> },
        ]}
        lignes={p.dus}
      />
      {p.demande && aDemander.length > 1 && (
        <BoutonPost action={paths.instruction.avisDus(p.id)}>Demander les {pluriel(aDemander.length, 'avis', 'avis')}</BoutonPost>
      )}
      <div class="gt-avis-dus__un">
        {p.dus.map(a => (
          <UnAvisDu a={a} p={p} />
        ))}
      </div>
    </section>
  )
}

/** What a call that asks for no opinion on this dossier says. */
export const SansAvisDu = () => (
  <EmptyState titre="L’appel ne demande aucun avis pour ce dossier.">La décision n’attend personne.</EmptyState>
)

/** « 2 rendus sur 3. Le dernier au plus tard le 1er avril 2027. » */
function resume(dus: readonly DuVu[]): string {
  const rendus = dus.filter(a => !SANS_AVIS.has(a.position)).length
  const reste = dus.filter(a => a.position === 'a_demander').length
  const dernier = dus
    .flatMap(a => a.limite ?? [])
    .sort()
    .at(-1)
  return [
    `${rendus}\u00a0rendu${rendus > 1 ? 's' : ''} sur ${dus.length}${reste > 0 ? `, ${reste}\u00a0à demander` : ''}.`,
    ...(dernier ? [`Le dernier au plus tard le ${formatDateCivile(dernier)}.`] : []),
  ].join(' ')
}
const SANS_AVIS: ReadonlySet<Position> = new Set(['a_demander', 'attendu', 'absent', 'sans_reponse'])

const DeuxLignes = ({ un, deux }: { un: Child; deux: string | undefined }) => (
  <>
    {un}
    {deux && <span class="gt-sous">{deux}</span>}
  </>
)

/** What is drawn beside the word, never instead of it. */
const MARQUES: Record<Position, [icone: string, ton: string]> = {
  a_demander: ['fr-icon-mail-line', ''],
  attendu: ['fr-icon-time-line', ''],
  favorable: ['fr-icon-check-line', 'gt-avis-dus__oui'],
  reserve: ['fr-icon-check-line', 'gt-avis-dus__oui'],
  defavorable: ['fr-icon-close-line', 'gt-avis-dus__non'],
  sans_avis: ['fr-icon-subtract-line', ''],
  repute_rendu: ['fr-icon-subtract-line', ''],
  sans_reponse: ['fr-icon-error-warning-line', 'gt-avis-dus__non'],
  joint: ['fr-icon-check-line', 'gt-avis-dus__oui'],
  absent: ['fr-icon-error-warning-line', 'gt-avis-dus__non'],
}
const Marque = ({ position }: { position: Position }) => {
  const [icone, ton] = MARQUES[position]
  return <span class={`${icone} fr-icon--sm ${ton}`.trim()} aria-hidden="true" />
}

const Delai = ({ a }: { a: DuVu }) => (
  <>
    <DeuxLignes un={a.dernier ?? 'avant le dépôt'} deux={a.reste} />
    {a.part !== undefined && (
      <svg class="gt-avis-dus__delai" aria-hidden="true" focusable="false">
        <rect class="gt-avis-dus__reste" x="0" y="1" width="100%" height="6" />
        <rect class="gt-avis-dus__passe" x="0" y="1" width={`${Math.round(a.part * 100)}%`} height="6" />
      </svg>
    )}
  </>
)

const Suite = ({ a, p }: { a: DuVu; p: Props }) => {
  const nom = <span class="fr-sr-only">, {a.qui}</span>
  if (a.piece)
    return (
      <a href={a.piece}>
        Ouvrir
        {nom}
      </a>
    )
  if (a.attestation)
    return (
      <a href={a.attestation} data-turbo="false">
        Attestation (PDF)
        {nom}
      </a>
    )
  const mot = a.lire ? 'Lire' : a.position === 'attendu' && p.suit ? 'Relancer' : a.position === 'a_demander' && p.demande ? 'Demander' : ''
  return mot ? (
    <a href={`#avis-${a.code}`}>
      {mot}
      {nom}
    </a>
  ) : null
}

/** One opinion: what was answered, and what may be done of it. */
const UnAvisDu = ({ a, p }: { a: DuVu; p: Props }) => {
  const contenu = contenuDe(a, p)
  return contenu.length === 0 ? null : (
    <section class="gt-avis-du" id={`avis-${a.code}`} aria-labelledby={`avis-${a.code}-titre`} tabindex={-1}>
      <h3 class="fr-text--md" id={`avis-${a.code}-titre`}>
        {a.qui}&nbsp;: {a.reponse.charAt(0).toLowerCase() + a.reponse.slice(1)}
      </h3>
      {contenu}
    </section>
  )
}

function contenuDe(a: DuVu, p: Props) {
  return [
    ...(a.texte
      ? [
          <blockquote class={`gt-avis-du__texte${a.position === 'defavorable' ? ' gt-avis-du__texte--non' : ''}`}>
            <p class="gt-texte">«&nbsp;{a.texte}&nbsp;»</p>
            <p class="gt-sous">
              Rendu le {a.renduLe}, depuis le lien reçu. Montré&nbsp;: {a.montrees}.
            </p>
          </blockquote>,
        ]
      : []),
    ...(a.tard
      ? [
          <Alert ton="info" petit>
            <p>
              Une réponse est arrivée le {a.tard.le}, après le délai&nbsp;: elle est jointe, sans effet. {a.tard.sens}. «&nbsp;
              {a.tard.texte}
              &nbsp;»
            </p>
          </Alert>,
        ]
      : []),
    ...(a.lie
      ? [
          <Alert ton="warning" petit>
            <p>
              <b>Aide impossible&nbsp;: cet avis est défavorable, et il lie.</b> Le dossier peut être refusé ou classé. Le porteur peut
              proposer un autre plan.
            </p>
          </Alert>,
        ]
      : []),
    ...(a.position === 'reserve' ? [<Reserve a={a} p={p} />] : []),
    ...(a.jamaisLu
      ? [
          <Alert ton="warning" petit>
            <p>{a.jamaisLu} Le délai court depuis l’envoi. Relancez, ou changez d’adresse.</p>
          </Alert>,
        ]
      : []),
    ...(a.position === 'attendu' && p.suit ? [<Relance a={a} p={p} />] : []),
    ...(a.position === 'attendu' && p.demande ? [<Retirer a={a} p={p} />] : []),
    ...(a.position === 'sans_reponse' && p.demande ? [<Retirer a={a} p={p} />] : []),
    ...(a.position === 'a_demander' && p.demande ? [<Demander a={a} p={p} />] : []),
  ]
}
